"""`countercheck resend`: an issued digest or its correction sent again by hand, the same bytes, after a question."""

from __future__ import annotations

import ssl
import sys
from email import message_from_bytes
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

from flows.commands.given import given_day
from flows.config import load_settings
from flows.errors import CountercheckError, ExitCode, UsageError
from flows.issuing.corrections import correction_period
from flows.issuing.deliver import Ways, mail_of
from flows.issuing.postman import Postman
from flows.store.reading import open_copy

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from flows.issuing.postman import Result
    from flows.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    parser.add_argument("date", metavar="DATE", help="the issue's day, such as 2026-11-20")
    parser.add_argument("--reader", metavar="ID", help="whose issue (needed where there are several)")
    parser.add_argument(
        "--correction", metavar="N", nargs="?", type=int, const=0, help="its correction (default: the newest)"
    )
    parser.add_argument("--to", metavar="ADDRESS", help="mail it there instead")
    parser.add_argument("--dry-run", action="store_true", help="say what would be sent, and send nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def main(arguments: argparse.Namespace) -> int:
    """Say what is about to be sent, ask, and send it."""
    settings = load_settings(arguments.config)
    issue = _issue(arguments)
    readers = {reader.id: reader for reader in settings.readers}
    reader = readers.get(issue["reader"])
    if arguments.to and not settings.mail.host:
        raise UsageError("--to: no mail server is configured; set mail.host in the configuration")
    has_mail = reader is None or bool(reader.address)
    if arguments.to and not has_mail:
        raise UsageError(f"--to: {issue['reader']!r} reads by webhook, so the issue has no mail")
    print(_announcement(arguments.data, issue, arguments.to) if has_mail else f"post {issue['subject']}")
    if arguments.dry_run:
        return ExitCode.DONE
    if not (arguments.yes or _is_confirmed()):
        print("not sent")
        return ExitCode.DONE
    if settings.mail.password_block and not settings.mail.password.get_secret_value():
        raise UsageError(
            "mail.password_block: only the flows ask Prefect for it; set COUNTERCHECK_MAIL__PASSWORD to send by hand"
        )
    result = _send(settings, arguments, issue)
    print(f"{result.state}: {result.detail}" + (f"\n{result.hint}" if result.hint else ""))
    return ExitCode.DONE if result.state == "sent" else ExitCode.DONE_WITH_FAILURES


def _issue(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the one issue or correction that is meant, a row of queries/digest/deliveries.sql."""
    day, number = given_day("DATE", arguments.date), arguments.correction
    what = "digest" if number is None else "correction"
    asked = {"period": str(day)} if number is None else {"corrects": str(day)}
    with open_copy(arguments.data) as copy:
        found = copy.rows("digest/deliveries", reader=arguments.reader, **asked)
    if number:
        found = [row for row in found if row["period"] == correction_period(str(day), number)]
    if not found:
        whose = f" for {arguments.reader!r}" if arguments.reader else ""
        which = f"{what} {number}" if number else what
        raise CountercheckError(f"no {which} was issued on {day}{whose}; `countercheck issues` lists all")
    newest = {row["reader"]: row for row in reversed(found)}
    if len(newest) > 1:
        names = ", ".join(sorted(newest))
        raise UsageError(f"{len(newest)} {what}s were issued on {day}; choose with --reader one of {names}")
    return found[0]


def _announcement(data: Path, issue: dict[str, Any], to: str | None) -> str:
    mail = message_from_bytes(mail_of(data, issue), policy=SMTP)
    headers = [f"{name}: {mail[name]}" for name in ("From", "To", "Subject", "Date", "Message-ID")]
    return "\n".join([*headers, *([f"goes to {to} instead"] if to else [])])


def _is_confirmed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to be asked; add --yes to send it")
    return input("Send it once more? [y/N] ").strip().lower() in {"y", "yes"}


def _send(settings: Settings, arguments: argparse.Namespace, issue: dict[str, Any]) -> Result:
    readers = {reader.id: reader for reader in settings.readers}
    with Postman(settings.mail, ssl.create_default_context()) as postman:
        if arguments.to:
            return postman.send(mail_of(arguments.data, issue), arguments.to)
        _, send = Ways(settings, arguments.data, postman).of(readers.get(issue["reader"]))
        return send(issue)
