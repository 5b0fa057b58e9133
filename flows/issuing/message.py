"""The mail itself: headers and the two alternative parts, the same bytes whenever it is made again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from flows.issuing.display import plain

if TYPE_CHECKING:
    from datetime import datetime

    from flows.issuing.render import Rendered
    from flows.settings import Mail, Reader

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Posting:
    """Which issue for whom: with the mail's settings, all that its headers say.

    Attributes:
        answers: the Message-ID of the mail it is a reply to; "" for none.
    """

    period: str
    reader: Reader
    issued_at: datetime
    mail: Mail
    answers: str = ""


def message_id(period: str, reader: str, mail: Mail) -> str:
    """Return the Message-ID of an issue, fixed by reader and period, so that no client shows it twice."""
    domain = re.sub(r"[^A-Za-z0-9.-]", "", mail.list_id).strip(".-") or "countercheck.localhost"
    return f"<{re.sub(r'[^0-9A-Za-z-]', '', period)}.{reader}@{domain}>"


def message(rendered: Rendered, posting: Posting) -> bytes:
    """Return the mail as it goes over the wire: multipart/alternative of text and HTML, quoted-printable.

    Raises:
        ValueError: the sender or the reader's address is none.
    """
    mail, reader = posting.mail, posting.reader
    head = EmailMessage(policy=SMTP)
    head["From"] = _address(*parseaddr(mail.sender))
    head["To"] = addressed(reader)
    head["Subject"] = _header_text(rendered.subject, 200)
    head["Date"] = format_datetime(posting.issued_at)
    head["Message-ID"] = message_id(posting.period, reader.id, mail)
    if posting.answers:
        head["In-Reply-To"] = head["References"] = posting.answers
    head["List-Id"] = f"<{_header_safe(mail.list_id)}>"
    head["Auto-Submitted"] = "auto-generated"
    head["X-Auto-Response-Suppress"] = "All"
    if mail.host:
        sender = parseaddr(mail.sender)[1]
        head["List-Unsubscribe"] = f"<mailto:{quote(sender, safe='@')}?subject=unsubscribe%20{reader.id}>"
    return head.as_bytes().removesuffix(b"\r\n") + _body(rendered.text, rendered.html)


def addressed(reader: Reader) -> Address:
    """Return the reader as mail names its recipient; raises ValueError where the address is none."""
    return _address(reader.name, reader.address)


@lru_cache(maxsize=1)
def _body(text: str, html: str) -> bytes:
    """Return what all mails of an edition have in common: the headers that say how it is built, and its parts."""
    made = EmailMessage(policy=SMTP)
    made.set_content(text, cte="quoted-printable")
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    made.set_boundary("=_" + hashlib.sha256(f"{text}\0{html}".encode()).hexdigest()[:32])
    return made.as_bytes()


def _address(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    try:
        return Address(_header_text(name, _LONGEST_NAME), local, domain.encode("idna").decode("ascii"))
    except (ValueError, UnicodeError) as error:
        raise ValueError(f"{plain(address, 100)!r} is no mail address: {error}") from error


def _header_text(text: str, longest: int) -> str:
    """Return text for a header, on one line; an encoded word in it stays text, or it could hold a line break."""
    return plain(text, longest).replace("=?", "= ?")


def _header_safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "", text)
