"""The mail server's side of a delivery: one connection for all mail of a run, and what each answer means."""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from email.utils import parseaddr
from typing import TYPE_CHECKING, Self

from flows.issuing.display import plain

if TYPE_CHECKING:
    from types import TracebackType

    from flows.settings import Mail

_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended: "sent", "refused" (for good), or "waiting" (to be tried again)."""

    state: str
    detail: str
    hint: str = ""


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

    def send(self, mail: bytes, to: str | None = None) -> Result:
        """Return how the server took `mail`; one that cannot be reached is asked once a run only.

        Args:
            mail: its bytes; they say from whom and to whom it goes.
            to: goes there instead, unchanged.
        """
        if self._unreachable:
            return self._unreachable
        try:
            connection = self._connection or self._connect()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._unreachable = self._not_connected(error)
            return self._unreachable
        try:
            sender, taker = _envelope(mail)
            connection.sendmail(sender, [to or taker], mail)
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


def _envelope(mail: bytes) -> tuple[str, str]:
    """Return whom the mail is from and to, as its own headers say."""
    read = message_from_bytes(mail, policy=SMTP)
    return parseaddr(str(read["From"]))[1], parseaddr(str(read["To"]))[1]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return plain(
            f"{error.smtp_code} {reply.decode('utf-8', 'replace') if isinstance(reply, bytes) else reply}",
            300,
        )
    return plain(str(error) or type(error).__name__, 300)
