"""What a fetch gives: an answer, or an error with a name; and the limits it has to keep.

Outcomes of a fetch that fails, as `FetchError.outcome`: "refused", "forbidden_address", "dns",
"unreachable", "tls", "timeout", "too_large", "cut", "bad_encoding", "bad_answer", "redirect_loop", "gone",
"no_authorization", "http_<status>".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.settings import Fetching

_HINTS = {
    "refused": "use a plain http or https address",
    "forbidden_address": "if this host is meant, name it in fetching.allow_hosts",
    "dns": "check the address; the host's name may be gone",
    "unreachable": "the server may be down; it is tried again",
    "tls": "the server's certificate is not valid for it; ask its owner",
    "timeout": "the server is slow; it is tried again, or raise fetching.timeout_seconds",
    "too_large": "raise fetching.max_bytes if this much is expected",
    "cut": "the answer ended early; it is tried again",
    "redirect_loop": "look for the feed's new address",
    "gone": "the publisher says it is gone for good; remove it",
    "no_authorization": "set the variable that the feed's `authorization` names",
    "http_401": "the server wants a password: name its variable in the feed's `authorization`",
    "http_403": "the server refuses us; a contact in fetching.contact may help",
    "http_404": "look for the feed's new address",
    "http_429": "the server asks for fewer requests",
}


class FetchError(Exception):
    """A fetch that failed; `outcome` is one of the names in this module's docstring.

    Attributes:
        status: the answer's status, where there was one.
        retry_after: seconds the server asks to wait, where it does.
    """

    def __init__(
        self, outcome: str, detail: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        self.outcome = outcome
        self.detail = detail
        self.status = status
        self.retry_after = retry_after
        super().__init__(f"{outcome}: {detail}")

    @property
    def hint(self) -> str:
        """What to do about it; empty when nothing is known to help."""
        return _HINTS.get(self.outcome, "")


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last answer gave to ask "has it changed?" with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes of one fetch, redirects included.

    Attributes:
        timeout_seconds: from the first look-up to the last byte.
        idle_seconds: the longest silence of a server.
        max_bytes: of the body, after decompression.
        allow_hosts: hosts ("host" or "host:port") that may lie in an inner network.
        contact: where the operator can be reached, for the User-Agent.
        authorization: the header of that name, for the address's own host alone.
    """

    timeout_seconds: float = 20
    idle_seconds: float = 10
    max_bytes: int = 10_000_000
    max_redirects: int = 5
    allow_hosts: tuple[str, ...] = ()
    contact: str = ""
    authorization: str = field(default="", repr=False)

    @classmethod
    def of(cls, fetching: Fetching) -> Limits:
        """Return the limits that the settings ask for."""
        return cls(
            timeout_seconds=fetching.timeout_seconds,
            max_bytes=fetching.max_bytes,
            allow_hosts=tuple(host.lower() for host in fetching.allow_hosts),
            contact=fetching.contact,
        )


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer of status 200 with its body, or of 304 ("not modified") without one.

    Attributes:
        url: where the answer came from, after redirects.
        permanent_url: where permanent redirects alone led to; None when there were none.
        headers: names in lower case; of several with one name, joined by commas.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    validators: Validators
    permanent_url: str | None = None

    @property
    def media_type(self) -> str:
        """What the server calls the body, in lower case, without parameters; empty when it says nothing."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()
