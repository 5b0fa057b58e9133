"""A word to the operator when a scheduled run failed: by mail or webhook, and not again for hours."""

from __future__ import annotations

import json
import ssl
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING

from flows.issuing import webhook
from flows.issuing.display import plain
from flows.issuing.files import write_through
from flows.issuing.postman import Postman, Result

if TYPE_CHECKING:
    from pathlib import Path

    from flows.settings import Settings

# A schedule of every quarter of an hour would otherwise write a hundred mails a day about one full disk.
SILENCE = timedelta(hours=6)
_SENT = "notices.json"
_LONGEST = 2000


def notify_operator(settings: Settings, data: Path, flow: str, what: str, now: datetime) -> Result | None:
    """Tell the operator that `flow` failed and `what` went wrong; return how it went out, None when it did not.

    Nobody is told when no operator is configured, or of the same flow within six hours of the last notice. When
    neither a mail server nor a webhook is there, the log has to do.
    """
    monitor = settings.monitor
    told = _told(data)
    if flow in told and now - datetime.fromisoformat(told[flow]) < SILENCE:
        return None
    subject = f"{plain(monitor.name, 60)}: {flow} failed"
    body = (
        f"{subject} at {now:%Y-%m-%d %H:%M} UTC:\n\n{plain(what, _LONGEST)}\n\n"
        "Nothing is lost: the next run carries on. `countercheck doctor` says what needs a look.\n"
        f"The next notice about {flow} comes after {SILENCE.seconds // 3600} hours at the earliest.\n"
    )
    result = _send(settings, subject, body, now)
    if result and result.state == "sent":
        with suppress(OSError):  # a full disk is what the notice may be about
            write_through(data / _SENT, json.dumps({**told, flow: now.isoformat()}).encode())
    return result


def _send(settings: Settings, subject: str, body: str, now: datetime) -> Result | None:
    monitor, mail = settings.monitor, settings.mail
    if monitor.operator_webhook:
        url = monitor.operator_webhook.get_secret_value()
        return webhook.post(url, webhook.escaped(body), make_msgid(), mail.timeout_seconds)
    if not (monitor.operator and mail.host):
        return None
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = mail.sender, monitor.operator, subject
    made["Date"], made["Message-ID"] = format_datetime(now), make_msgid(domain="countercheck.localhost")
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(body)
    with Postman(mail, ssl.create_default_context()) as postman:
        return postman.send(made.as_bytes())


def _told(data: Path) -> dict[str, str]:
    """Return when the operator was last told of each flow; nothing when the note is missing or damaged."""
    try:
        read: dict[str, str] = json.loads((data / _SENT).read_bytes())
        return {flow: datetime.fromisoformat(moment).isoformat() for flow, moment in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
