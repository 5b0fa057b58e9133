"""Delivery: what waits in the outbox goes out once, each attempt noted, one refusal stopping nobody else.

The mail was written when it was issued; here its bytes are only passed on. A run killed between the server's
OK and our note sends the same bytes again: the same Message-ID, which mail programs show once.
"""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any, Self

from flows.issuing.display import plain
from flows.issuing.issues import write_through
from flows.records import Outcome
from flows.store import update_delivery, waiting_deliveries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from flows.settings import Mail, Settings
    from flows.store import Store

    Row = dict[str, Any]

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
# RFC 5321, section 4.5.4.1: the give-up time is generally at least four to five days.
GIVE_UP_AFTER = timedelta(days=5)
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended: "sent", "refused" (for good), or "waiting" (to be tried again)."""

    state: str
    detail: str
    hint: str = ""


def deliver_pending(
    store: Store, settings: Settings, data: Path, now: datetime, tls: ssl.SSLContext | None = None
) -> list[Outcome]:
    """Send what waits and is due by `now`, and return what became of each mail.

    The outcomes are sent, written, delayed, refused and given_up. With no mail server configured, mail is
    written to data/outbox. `tls` replaces the system's certificates.
    """
    waiting = waiting_deliveries(store, now)
    if not waiting:
        return []
    if not settings.mail.host:
        return [_attempt(store, row, "folder", now, lambda row: _write(data, row)) for row in waiting]
    with Postman(settings.mail, tls or ssl.create_default_context()) as postman:
        return [
            _attempt(store, row, "smtp", now, lambda row: postman.send(_mail_of(data, row)))
            for row in waiting
        ]


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: 5 minutes, doubling, 6 hours at most."""
    return min(FIRST_PAUSE * (1 << min(max(attempts, 1) - 1, 16)), LONGEST_PAUSE)


class Postman:
    """A connection to the mail server that is opened when first needed and again after it was lost."""

    def __init__(self, mail: Mail, tls: ssl.SSLContext) -> None:
        self._mail = mail
        self._tls = tls
        self._connection: smtplib.SMTP | None = None
        self._unreachable: Result | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, mail: bytes) -> Result:
        """Return how the server took `mail`; one that cannot be reached is asked once a run only."""
        if self._unreachable:
            return self._unreachable
        try:
            connection = self._connection or self._connect()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._unreachable = self._not_connected(error)
            return self._unreachable
        try:
            connection.sendmail(*_envelope(mail), mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, reply = next(iter(error.recipients.values()))
            return self._answered(code, reply)
        except smtplib.SMTPResponseException as error:
            self._hang_up()
            return self._answered(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            return Result("waiting", f"{self._where}: the connection was lost: {self._said(error)}")
        return Result("sent", f"{self._where} took it")

    @property
    def _where(self) -> str:
        return f"{self._mail.host}:{self._mail.port}"

    def _connect(self) -> smtplib.SMTP:
        mail = self._mail
        if mail.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, timeout=mail.timeout_seconds, context=self._tls
            )
        else:
            connection = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_seconds)
        try:
            if mail.security == "starttls":
                connection.starttls(context=self._tls)
            if mail.username:
                connection.login(mail.username, mail.password.get_secret_value())
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._connection.close()
            self._connection = None

    def _answered(self, code: int, reply: bytes | str) -> Result:
        said = plain(reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply, 300)
        detail = f"{self._where} answered {code} {said}"
        if code >= _PERMANENT:
            return Result("refused", detail, "check the reader's address and the sender in countercheck.toml")
        return Result("waiting", detail)

    def _not_connected(self, error: Exception) -> Result:
        hint = "check [mail] host, port and security in countercheck.toml"
        if isinstance(error, smtplib.SMTPAuthenticationError):
            hint = "check [mail] username and the password (COUNTERCHECK_MAIL__PASSWORD)"
        elif isinstance(error, ssl.SSLError):
            hint = (
                "the server's certificate or its TLS was not accepted; check [mail] host, port and security"
            )
        elif isinstance(error, smtplib.SMTPNotSupportedError):
            hint = 'the server does not offer this; check [mail] security ("tls" is mostly port 465)'
        return Result("waiting", f"{self._where}: {self._said(error)}", hint)

    def _said(self, error: Exception) -> str:
        """Return what `error` says; some servers repeat in it what they were sent, also a password."""
        said, secret = _said(error), self._mail.password.get_secret_value()
        login = b64encode(f"\0{self._mail.username}\0{secret}".encode()).decode()
        for form in (login, b64encode(secret.encode()).decode(), secret) if secret else ():
            said = said.replace(form, "***")
        return said


def _attempt(store: Store, row: Row, way: str, now: datetime, send: Callable[[Row], Result]) -> Outcome:
    """Note the attempt, make it, note how it ended."""
    noted = {**row, "way": way, "attempts": row["attempts"] + 1, "changed_at": now, "detail": "being sent"}
    update_delivery(store, noted)
    try:
        result = send(row)
    except OSError as error:
        result = Result("waiting", f"the issue's files: {error}", "check that the data directory is complete")
    state, pause = result.state, None
    if state == "waiting":
        if now - row["issued_at"] >= GIVE_UP_AFTER:
            state = "given up"
        else:
            pause = now + pause_after(noted["attempts"])
    update_delivery(store, {**noted, "state": state, "next_attempt_at": pause, "detail": result.detail})
    return _outcome(row, way, state, result)


def _outcome(row: Row, way: str, state: str, result: Result) -> Outcome:
    name = {"sent": "sent" if way == "smtp" else "written", "waiting": "delayed", "given up": "given_up"}
    hint = result.hint or ("it is tried again on the next runs" if state == "waiting" else "")
    subject = f"{row['reader']} {row['period']}"
    return Outcome("mail", subject, name.get(state, state), result.detail, hint)


def _mail_of(data: Path, row: Row) -> bytes:
    folder: str = row["folder"]
    return (data / folder / "mail.eml").read_bytes()


def _write(data: Path, row: Row) -> Result:
    """Put the mail into the outbox folder, whole or not at all."""
    outbox = data / "outbox"
    outbox.mkdir(exist_ok=True)
    name = f"{row['period']}-{row['reader']}"
    for suffix, source in (("html", "mail.html"), ("eml", "mail.eml")):
        unfinished = outbox / f".{name}.{suffix}.part"
        write_through(unfinished, (data / row["folder"] / source).read_bytes())
        unfinished.replace(outbox / f"{name}.{suffix}")
    return Result("sent", f"outbox/{name}.eml")


def _envelope(mail: bytes) -> tuple[str, list[str]]:
    """Return whom the mail is from and to, as its own headers say."""
    read = message_from_bytes(mail, policy=SMTP)
    return parseaddr(str(read["From"]))[1], [parseaddr(str(read["To"]))[1]]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return plain(
            f"{error.smtp_code} {reply.decode('utf-8', 'replace') if isinstance(reply, bytes) else reply}",
            300,
        )
    return plain(str(error) or type(error).__name__, 300)
