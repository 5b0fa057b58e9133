"""One way to fetch anything from the web, within limits of time and size.

Every host is resolved here, every address it resolves to is vetted, and the connection goes to a vetted
address itself, so that no second answer of a name server can lead elsewhere. Redirects are followed by hand
and vetted the same way. Proxies named in the environment are not used, since a proxy would resolve names for
itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from urllib.parse import urlsplit

from flows.sources.addresses import RefusedAddressError, Target, read_target
from flows.sources.answers import Fetched, FetchError, Limits, Validators
from flows.sources.exchange import Exchange, Redirect
from flows.sources.resolving import Resolver, resolve, vetted

__all__ = ["FetchError", "Fetched", "Limits", "Resolver", "Validators", "fetch", "resolve", "user_agent"]

_PERMANENT = (301, 308)


def fetch(
    url: str,
    limits: Limits,
    validators: Validators | None = None,
    *,
    accept: str = "*/*",
    resolver: Resolver = resolve,
) -> Fetched:
    """Return what `url` answers.

    Raises:
        FetchError: whatever kept the body from coming, by name; a server can cause nothing else.
    """
    deadline = time.monotonic() + limits.timeout_seconds
    asking = _Asking(limits, validators or Validators(), accept, resolver, deadline, urlsplit(url)[:2])
    asked = url
    permanent: str | None = None
    is_permanent = True
    for _ in range(limits.max_redirects + 1):
        answer = _once(url, asking)
        if isinstance(answer, Fetched):
            return replace(answer, permanent_url=permanent if permanent != asked else None)
        is_permanent = is_permanent and answer.status in _PERMANENT
        url = answer.to
        permanent = url if is_permanent else permanent
    raise FetchError(
        "redirect_loop", f"more than {limits.max_redirects} redirects, the last one to {url[:200]}"
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """What every request of one fetch has in common."""

    limits: Limits
    validators: Validators
    accept: str
    resolver: Resolver
    deadline: float
    origin: tuple[str, str]


def _once(url: str, asking: _Asking) -> Fetched | Redirect:
    """Return the answer to one request; every way in which it can fail gets its name here."""
    try:
        target = read_target(url, asking.limits.allow_hosts)
    except RefusedAddressError as error:
        raise FetchError(error.outcome, str(error)) from None
    addresses = vetted(target, asking.limits.allow_hosts, asking.resolver, asking.deadline)
    exchange = Exchange(target, addresses, asking.limits, asking.deadline)
    try:
        return exchange.run(url, _headers(url, target, asking))
    except FetchError:
        raise
    except Exception as error:
        failure = exchange.failure(error)
        if failure is None:
            raise
        raise failure from error
    finally:
        exchange.close()


def _headers(url: str, target: Target, asking: _Asking) -> dict[str, str]:
    headers = {
        "Host": target.authority,
        "User-Agent": user_agent(asking.limits.contact),
        "Accept": asking.accept,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if asking.limits.authorization and urlsplit(url)[:2] == asking.origin:
        headers["Authorization"] = asking.limits.authorization
    if asking.validators.etag:
        headers["If-None-Match"] = asking.validators.etag
    if asking.validators.last_modified:
        headers["If-Modified-Since"] = asking.validators.last_modified
    return headers


@cache
def user_agent(contact: str) -> str:
    """Return how we call ourselves to servers, with the operator's contact where it is configured."""
    name = f"Countercheck/{version('countercheck')}"
    plain = "".join(character for character in contact if character.isascii() and character.isprintable())
    return f"{name} (+{plain})" if plain else name
