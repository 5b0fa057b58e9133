"""Issues listed and sent once more by hand, on a real mail server."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller

from flows.config import load_settings
from flows.errors import ExitCode
from flows.issuing import deliver_pending, issue_digests
from flows.issuing.message import Posting, message
from flows.issuing.outbox import Outbox
from flows.issuing.render import Rendered
from flows.settings import Mail, Reader
from flows.store import open_store, publish
from tests.support.countercheck import Installation
from tests.support.site import closed_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session

NOW = datetime(2024, 5, 1, 7, tzinfo=UTC)


class Postbox:
    """Takes every mail and keeps it with its takers."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the mail."""
        assert isinstance(envelope.content, bytes)
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def postbox() -> Postbox:
    """Return an empty postbox."""
    return Postbox()


@pytest.fixture
def here(tmp_path: Path, postbox: Postbox) -> Iterator[Installation]:
    """Return an installation that issued and mailed one digest each to two readers, its server running."""
    controller = Controller(postbox, hostname="127.0.0.1", port=closed_port())
    controller.start()
    (tmp_path / "home").mkdir()
    readers = "".join(
        f'[[readers]]\nid = "{name}"\naddress = "{name}@example.org"\n' for name in ("ana", "ben")
    )
    mail = f'[mail]\nhost = "127.0.0.1"\nport = {controller.port}\nsecurity = "none"\n'
    (tmp_path / "countercheck.toml").write_text(readers + mail, "utf-8")
    settings = load_settings(tmp_path / "countercheck.toml")
    with open_store(tmp_path / "data") as store:
        issue_digests(store, settings, tmp_path / "data", NOW)
        deliver_pending(store, settings, tmp_path / "data", NOW)
        publish(store)
    yield Installation(tmp_path)
    controller.stop()


def test_issues_are_listed_with_what_became_of_them(here: Installation) -> None:
    """One line an issue; the JSON says the same."""
    lines = here.call("issues").stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [["2024-05-01", name, "sent"] for name in ("ana", "ben")]
    assert "no digest was issued for 'nobody'" in here.call("issues", "--reader", "nobody").stdout
    [only] = json.loads(here.call("issues", "--json", "--reader", "ben").stdout)
    assert (only["reader"], only["state"]) == ("ben", "sent")


def test_a_past_day_can_be_looked_at_and_a_coming_one_not(here: Installation) -> None:
    """A day without an issue says so; nobody takes a rendering of today for one of a day to come."""
    quiet = here.call("digest", "--date", "2024-04-30")
    assert "No digest was issued for ana on 2024-04-30" in quiet.stdout
    assert quiet.returncode == ExitCode.DONE
    coming = here.call("digest", "--date", "2999-01-01")
    assert (coming.returncode, coming.stdout) == (ExitCode.WRONG_USAGE, "")
    assert "--date: found 2999-01-01, which is still to come" in coming.stderr


def test_the_same_bytes_go_out_again(here: Installation, postbox: Postbox) -> None:
    """To the reader, or to another address with the reader's name still on it."""
    first = {takers[0]: mail for takers, mail in postbox.taken}
    done = here.call("resend", "2024-05-01", "--reader", "ana", "--yes")
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    here.call("resend", "2024-05-01", "--reader", "ana", "--yes", "--to", "cho@example.org")
    again = postbox.taken[2:]
    assert [takers for takers, _ in again] == [["ana@example.org"], ["cho@example.org"]]
    assert {mail for _, mail in again} == {first["ana@example.org"]}


def test_a_correction_is_sent_again_by_the_day_of_its_issue(here: Installation, postbox: Postbox) -> None:
    """The newest unless another is named; one that there is not is an error."""
    with open_store(here.data) as store:
        outbox = Outbox(store, here.data)
        for number in (1, 2):
            period, reader = f"2024-05-01 correction {number}", Reader(id="ana", address="ana@example.org")
            rendered = Rendered(f"Correction {number}", "<p>misread</p>", "misread", "<p>misread</p>")
            mail = message(rendered, Posting(period, reader, NOW, Mail(host="127.0.0.1")))
            outbox.put(
                {
                    "period": period,
                    "reader": "ana",
                    "message_id": f"<{number}>",
                    "folder": f"issues/c{number}",
                }
                | {"subject": rendered.subject, "issued_at": NOW + timedelta(hours=number)}
                | {"corrects": "2024-05-01"},
                {"period": period, "reader": "ana", "way": "smtp", "state": "sent", "attempts": 1}
                | {"changed_at": NOW, "detail": ""},
                {"mail.eml": mail},
            )
        outbox.close()
        publish(store)
    for wanted, number in ((["--correction"], 2), (["--correction", "1"], 1)):
        done = here.call("resend", "2024-05-01", *wanted, "--yes")
        assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
        assert f"Subject: Correction {number}\r\n".encode() in postbox.taken[-1][1]
    third = here.call("resend", "2024-05-01", "--correction", "3", "--yes")
    assert (third.returncode, len(postbox.taken)) == (ExitCode.COULD_NOT_RUN, 4)
    assert "no correction 3 was issued on 2024-05-01; `countercheck issues` lists all" in third.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["2024-05-01"], ExitCode.WRONG_USAGE, "choose with --reader one of ana, ben"),
        (["2024-05-02"], ExitCode.COULD_NOT_RUN, "no digest was issued on 2024-05-02"),
        (["yesterday"], ExitCode.WRONG_USAGE, "expected a day such as"),
        (["2024-05-01", "--reader", "ana"], ExitCode.WRONG_USAGE, "add --yes"),
        (["2024-05-01", "--reader", "ana", "--dry-run"], ExitCode.DONE, "Message-ID: <"),
    ],
)
def test_nothing_is_sent_without_an_answer(
    here: Installation, postbox: Postbox, arguments: list[str], code: ExitCode, said: str
) -> None:
    """Whoever is unclear, asks for what there is not, or only wants to look, sends no mail."""
    done = here.call("resend", *arguments)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert len(postbox.taken) == 2
