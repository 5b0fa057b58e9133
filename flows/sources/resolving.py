"""Where a host is: its addresses, each of them vetted before anybody connects to one."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING

from flows.sources.addresses import is_forbidden
from flows.sources.answers import FetchError

if TYPE_CHECKING:
    from flows.sources.addresses import Target

Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of `host` as the system resolves it; raises OSError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def vetted(target: Target, allow_hosts: tuple[str, ...], resolver: Resolver, deadline: float) -> list[str]:
    """Return the addresses to connect to; none, when only one of a name's addresses is an inner one."""
    addresses = [target.host] if _is_address(target.host) else _resolved(target, resolver, deadline)
    if not addresses:
        raise FetchError("dns", f"{target.host} has no address")
    if not target.is_one_of(allow_hosts):
        for address in addresses:
            if is_forbidden(address):
                raise FetchError(
                    "forbidden_address", f"{target.host} is at {address}, which is not a public address"
                )
    return addresses


def _is_address(host: str) -> bool:
    """Return whether a host is an IP address in its standard spelling, and so its own answer."""
    try:
        return str(ip_address(host)) == host
    except ValueError:
        return False


def _resolved(target: Target, resolver: Resolver, deadline: float) -> list[str]:
    """Return the addresses of the host; a thread asks for them, since a resolver cannot be interrupted."""
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolver(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True, name=f"resolve {target.host}").start()
    try:
        found = answer.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise FetchError("timeout", f"no answer to the question where {target.host} is") from None
    if isinstance(found, Exception):
        raise FetchError("dns", f"{target.host} has no address ({found})")
    return found
