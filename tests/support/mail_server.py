"""A real mail server on loopback, with every fault a server can show."""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aiosmtpd.smtp import Envelope, Session


@dataclass
class Postbox:
    """A mail server's inside: what it accepted, and what it answers at each step, in order.

    After DATA a mail is kept when the next prepared answer accepts it. "drop" cuts the line after keeping it, "slow"
    answers after `patience` seconds; with "unseen" behind it the mail is not kept.
    """

    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    greeting: str = ""
    mail_answers: list[str] = field(default_factory=list)
    rcpt_answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    data_answers: list[str] = field(default_factory=list)
    on_data: Callable[[], object] = lambda: None
    patience: float = 1.0

    def reset(self) -> None:
        """Answer from now on as a server does that has no fault."""
        self.greeting, self.mail_answers, self.data_answers = "", [], []
        self.rcpt_answers.clear()
        self.on_data = lambda: None

    async def handle_EHLO(  # noqa: N802 - the server's name for it
        self,
        server: Any,  # noqa: ANN401 - its type
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Greet, or cut the line."""
        session.host_name = hostname
        if self.greeting == "drop":
            server.transport.abort()
        return responses

    async def handle_MAIL(  # noqa: N802 - as above
        self, _server: object, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer the next prepared line for a sender, else accept."""
        if self.mail_answers:
            return self.mail_answers.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - as above
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer the next prepared line for this recipient, else accept."""
        prepared = self.rcpt_answers[address]
        answer = prepared.pop(0) if prepared else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802, ANN401 - as above
        """Keep the mail, or not, and answer as prepared."""
        answer = self.data_answers.pop(0) if self.data_answers else "250 OK"
        if answer in {"250 OK", "drop", "slow"}:
            self.accepted.append((envelope.rcpt_tos[0], envelope.original_content or b""))
        self.on_data()
        if answer.startswith("slow"):
            await asyncio.sleep(self.patience)
            return "250 OK"
        if answer.startswith("drop"):
            server.transport.abort()
        return answer

    def message_ids(self) -> dict[str, set[str]]:
        """Return the Message-IDs each recipient was sent."""
        ids: dict[str, set[str]] = defaultdict(set)
        for recipient, mail in self.accepted:
            ids[recipient].add(message_from_bytes(mail, policy=SMTP)["Message-ID"])
        return ids


def free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def mail_server(postbox: Postbox, port: int | None = None, **options: Any) -> Iterator[int]:  # noqa: ANN401 - aiosmtpd's options
    """Run a real mail server on loopback and give its port."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
