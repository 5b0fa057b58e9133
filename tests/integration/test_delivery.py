"""Issuing and delivery against a real mail server on loopback, with every fault a server can show."""

from __future__ import annotations

import random
import re
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr

from flows.issuing import deliver_pending, issue_digests
from flows.issuing.deliver import GIVE_UP_AFTER, LONGEST_PAUSE, pause_after
from flows.settings import Mail, Reader, Settings
from flows.store import open_store
from tests.support.mail_server import Postbox, free_port, mail_server

if TYPE_CHECKING:
    from pathlib import Path

    from aiosmtpd.smtp import Envelope, Session

    from flows.records import Outcome

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


def settings(port: int | None, *names: str, **mail: Any) -> Settings:  # noqa: ANN401 - keys of [mail]
    """Return settings with readers of these names and a mail server on `port`."""
    server = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 5} if port else {}
    readers = [Reader(id=name, address=f"{name}@example.org") for name in names]
    return Settings(readers=readers, mail=Mail(**{**server, "sender": "Desk <desk@example.org>", **mail}))


def deliver(data: Path, wanted: Settings, now: datetime, tls: ssl.SSLContext | None = None) -> list[Outcome]:
    """Issue what is due at `now` and deliver what waits, as a run does."""
    with open_store(data) as store:
        issue_digests(store, wanted, data, now)
        return deliver_pending(store, wanted, data, now, tls)


def states(data: Path) -> dict[str, tuple[str, int]]:
    """Return the state and the number of attempts of each reader's delivery."""
    with open_store(data) as store:
        rows = store.select("select reader, state, attempts from store.deliveries order by reader")
    return {row["reader"]: (row["state"], row["attempts"]) for row in rows}


def test_without_readers_the_outbox_folder_is_filled_and_no_server_asked(tmp_path: Path) -> None:
    """Nobody configured: the issue's five files are there, and its mail lies in the outbox."""
    assert ["written"] == [outcome.outcome for outcome in deliver(tmp_path, Settings(), NOW)]
    folder = tmp_path / "issues" / "2026-11-21" / "analyst"
    files = ["claims.csv", "claims.parquet", "data.json", "mail.eml", "mail.html", "mail.txt", "web.html"]
    assert files == sorted(p.name for p in folder.iterdir())
    assert [".eml", ".html"] == sorted(path.suffix for path in (tmp_path / "outbox").iterdir())


def test_a_server_is_sent_nothing_when_there_are_no_readers(tmp_path: Path) -> None:
    """A mail server is configured and nobody to send to: the files are written, and that is all."""
    wanted = Settings(mail=Mail(host="127.0.0.1", port=9, security="none"))
    assert [] == deliver(tmp_path, wanted, NOW)
    assert (tmp_path / "issues" / "2026-11-21" / "analyst" / "mail.eml").is_file()


def test_without_a_server_the_outbox_is_the_delivery(tmp_path: Path) -> None:
    """Without [mail] host, each mail lies in data/outbox once, as .eml and .html, and counts as delivered."""
    outcomes = deliver(tmp_path, settings(None, "ana", "ben"), NOW)
    assert ["written", "written"] == [outcome.outcome for outcome in outcomes]
    names = [f"2026-11-21-{name}.{suffix}" for name in ("ana", "ben") for suffix in ("eml", "html")]
    assert names == sorted(path.name for path in (tmp_path / "outbox").iterdir())
    assert [] == deliver(tmp_path, settings(None, "ana", "ben"), NOW + HOUR)


def test_a_reader_gets_one_issue_a_period(tmp_path: Path) -> None:
    """However often a day's work runs, one mail goes out; the next day brings the next one."""
    postbox = Postbox()
    with mail_server(postbox) as port:
        for moment in (NOW, NOW, NOW + HOUR, NOW + 24 * HOUR, NOW + 25 * HOUR):
            deliver(tmp_path, settings(port, "ana"), moment)
    assert {
        "ana@example.org": {f"<2026-11-{day}.ana@countercheck.localhost>" for day in (21, 22)}
    } == postbox.message_ids()
    assert 2 == len(postbox.accepted)


