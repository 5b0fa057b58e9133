"""A run in a process of its own, for tests that kill it, make it wait, or take its disk away.

python -m tests.support.store_run DATA [hold|tiny|nobody]   prints a line before each stage
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

from flows import store as stores
from flows.errors import CountercheckError
from flows.records import Article, Claim, Document, Incoming, Segment
from flows.settings import Topic

NOW = datetime(2020, 5, 10, 7, tzinfo=UTC)
ARTICLES = 12


def incoming(number: int) -> Incoming:
    """Return article `number` about the convoy."""
    text = f"Some {number % 3 * 100 + 50} fighters left Rivertown in convoy {number}."
    raw = text.encode()
    article = Article(
        f"{number}.txt", text, (Segment("body", 0, len(text)),), outlet=f"Outlet {number}", published_at=NOW
    )
    return Incoming(
        Document(hashlib.sha256(raw).hexdigest(), raw, "text/plain"),
        article,
        "seed",
        "seeds",
        f"{number}.txt",
    )


def claim(article: Article) -> Claim:
    """Return the only claim of an article above."""
    words = article.text.split(" left")[0].removeprefix("Some ")
    number = float(words.split()[0])
    return Claim(
        doc=article.doc,
        start=5,
        end=5 + len(words),
        text=words,
        sentence=article.text,
        kind="count",
        origin="body",
        low=number,
        high=number,
        unit="fighter",
        event="evacuate",
        place="Rivertown",
        speaker=article.outlet,
    )


def say(stage: str) -> None:
    """Tell whoever watches which stage begins."""
    print(stage, flush=True)  # noqa: T201 - the watcher reads standard output


def run(data: Path, *, hold: bool = False) -> None:
    """Do a whole run in small steps."""
    with stores.open_store(data, notice=say, wait_seconds=0.5 if hold else 60) as store:
        say("opened")
        if hold:
            sys.stdin.read()
        run_id = stores.start_run(store, "analyse", NOW)
        stores.sync_topics(store, [Topic(id="t", title="T", query="convoy")])
        for number in range(ARTICLES):
            say(f"store {number}")
            stores.store_incoming(store, [incoming(number)], NOW)
        for pending in stores.pending_articles(store, "1"):
            say(f"extract {pending.article.doc}")
            stores.save_claims(store, [(pending, [claim(pending.article)])], "1", NOW)
        say("match")
        stores.match_topics(store)
        say("find")
        stores.find_discrepancies(store, run_id, NOW)
        say("publish")
        stores.publish(store)
        stores.finish_run(store, run_id, {}, NOW)
    say("done")


def main() -> int:
    """Run as the arguments say and return the exit code."""
    how = sys.argv[2] if len(sys.argv) > 2 else ""
    if how == "tiny":
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    if how == "nobody" and os.geteuid() == 0:
        os.setuid(65534)  # who may do everything does not notice that a directory is read-only
    try:
        run(Path(sys.argv[1]), hold=how == "hold")
    except CountercheckError as error:
        say(f"error: {error}")
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
