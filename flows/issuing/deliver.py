"""Delivery: what waits in the outbox goes out once, each attempt noted, one refusal stopping nobody else.

The mail was written when it was issued; here its bytes are only passed on. A run killed between the server's
OK and our note sends the same bytes again: the same Message-ID, which mail programs show once.
"""

from __future__ import annotations

import json
import ssl
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flows.issuing import webhook
from flows.issuing.files import write_through
from flows.issuing.postman import Postman, Result
from flows.records import Outcome
from flows.store import update_delivery, waiting_deliveries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from flows.settings import Reader, Settings
    from flows.store import Store

    Row = dict[str, Any]

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
# RFC 5321, section 4.5.4.1: the give-up time is generally at least four to five days.
GIVE_UP_AFTER = timedelta(days=5)


def deliver_pending(
    store: Store, settings: Settings, data: Path, now: datetime, tls: ssl.SSLContext | None = None
) -> list[Outcome]:
    """Send what waits and is due by `now`, and return what became of each mail.

    The outcomes are sent, written, posted, delayed, refused and given_up. With no mail server configured, mail
    is written to data/outbox. `tls` replaces the system's certificates.
    """
    waiting = waiting_deliveries(store, now)
    if not waiting:
        return []
    readers = {reader.id: reader for reader in settings.readers}
    with Postman(settings.mail, tls or ssl.create_default_context()) as postman:
        ways = Ways(settings, data, postman)
        return [_attempt(store, row, now, *ways.of(readers.get(row["reader"]))) for row in waiting]


class Ways:
    """How a digest can leave: by mail, to a webhook, or into the outbox folder."""

    def __init__(self, settings: Settings, data: Path, postman: Postman) -> None:
        self._settings = settings
        self._data = data
        self._postman = postman

    def of(self, reader: Reader | None) -> tuple[str, Callable[[Row], Result]]:
        """Return the way to `reader`, None for one no longer configured, and what sends an issue on it."""
        if reader and reader.webhook:
            url = reader.webhook.get_secret_value()
            return "webhook", lambda row: self._post(url, row)
        if self._settings.mail.host:
            return "smtp", lambda row: self._postman.send(mail_of(self._data, row))
        return "folder", lambda row: _write(self._data, row)

    def _post(self, url: str, row: Row) -> Result:
        digest = json.loads((self._data / row["folder"] / "data.json").read_bytes())
        return webhook.post(url, webhook.note(digest), row["message_id"], self._settings.mail.timeout_seconds)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: 5 minutes, doubling, 6 hours at most."""
    return min(FIRST_PAUSE * (1 << min(max(attempts, 1) - 1, 16)), LONGEST_PAUSE)


def _attempt(store: Store, row: Row, now: datetime, way: str, send: Callable[[Row], Result]) -> Outcome:
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
    sent = {"smtp": "sent", "webhook": "posted", "folder": "written"}[way]
    name = {"sent": sent, "waiting": "delayed", "given up": "given_up"}
    hint = result.hint or ("it is tried again on the next runs" if state == "waiting" else "")
    subject = f"{row['reader']} {row['period']}"
    return Outcome("mail", subject, name.get(state, state), result.detail, hint)


def mail_of(data: Path, row: Row) -> bytes:
    """Return the bytes of the mail of an issue, a row of store.issues."""
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
