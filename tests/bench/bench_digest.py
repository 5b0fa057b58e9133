"""How long issuing takes: one digest over many discrepancies, and many readers with few different wishes.

    python -m tests.bench.bench_digest [DISCREPANCIES [READERS [PROFILES]]]

Prints wall and CPU seconds of making one edition with that many discrepancies in the database, of issuing to all
readers (in all, for each profile, and for each reader beside that), and of delivering to the outbox folder. Half as
many readers of the same profiles are issued to first, so that what a profile and a reader take can be told apart.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from flows.issuing import Press, deliver_pending, issue_digests
from flows.issuing.local import day, written_for
from flows.settings import Monitor, Reader, Settings
from tests.support.newsroom import Newsroom, open_newsroom

# As many languages as there may be profiles: each is a wish of its own.
LOCALES = [
    *("en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "fi"),
    *("nb", "pl", "cs", "sk", "hu", "ro", "hr", "sl", "lt", "lv"),
]


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell(newsroom: Newsroom, discrepancies: int) -> None:
    """Tell two outlets' numbers for as many places as there shall be discrepancies."""
    rows = ["article | outlet | says | unit | event | place | speaker"]
    for number in range(discrepancies):
        place = f"Town {number}"
        rows.append(f"a{number} | Post | {10 + number} | truck | evacuate | {place} | police")
        rows.append(f"b{number} | Herald | {50 + 9 * number} | truck | evacuate | {place} | drivers")
    newsroom.tell("\n".join(rows))


def timed(what: str, began: tuple[float, float]) -> tuple[float, float]:
    """Print the wall and CPU seconds since `began`, and return them."""
    wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    say(f"{what:<40}{wall:>8.2f} s wall {cpu:>8.2f} s CPU")
    return wall, cpu


def now() -> tuple[float, float]:
    """Return the wall clock and the CPU clock."""
    return time.perf_counter(), time.process_time()


def issued_to(newsroom: Newsroom, wanted: list[Reader]) -> tuple[float, float]:
    """Issue to `wanted` in a data directory without issues, and return the wall and CPU seconds."""
    store = newsroom.store
    shutil.rmtree(store.data / "issues", ignore_errors=True)
    store.execute("delete from store.issues")
    store.execute("delete from store.deliveries")
    settings = Settings(readers=wanted, monitor=Monitor(name="Watch"))
    began = now()
    issues, failures = issue_digests(store, settings, store.data, newsroom.clock)
    if len(issues) != len(wanted) or failures:
        raise SystemExit(f"{len(issues)} issues, {failures}")
    return timed(f"{len(wanted)} readers: issued", began)


def load_languages(profiles: int) -> None:
    """Read Babel's data of the languages, which a process does once for all its issues."""
    for locale in LOCALES[:profiles]:
        with written_for(locale):
            day(date(2026, 11, 21))


def main() -> None:
    """Time both, and print them beside each other."""
    given = [int(word) for word in sys.argv[1:]]
    discrepancies, readers, profiles = (*given, *(1000, 500, 20)[len(given) :])
    with tempfile.TemporaryDirectory() as folder, open_newsroom(Path(folder) / "data") as newsroom:
        tell(newsroom, discrepancies)
        say(f"{len(newsroom.found())} discrepancies in the database, {profiles} profiles of readers")
        wanted = [
            Reader(id=f"r{n}", address=f"r{n}@example.org", locale=LOCALES[n % profiles])
            for n in range(readers)
        ]
        settings = Settings(readers=wanted, monitor=Monitor(name="Watch"))
        load_languages(profiles)
        began = now()
        Press(newsroom.store, settings, newsroom.clock).edition(wanted[0])
        timed("one edition: rows, composed, rendered", began)
        half = issued_to(newsroom, wanted[: readers // 2])
        whole = issued_to(newsroom, wanted)
        began = now()
        deliver_pending(newsroom.store, settings, newsroom.store.data, newsroom.clock)
        timed(f"{readers} mails: put into the outbox folder", began)
        for what, one, other in zip(("wall", "CPU"), whole, half, strict=True):
            each = max((one - other) / (readers - readers // 2), 0.0)
            say(f"{what}: {(one - each * readers) / profiles:.2f} s a profile, {1000 * each:.0f} ms a reader")


if __name__ == "__main__":
    main()