def test_the_mail_arrives_as_it_was_written(tmp_path: Path) -> None:
    """What the server takes is the .eml byte for byte: two alternatives, quoted-printable, the headers of a list."""
    postbox = Postbox()
    with mail_server(postbox) as port:
        deliver(tmp_path, settings(port, "ana"), NOW)
    sent = postbox.accepted[0][1]
    assert (tmp_path / "issues/2026-11-21/ana/mail.eml").read_bytes() == sent.replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    )
    mail = message_from_bytes(sent, policy=SMTP)
    assert "multipart/alternative" == mail.get_content_type()
    assert ["text/plain", "text/html"] == [part.get_content_type() for part in mail.iter_parts()]
    assert {"quoted-printable"} == {part["Content-Transfer-Encoding"] for part in mail.iter_parts()}
    assert "auto-generated" == mail["Auto-Submitted"]
    assert "<countercheck.localhost>" == mail["List-Id"]
    assert "<mailto:desk@example.org?subject=unsubscribe%20ana>" == mail["List-Unsubscribe"]
    assert NOW == mail["Date"].datetime
    assert max(map(len, sent.splitlines())) <= 998


def test_one_refusal_stops_nobody_else(tmp_path: Path) -> None:
    """A recipient the server refuses for good is noted as refused and not tried again; the others get their mail."""
    postbox = Postbox()
    postbox.rcpt_answers["ben@example.org"] = ["550 5.1.1 no such user"]
    with mail_server(postbox) as port:
        outcomes = deliver(tmp_path, settings(port, "ana", "ben", "cho"), NOW)
        deliver(tmp_path, settings(port, "ana", "ben", "cho"), NOW + 12 * HOUR)
    assert ["sent", "refused", "sent"] == [outcome.outcome for outcome in outcomes]
    assert "550 5.1.1 no such user" in outcomes[1].detail
    assert "countercheck.toml" in outcomes[1].hint
    assert {"ana": ("sent", 1), "ben": ("refused", 1), "cho": ("sent", 1)} == states(tmp_path)


@pytest.mark.parametrize("answer", ["451 try later", "421 closing", "drop"])
def test_a_temporary_failure_is_tried_again_after_a_pause(tmp_path: Path, answer: str) -> None:
    """The mail waits, is not tried before its pause is over, and then goes out with the same Message-ID."""
    postbox = Postbox(data_answers=[answer])
    with mail_server(postbox) as port:
        wanted = settings(port, "ana")
        assert ["delayed"] == [outcome.outcome for outcome in deliver(tmp_path, wanted, NOW)]
        assert [] == deliver(tmp_path, wanted, NOW + timedelta(minutes=4))
        assert ["sent"] == [
            outcome.outcome for outcome in deliver(tmp_path, wanted, NOW + timedelta(minutes=5))
        ]
    assert {"ana@example.org": {"<2026-11-21.ana@countercheck.localhost>"}} == postbox.message_ids()


def test_a_greylisted_recipient_waits(tmp_path: Path) -> None:
    """450 for a recipient delays that one and no other."""
    postbox = Postbox()
    postbox.rcpt_answers["ana@example.org"] = ["450 4.7.1 greylisted"]
    with mail_server(postbox) as port:
        outcomes = deliver(tmp_path, settings(port, "ana", "ben"), NOW)
    assert ["delayed", "sent"] == [outcome.outcome for outcome in outcomes]


def test_an_unreachable_server_is_asked_once_a_run(tmp_path: Path) -> None:
    """Nobody listens: every mail waits, the outcome says where and what to check, and nothing is lost."""
    port = free_port()
    outcomes = deliver(tmp_path, settings(port, "ana", "ben"), NOW)
    assert ["delayed", "delayed"] == [outcome.outcome for outcome in outcomes]
    assert f"127.0.0.1:{port}" in outcomes[0].detail
    assert "[mail] host, port and security" in outcomes[0].hint
    postbox = Postbox()
    with mail_server(postbox, port):
        deliver(tmp_path, settings(port, "ana", "ben"), NOW + HOUR)
    assert {"ana@example.org", "ben@example.org"} == set(postbox.message_ids())


