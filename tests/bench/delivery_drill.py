"""Delivers issues to a real mail server on loopback that fails in every way, and kills runs at random moments.

usage: delivery_drill.py RUNS [--seed N]

Each run is a process of its own that issues what is due and delivers what waits. It meets one fault: nobody
listens, the line drops at the greeting or after DATA, with the mail kept or not, a 4xx or a 5xx at a step, an answer
that comes too late, a certificate that nobody vouches for, or SIGKILL, after a random share of the processor time a run
takes or while the server holds the mail. After every third such run comes one with nothing in its way. Then every
reader must have got the issue, all copies of it must be the same bytes with one Message-ID, and the outbox must say so.
A reader whose mail the server refused for good is the exception: nobody else may miss anything through that.

Prints runs, kills and failures by fault; the exit code is 1 when there are failures.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import shutil
import signal
import ssl
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.issuing import deliver_pending, issue_digests
from flows.settings import Mail, Reader, Settings
from flows.store import open_store
from tests.bench.kill_drill import burn, finished, forked
from tests.support.certificates import make_certificate
from tests.support.mail_server import Postbox, free_port, mail_server

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("ana", "ben", "cho")
FIRST_MORNING = datetime(2026, 11, 21, 7, tzinfo=UTC)
TIMEOUT = 0.4  # seconds a run waits for an answer
FAULTS = (
    *("refused", "drop at the greeting", "4xx at the sender", "4xx at a recipient", "5xx at a recipient"),
    *("4xx after DATA", "421 after DATA", "5xx after DATA", "drop after DATA, kept", "drop after DATA, lost"),
    *("slow", "slow, kept", "untrusted certificate", "killed", "killed with the mail taken"),
)
FINE = "nothing in the way"
_AT_DATA = {
    "4xx after DATA": "451 try again later",
    "421 after DATA": "421 closing",
    "5xx after DATA": "554 not wanted",
    "drop after DATA, kept": "drop",
    "drop after DATA, lost": "drop unseen",
    "slow": "slow unseen",
    "slow, kept": "slow",
}


@dataclass
class Drill:
    """A mail server, the issues it is sent, and what went wrong."""

    scratch: Path
    chance: random.Random
    tls: ssl.SSLContext
    postbox: Postbox = field(default_factory=lambda: Postbox(patience=2 * TIMEOUT))
    met: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    kills: int = 0
    deck: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def trial(self, number: int, port: int) -> None:
        """Issue on a new day, meet three faults, then none, and see who got what."""
        data, morning = self.scratch / "trial", FIRST_MORNING + timedelta(days=number)
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.scratch / "empty", data)
        self.postbox.accepted.clear()
        if not self.deck:
            self.deck = self.chance.sample(FAULTS, len(FAULTS))
        faults = [self.deck.pop() for _ in range(3)]
        for hours, fault in enumerate([*faults, FINE]):
            self.met[fault] += 1
            self.run(fault, data, port, morning + timedelta(hours=5 * hours))
        self.failures += [
            f"{number} ({', '.join(faults)}): {wrong}" for wrong in self.wrong(data, morning, faults)
        ]

    def measure(self, port: int) -> None:
        """Learn how much processor time a run takes that has an issue to make and nothing in its way."""
        data = self.scratch / "measured"
        shutil.copytree(self.scratch / "empty", data)
        child = forked(lambda: deliver(data, settings(port, security="starttls"), FIRST_MORNING, self.tls))
        _, _, usage = os.wait4(child, 0)
        self.seconds = usage.ru_utime + usage.ru_stime

    def run(self, fault: str, data: Path, port: int, now: datetime) -> None:
        """Start a run that meets `fault`, and wait until it has ended or been killed."""
        someone = f"{self.chance.choice(NAMES)}@example.org"
        postbox = self.postbox
        postbox.reset()
        postbox.data_answers = [_AT_DATA[fault]] if fault in _AT_DATA else []
        postbox.greeting = "drop" if fault == "drop at the greeting" else ""
        postbox.mail_answers = ["451 busy"] if fault == "4xx at the sender" else []
        if "at a recipient" in fault:
            postbox.rcpt_answers[someone] = [f"{fault[0]}50 not now"]
        wanted = settings(free_port() if fault == "refused" else port, security="starttls")
        tls = ssl.create_default_context() if fault == "untrusted certificate" else self.tls
        child = forked(lambda: deliver(data, wanted, now, tls))
        if fault == "killed with the mail taken":
            postbox.on_data = lambda: os.kill(child, signal.SIGKILL)
        if fault == "killed":
            burn(child, self.chance.uniform(0, self.seconds))
            os.kill(child, signal.SIGKILL)
        is_fine = finished(child)
        self.kills += not is_fine
        if not is_fine and "killed" not in fault:
            self.failures.append(f"a run ended badly: {fault}")

    def wrong(self, data: Path, morning: datetime, faults: Sequence[str]) -> list[str]:
        """Return what is not as it should be."""
        copies: dict[str, set[bytes]] = defaultdict(set)
        for recipient, mail in self.postbox.accepted:
            copies[recipient.partition("@")[0]].add(mail)
        states = outbox(data, self.scratch)
        refused = {name for name, state in states.items() if state == "refused"}
        found = [f"{name} is {state}" for name, state in states.items() if state not in {"sent", "refused"}]
        if states.keys() != set(NAMES):
            found.append(f"the outbox knows {sorted(states)}")
        if len(refused) > sum(fault.startswith("5xx") for fault in faults):
            found.append(f"{sorted(refused)} refused by one answer")
        for name in NAMES:
            ids = {message_from_bytes(mail)["Message-ID"] for mail in copies[name]}
            wanted = (
                set()
                if name in refused and not ids
                else {f"<{morning:%Y-%m-%d}.{name}@countercheck.localhost>"}
            )
            if ids != wanted or len(copies[name]) != len(wanted):
                found.append(f"{name} got {len(copies[name])} different mails with the ids {sorted(ids)}")
        return found


def settings(port: int, **mail: Any) -> Settings:  # noqa: ANN401 - keys of [mail]
    """Return settings with three readers and a mail server on `port`."""
    readers = [Reader(id=name, address=f"{name}@example.org") for name in NAMES]
    return Settings(readers=readers, mail=Mail(host="localhost", port=port, timeout_seconds=TIMEOUT, **mail))


def open_empty(data: Path) -> None:
    """Make a data directory in which nothing was issued."""
    with open_store(data):
        pass


def deliver(data: Path, wanted: Settings, now: datetime, tls: ssl.SSLContext) -> None:
    """Do what a run does at its end."""
    with open_store(data) as store:
        issue_digests(store, wanted, data, now)
        deliver_pending(store, wanted, data, now, tls)


def outbox(data: Path, scratch: Path) -> dict[str, str]:
    """Return the state of each delivery, read in another process: whoever forks must not have had a DuckDB."""
    answer = scratch / "outbox.txt"

    def read() -> None:
        with open_store(data) as store:
            rows = store.select("select reader, state from store.deliveries")
        answer.write_text("\n".join(f"{row['reader']} {row['state']}" for row in rows), "utf-8")

    if not finished(forked(read)):
        return {}
    pairs = [line.split(" ", 1) for line in answer.read_text("utf-8").splitlines()]
    return dict(pairs)


def main(argv: Sequence[str] | None = None) -> int:
    """Drill as many runs with a fault as asked for, and print how they went."""
    parser = argparse.ArgumentParser(description="delivers to a mail server that fails in every way")
    parser.add_argument("runs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(argv)
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the server tells of each broken line
    with ExitStack() as stack:
        scratch = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="countercheck-delivery-drill-"))
        )
        certificate = make_certificate(scratch / "server.pem", "localhost")
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(certificate)
        finished(forked(lambda: open_empty(scratch / "empty")))
        chance = random.Random(arguments.seed)  # noqa: S311 - no secret
        drill = Drill(scratch, chance, ssl.create_default_context(cafile=str(certificate)))
        port = stack.enter_context(mail_server(drill.postbox, tls_context=server, require_starttls=True))
        drill.measure(port)
        for number in range(-(-arguments.runs // 3)):
            drill.trial(number, port)
    for line in drill.failures:
        print(line, flush=True)  # noqa: T201 - a bench prints
    faulty = drill.met.total() - drill.met[FINE]
    print(", ".join(f"{number} {fault}" for fault, number in sorted(drill.met.items())))  # noqa: T201 - as above
    print(f"{faulty} runs with a fault, {drill.kills} killed, {len(drill.failures)} failures")  # noqa: T201 - as above
    return 1 if drill.failures else 0


if __name__ == "__main__":
    sys.exit(main())
