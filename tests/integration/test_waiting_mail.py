"""Mail that the server did not take leaves with the next ingest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

from tests.support.countercheck import install
from tests.support.site import closed_port

if TYPE_CHECKING:
    from pathlib import Path

    from aiosmtpd.smtp import Envelope

    from flows.day import StepReport

MORNING = datetime(2024, 5, 2, 7, tzinfo=UTC)


class Postbox:
    """Takes whatever comes."""

    def __init__(self) -> None:
        self.recipients: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - the server's name for it
        """Keep whom the mail is for."""
        self.recipients += envelope.rcpt_tos
        return "250 OK"


def mail(report: StepReport) -> dict[str, int]:
    """Return what the step says of mail."""
    return {name: number for name, number in report.counts.items() if "mail" in name}


def test_waiting_mail_leaves_with_the_next_ingest_that_is_due(tmp_path: Path) -> None:
    """A digest delayed in the morning is sent once, as soon as its pause is over and the server is back."""
    here, port, postbox = install(tmp_path / "here"), closed_port(), Postbox()
    with (here.folder / "countercheck.toml").open("a", encoding="utf-8") as config:
        config.write(
            '\n[[readers]]\nid = "desk"\naddress = "desk@example.org"\n'
            f'\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        )
    *_, digest = here.work(MORNING)
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        after = [here.work(MORNING + timedelta(minutes=minutes)) for minutes in (1, 16, 31)]
    finally:
        server.stop()
    assert mail(digest) == {"delayed mail": 1}
    assert [mail(ingest) for ingest, *_ in after] == [{}, {"sent mail": 1}, {}]
    assert [mail(digest) for *_, digest in after] == [{}, {}, {}]
    assert postbox.recipients == ["desk@example.org"]