def test_mail_that_nobody_takes_is_given_up_in_the_end(tmp_path: Path) -> None:
    """After five days of failures the mail is given up, and the outcome says so."""
    wanted = settings(free_port(), "ana")
    deliver(tmp_path, wanted, NOW)
    with open_store(tmp_path) as store:
        last = deliver_pending(store, wanted, tmp_path, NOW + GIVE_UP_AFTER)
    assert ["given_up"] == [outcome.outcome for outcome in last]


def test_pauses_double_up_to_six_hours() -> None:
    """Back-off: 5, 10, 20 minutes and so on, never more than six hours."""
    assert [5, 10, 20, 40] == [pause_after(attempts).seconds // 60 for attempts in (1, 2, 3, 4)]
    assert LONGEST_PAUSE == pause_after(50)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Give the TLS contexts of a server with a certificate of its own and of a client that knows it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2120, 1, 1, tzinfo=UTC)
    )
    made = made.add_extension(address, critical=False)
    plain_pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*plain_pem))
    (folder / "cert.pem").write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return server, ssl.create_default_context(cafile=str(folder / "cert.pem"))


def authenticator(
    server: object, session: Session, envelope: Envelope, mechanism: str, login: object
) -> AuthResult:
    """Accept desk with its password and nobody else."""
    is_right = login == LoginPassword(b"desk", b"secret")
    return AuthResult(success=is_right, handled=is_right)


