"""`countercheck feeds`: add, list, check, pause, remove, import and export feeds, and show what one holds."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.commands.feeds_add import add_feed
from flows.commands.feeds_read import read_feeds
from flows.config import load_settings
from flows.errors import CountercheckError, ExitCode, UsageError
from flows.feedlist import add_feeds, pause_feeds, remove_feeds
from flows.sources.opml import as_opml, read_opml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.settings import Feed

    Row = dict[str, Any]

_WELL = ("well", "paused", "recovered", "moved", "new")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this command takes."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add a feed by its address, or by that of a page that points to it")
    add.add_argument("url", metavar="URL")
    add.add_argument("--outlet", metavar="NAME", help="who publishes it (default: the feed's title)")
    add.add_argument("--language", metavar="CODE", help="such as en (default: what the feed says)")
    add.add_argument("--interval", type=int, metavar="MINUTES", help="ask this often (default: learned)")
    add.add_argument("--text", choices=["full", "summary"], help="whether its entries are whole articles")
    add.add_argument("--grade", metavar="GRADE", help="the outlet's Admiralty grade, such as B2")
    add.add_argument(
        "--authorization", metavar="VARIABLE", help="environment variable with the header's value"
    )
    add.add_argument("--paused", action="store_true", help="do not read it yet")
    for name, said in (("list", "show every feed and how it does"), ("check", "say what is wrong, in words")):
        shown = actions.add_parser(name, help=said)
        shown.add_argument("--json", action="store_true", help="the same as a JSON list")
    for name, said in (
        ("pause", "keep feeds, do not read them"),
        ("resume", "read feeds again, also those whose server said that they are gone"),
        ("remove", "take feeds out of the configuration; what they brought stays"),
    ):
        changed = actions.add_parser(name, help=said)
        changed.add_argument("feeds", nargs="*", metavar="URL|OUTLET")
        if name != "remove":
            changed.add_argument("--all", action="store_true", help="every feed")
    imported = actions.add_parser("import", help="add the feeds of an OPML file")
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--paused", action="store_true", help="do not read them yet")
    exported = actions.add_parser("export", help="print the feeds as OPML")
    exported.add_argument("file", type=Path, nargs="?", metavar="FILE", help="write them there instead")
    read = actions.add_parser("read", help="show a feed's entries and what became of it, storing nothing")
    read.add_argument(
        "names", nargs="+", metavar="FILE|URL", help='feeds or folders; "-" reads standard input'
    )
    for action in actions.choices.values():  # natural before and behind the action
        for option in ("--config", "--data"):
            action.add_argument(option, type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def main(arguments: argparse.Namespace) -> int:
    """Do what the action says, and return the exit code: of `check` and `read`, 1 when a feed needs a look."""
    actions = {
        "add": add_feed,
        "list": _list,
        "check": _check,
        "pause": _pause,
        "resume": _resume,
        "remove": _remove,
        "import": _import,
        "export": _export,
        "read": read_feeds,
    }
    return actions[arguments.action](arguments)


def _list(arguments: argparse.Namespace) -> int:
    rows = _healths(arguments)
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    for row in rows if not arguments.json else ():
        at = f"{row['fetched_at']:%Y-%m-%d %H:%M}" if row["fetched_at"] else "-"
        print(f"{row['state']:<10} {at:<17} {row['outlet']:<28} {row['url']}")
    return ExitCode.DONE


def _check(arguments: argparse.Namespace) -> int:
    """Say what is wrong with each feed that is not well, since when, and what to do."""
    rows = [row for row in _healths(arguments) if row["state"] != "paused"]
    wrong = [row for row in rows if row["state"] not in _WELL]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return ExitCode.DONE_WITH_FAILURES if wrong else ExitCode.DONE
    for row in rows:
        if row["state"] in ("well", "new"):
            continue
        print(f"{row['outlet']}: {row['said']}")
        if row["failing_since"]:
            print(
                f"    failing since {row['failing_since']:%Y-%m-%d %H:%M} UTC, {row['failures']} times in a row"
            )
        if row["hint"]:
            print(f"    {row['hint']}")
        print(f"    {row['url']}")
    unread = sum(row["state"] == "new" for row in rows)
    well = len(rows) - len(wrong) - unread
    print(
        f"{well} of {len(rows)} feeds are well"
        + (f", {unread} not read yet (`countercheck run` reads them)" if unread else "")
    )
    return ExitCode.DONE_WITH_FAILURES if wrong else ExitCode.DONE


def _healths(arguments: argparse.Namespace) -> list[Row]:
    """Return every configured feed with what the last runs found, in the order of the configuration."""
    from flows.store.reading import open_copy  # noqa: PLC0415 - `feeds read` needs no database

    feeds = load_settings(arguments.config).feeds
    try:
        with open_copy(arguments.data) as copy:
            known = {row["url"]: row for row in copy.rows("feeds/health")}
    except CountercheckError:
        known = {}
    return [_health(feed, known.get(feed.url)) for feed in feeds]


def _health(feed: Feed, row: Row | None) -> Row:
    fresh = dict.fromkeys(("failing_since", "fetched_at", "next_fetch_at", "last_brought", "a_day"))
    known = row or {"state": "new", "said": "not read yet", "hint": "", "failures": 0, **fresh}
    state = {"state": "paused", "said": "paused", "hint": ""} if feed.paused else {}
    return {**known, "url": feed.url, "outlet": feed.outlet, **state}


def _pause(arguments: argparse.Namespace) -> int:
    urls = _meant(arguments, load_settings(arguments.config).feeds)
    pause_feeds(arguments.config, urls, paused=True)
    print(f"paused {len(urls)}")
    return ExitCode.DONE


def _resume(arguments: argparse.Namespace) -> int:
    from flows import store  # noqa: PLC0415 - `feeds read` needs no database

    settings = load_settings(arguments.config)
    urls = _meant(arguments, settings.feeds)
    pause_feeds(arguments.config, urls, paused=False)
    if (arguments.data / "analyst.duckdb").is_file():
        with store.open_store(arguments.data, settings.store) as database:
            store.revive_feeds(database, urls)
    print(f"resumed {len(urls)}; the next run reads them")
    return ExitCode.DONE


def _remove(arguments: argparse.Namespace) -> int:
    urls = _meant(arguments, load_settings(arguments.config).feeds)
    remove_feeds(arguments.config, urls)
    print(f"removed {len(urls)}; what they brought stays")
    return ExitCode.DONE


def _meant(arguments: argparse.Namespace, feeds: Sequence[Feed]) -> list[str]:
    """Return the addresses of the feeds that the arguments name by address or outlet."""
    if getattr(arguments, "all", False):
        return [feed.url for feed in feeds]
    if not arguments.feeds:
        raise UsageError(f"feeds {arguments.action}: names no feed; expected an address or an outlet")
    names = {name.casefold() for name in arguments.feeds}
    unknown = names - {name.casefold() for feed in feeds for name in (feed.url, feed.outlet)}
    if unknown:
        raise UsageError(
            f"{', '.join(sorted(unknown))}: no such feed in {arguments.config}; `countercheck feeds list` shows them"
        )
    return [feed.url for feed in feeds if {feed.url.casefold(), feed.outlet.casefold()} & names]


def _import(arguments: argparse.Namespace) -> int:
    try:
        raw = arguments.file.read_bytes()
    except OSError as error:
        raise UsageError(f"{arguments.file}: cannot be read ({error.strerror})") from None
    known = {feed.url for feed in load_settings(arguments.config).feeds}
    found = read_opml(raw, str(arguments.file))
    fresh: list[Row] = [dict(feed) for feed in found if feed["url"] not in known]
    add_feeds(arguments.config, [feed | {"paused": True} for feed in fresh] if arguments.paused else fresh)
    print(f"added {len(fresh)} of {len(found)}; the others were there already")
    return ExitCode.DONE


def _export(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.config)
    text = as_opml(settings.feeds, settings.monitor.name)
    if arguments.file is None:
        print(text, end="")
        return ExitCode.DONE
    try:
        arguments.file.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{arguments.file}: cannot be written ({error.strerror})") from None
    return ExitCode.DONE
