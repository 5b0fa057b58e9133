"""How long issuing takes: one digest over many discrepancies, and many readers with few different wishes.

    python -m tests.bench.bench_digest [DISCREPANCIES [READERS [PROFILES]]]

Prints wall and CPU seconds of making one edition with that many discrepancies in the database, and of issuing
to the readers when each profile is rendered once, beside what rendering for each reader alone would take.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from flows.issuing import Press, issue_digests
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


def tell(newsroom: Newsroom, discrepancies: int) -> None:
    """Tell two outlets' numbers for as many places as there shall be discrepancies."""
    rows = ["article | outlet | says | unit | event | place | speaker"]
    for number in range(discrepancies):
        place = f"Town {number}"
        rows.append(f"a{number} | Post | {10 + number} | truck | evacuate | {place} | police")
        rows.append(f"b{number} | Herald | {50 + 9 * number} | truck | evacuate | {place} | drivers")
    newsroom.tell("\n".join(rows))


def timed(what: str, began: tuple[float, float]) -> float:
    """Print the wall and CPU seconds since `began`, and return the wall seconds."""
    wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    say(f"{what:<60}{wall:>8.2f} s wall {cpu:>8.2f} s CPU")
    return wall


def now() -> tuple[float, float]:
    """Return the wall clock and the CPU clock."""
    return time.perf_counter(), time.process_time()


def main() -> None:
    """Time both, and print them beside each other."""
    given = [int(word) for word in sys.argv[1:]]
    discrepancies, readers, profiles = (*given, *(1000, 500, 20)[len(given) :])
    with tempfile.TemporaryDirectory() as folder, open_newsroom(Path(folder) / "data") as newsroom:
        tell(newsroom, discrepancies)
        say(f"{len(newsroom.found())} discrepancies in the database")
        wanted = [
            Reader(id=f"r{n}", address=f"r{n}@example.org", locale=LOCALES[n % profiles])
            for n in range(readers)
        ]
        settings = Settings(readers=wanted, monitor=Monitor(name="Watch"))
        began = now()
        Press(newsroom.store, settings, newsroom.clock).edition(wanted[0])
        one = timed("one edition: rows, composed, rendered", began)
        began = now()
        issues, _ = issue_digests(newsroom.store, settings, newsroom.store.data, newsroom.clock)
        all_of_them = timed(f"{len(issues)} readers with {profiles} profiles: issued", began)
        say(
            f"rendered for each reader alone that would be about {one * readers:.0f} s, not {all_of_them:.0f}"
        )


if __name__ == "__main__":
    main()