def test_starttls_and_a_password_are_used(
    tmp_path: Path, certificate: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    """With security = "starttls" and a username, mail goes out encrypted and authenticated."""
    server, client = certificate
    postbox = Postbox()
    options: dict[str, Any] = {
        "tls_context": server,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": authenticator,
    }
    with mail_server(postbox, **options) as port:
        right = settings(port, "ana", security="starttls", username="desk", password=SecretStr("secret"))
        wrong = settings(port, "ana", security="starttls", username="desk", password=SecretStr("guess"))
        refused = deliver(tmp_path, wrong, NOW, client)
        taken = deliver(tmp_path, right, NOW + HOUR, client)
    assert ["delayed", "sent"] == [outcome.outcome for outcome in (*refused, *taken)]
    assert "COUNTERCHECK_MAIL__PASSWORD" in refused[0].hint
    assert "guess" not in refused[0].detail


def test_an_unknown_certificate_is_not_trusted(
    tmp_path: Path, certificate: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    """A server that proves nothing gets no mail; it waits, and the hint speaks of the certificate."""
    postbox = Postbox()
    with mail_server(postbox, tls_context=certificate[0]) as port:
        outcomes = deliver(tmp_path, settings(port, "ana", security="starttls"), NOW)
    assert [] == postbox.accepted
    assert "certificate" in outcomes[0].hint


def test_a_server_without_starttls_gets_no_mail_in_the_clear(tmp_path: Path) -> None:
    """Asked for STARTTLS, a server that does not offer it is not sent the mail unencrypted."""
    postbox = Postbox()
    with mail_server(postbox) as port:
        outcomes = deliver(tmp_path, settings(port, "ana", security="starttls"), NOW)
    assert [] == postbox.accepted
    assert "[mail] security" in outcomes[0].hint


def test_an_address_that_is_none_stops_nobody_else(tmp_path: Path) -> None:
    """A reader whose address no mail can carry is reported; the others are served."""
    wanted = settings(None, "ana", "ben")
    broken = wanted.readers[0].model_copy(update={"address": "ana@" + "x" * 70 + ".org"})
    wanted = wanted.model_copy(update={"readers": [broken, wanted.readers[1]]})
    with open_store(tmp_path) as store:
        issues, failures = issue_digests(store, wanted, tmp_path, NOW)
    assert ["ben"] == [issue.reader for issue in issues]
    assert [("ana", "not_issued")] == [(failure.subject, failure.outcome) for failure in failures]


RUN = """
import sys
from datetime import datetime
from pathlib import Path
from flows.settings import Mail, Reader, Settings
from flows.issuing import deliver_pending, issue_digests
from flows.store import open_store
data, port, now = Path(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
readers = [Reader(id=name, address=f"{name}@example.org") for name in ("ana", "ben", "cho")]
settings = Settings(readers=readers, mail=Mail(host="127.0.0.1", port=port, security="none", timeout_seconds=5))
with open_store(data) as store:
    issue_digests(store, settings, data, now)
    deliver_pending(store, settings, data, now)
"""


def run_in_a_process(data: Path, port: int, now: datetime) -> subprocess.Popen[bytes]:
    """Start a run in a process of its own, to be killed."""
    return subprocess.Popen([sys.executable, "-c", RUN, str(data), str(port), now.isoformat()])


def test_killed_after_the_servers_ok_the_mail_keeps_its_message_id(tmp_path: Path) -> None:
    """A run killed when the server has the mail and we have not noted it sends the same Message-ID again."""
    running: list[subprocess.Popen[bytes]] = []

    def kill_the_run() -> None:
        running[0].kill()
        running[0].wait()

    postbox = Postbox(on_data=kill_the_run)
    with mail_server(postbox) as port:
        running.append(run_in_a_process(tmp_path, port, NOW))
        assert -9 == running[0].wait(60)
        postbox.on_data = lambda: None
        deliver(tmp_path, settings(port, "ana", "ben", "cho"), NOW)
    assert 4 == len(postbox.accepted)
    assert {1} == {len(ids) for ids in postbox.message_ids().values()}
    assert postbox.accepted[0][1] == postbox.accepted[1][1]


def test_two_hundred_runs_with_faults_reach_every_reader_once(tmp_path: Path) -> None:
    """Whatever mixture of faults a server shows, every reader gets every issue, and one Message-ID for each."""
    postbox, chance = Postbox(), random.Random(200)  # noqa: S311 - as above
    names, days, midnight = ("ana", "ben", "cho"), 10, NOW - 7 * HOUR
    answers = ["250 OK", "451 later", "421 closing", "drop", "452 full"]
    with mail_server(postbox) as port, open_store(tmp_path) as store:
        wanted = settings(port, *names)
        for run in range(200):
            moment = midnight + timedelta(hours=(24 * days * run) // 200)
            postbox.data_answers = chance.choices(answers, [4, 2, 1, 1, 1], k=4)
            for name in names:
                postbox.rcpt_answers[f"{name}@example.org"] = ["450 later"] * (chance.random() < 0.2)
            issue_digests(store, wanted, tmp_path, moment)
            deliver_pending(store, wanted, tmp_path, moment)
        postbox.data_answers.clear()
        postbox.rcpt_answers.clear()
        deliver_pending(store, wanted, tmp_path, NOW + timedelta(days=days + 1))
        left = store.select("select state, count(*) as n from store.deliveries group by state")
    assert [{"state": "sent", "n": days * len(names)}] == left
    periods = [(NOW + timedelta(days=day)).date().isoformat() for day in range(days)]
    assert {
        f"{name}@example.org": {f"<{period}.{name}@countercheck.localhost>" for period in periods}
        for name in names
    } == postbox.message_ids()


def test_the_index_leads_to_every_issue(tmp_path: Path) -> None:
    """After each issue the index lists all of them, the newest first, each link leading to a file."""
    wanted = settings(None, "ana", "ben")
    deliver(tmp_path, wanted, NOW)
    deliver(tmp_path, wanted, NOW + 24 * HOUR)
    page = (tmp_path / "issues" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', page)
    assert [f"2026-11-{day}/{name}/web.html" for day in (22, 21) for name in ("ana", "ben")] == links
    assert {True} == {(tmp_path / "issues" / link).is_file() for link in links}
