"""Digests posted to a webhook as Slack takes them: the finding, the bottom line, a link to the web copy.

The form is that of Slack's incoming webhooks, which Mattermost, Rocket.Chat and others take too: a JSON object
whose `text` is in mrkdwn, where &, < and > are written as entities (Slack's "Formatting text for app surfaces").
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import urllib3

from flows.issuing.display import plain
from flows.issuing.postman import Result

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOO_MANY = 429
_OURS = range(400, 500)
_FINE = range(200, 300)
_LONGEST_ANSWER = 300
_HINT = "check the reader's webhook in countercheck.toml"


def note(digest: Mapping[str, Any]) -> str:
    """Return the text to post for a digest, given as its data.json."""
    lines = [f"*{escaped(digest['headline'])}*"]
    lines += [escaped(sentence["text"]) for sentence in digest["bottom_line"]]
    lines.append(f"_{escaped(digest['dateline'])}_")
    if digest["address"]:
        lines.append(f"<{digest['address']}/web.html|Every number in its sentence>")
    return "\n".join(lines)


def post(url: str, text: str, message_id: str, timeout_seconds: float) -> Result:
    """Post `text` to `url` and return how it was taken; the address, a secret, stands in no result."""
    host = urlsplit(url).hostname or "?"
    body = json.dumps({"text": text}).encode()
    # Whoever reads this header can tell a repeated post from a new one.
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": message_id}
    try:
        with urllib3.PoolManager(retries=False, timeout=timeout_seconds) as pool:
            answer = pool.request(
                "POST", url, body=body, headers=headers, redirect=False, preload_content=False
            )
            said = plain(answer.read(_LONGEST_ANSWER).decode("utf-8", "replace"), _LONGEST_ANSWER)
            answer.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        return Result("waiting", f"{host}: the webhook did not answer ({type(error).__name__})", _HINT)
    detail = f"{host} answered {answer.status} {_without_secrets(said, url)}".strip()
    if answer.status in _FINE:
        return Result("sent", f"{host} took it")
    if answer.status in _OURS and answer.status != _TOO_MANY:
        return Result("refused", detail, _HINT)
    return Result("waiting", detail)


def _without_secrets(said: str, url: str) -> str:
    """Return an answer without what is secret in the address: its path and query, whole and in parts."""
    parts = re.split(r"[/?&=]", url.partition("://")[2].partition("/")[2])
    for part in sorted(filter(None, [url, *parts]), key=len, reverse=True):
        said = said.replace(part, "***")
    return said


def escaped(text: str) -> str:
    """Return text with the signs that Slack gives a meaning to written as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
