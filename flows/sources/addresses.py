"""Which addresses a fetch may go to.

A feed, a page or a redirect is hostile text: none may make this machine talk to itself, to its network or to
a cloud's metadata service. Everything that is not plainly a public address is forbidden; `is_forbidden` is
asked about the address that is really connected to.
"""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

# IANA's registry of special IPv4 addresses, multicast and reserved space; last, a cloud's metadata service
# that lies within public space.
_SPECIAL_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",
    )
)
# Public IPv6 is 2000::/3 and nothing else: what embeds an IPv4 address (mapped, compatible, NAT64) lies
# outside of it.
_PUBLIC_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 embeds an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_NUMBER = re.compile(r"0x[0-9a-f]*|0[0-7]*|[1-9][0-9]*", re.IGNORECASE)
_LOOKS_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_HOST = re.compile(
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*", re.IGNORECASE
)
_INNER_NAMES = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "localdomain",
    "corp",
    "home",
)
_ODD = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_PORTS = {"http": 80, "https": 443}
_MOST_CHARACTERS = 8_000


class RefusedAddressError(ValueError):
    """An address that is not fetched; `outcome` is "refused" or "forbidden_address"."""

    def __init__(self, outcome: str, detail: str) -> None:
        self.outcome = outcome
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` in ASCII, lower case, no dot at its end; `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def is_one_of(self, hosts: tuple[str, ...]) -> bool:
        """Return whether `hosts` names this host, alone or with this port."""
        return self.host in hosts or f"{self.host}:{self.port}" in hosts


def is_forbidden(address: str) -> bool:
    """Return whether nothing may be fetched from the IP address `address`.

    What is not an address in its standard spelling is forbidden as well, since libraries differ in how they
    read it.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return True
    if isinstance(found, IPv4Address):
        return any(found in network for network in _SPECIAL_4)
    if found.scope_id is not None:
        return True
    return found not in _PUBLIC_6 or any(found in network for network in _SPECIAL_6)


def read_target(url: str, allowed: tuple[str, ...] = ()) -> Target:
    """Return the parts of `url`; no name is resolved.

    Raises:
        RefusedAddressError: "refused" when it is no plain web address (another scheme, a user name,
            blanks, backslashes), "forbidden_address" when its host is plainly not public and not in `allowed`.
    """
    if len(url) > _MOST_CHARACTERS or _ODD.search(url):
        raise RefusedAddressError(
            "refused", "the address is too long, or has blanks, control characters or backslashes in it"
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedAddressError("refused", f"not a web address: {error}") from None
    if parts.scheme not in _PORTS:
        raise RefusedAddressError("refused", f"{parts.scheme or 'no scheme'}: is not http or https")
    if "@" in parts.netloc:
        raise RefusedAddressError("refused", "the address names a user or password")
    if not parts.hostname:
        raise RefusedAddressError("refused", "the address names no host")
    host = _plain_host(parts.hostname)
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=string.punctuation)
    target = Target(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, path)
    if not target.is_one_of(allowed):
        _refuse_inner(host)
    return target


def _plain_host(host: str) -> str:
    """Return `host` in ASCII; full-width digits and dots become plain ones before anything is decided."""
    if ":" in host:
        return host
    plain = unicodedata.normalize("NFKC", host).replace("。", ".").rstrip(".").lower()
    try:
        ascii_host = plain.encode("idna").decode("ascii") if not plain.isascii() else plain
    except UnicodeError:
        raise RefusedAddressError("refused", f"{host!r} is no host name") from None
    if len(ascii_host) > 253 or not _HOST.fullmatch(ascii_host):  # noqa: PLR2004 - RFC 1035
        raise RefusedAddressError("refused", f"{host!r} is no host name")
    return ascii_host


def _refuse_inner(host: str) -> None:
    if ":" in host:
        if is_forbidden(host):
            raise RefusedAddressError("forbidden_address", f"{host} is not a public address")
        return
    labels = host.split(".")
    if _LOOKS_NUMERIC.fullmatch(labels[-1]):
        number = _legacy_ipv4(labels)
        if number is None or str(number) != host or is_forbidden(host):
            raise RefusedAddressError(
                "forbidden_address", f"{host} is not a public address in plain spelling"
            )
    elif len(labels) == 1 or any(host == name or host.endswith(f".{name}") for name in _INNER_NAMES):
        raise RefusedAddressError("forbidden_address", f"{host} names a host of an inner network")


def _legacy_ipv4(labels: list[str]) -> IPv4Address | None:
    """Return the address that inet_aton reads in `labels`, its decimal, octal or hexadecimal parts."""
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) for label in labels):  # noqa: PLR2004 - four bytes
        return None
    numbers = [
        int(label[2:] or "0", 16) if label[:2].lower() == "0x" else int(label, 8 if label[0] == "0" else 10)
        for label in labels
    ]
    *heads, tail = numbers
    if any(head > 255 for head in heads) or tail >= 256 ** (5 - len(numbers)):  # noqa: PLR2004 - bytes
        return None
    try:
        return IPv4Address(sum(head << (24 - 8 * place) for place, head in enumerate(heads)) + tail)
    except AddressValueError:
        return None


def is_ip_address(host: str) -> bool:
    """Return whether `host` is an IP address in its standard spelling."""
    try:
        return isinstance(ip_address(host), IPv4Address | IPv6Address)
    except ValueError:
        return False
