"""The operator's log: one line an event, for a person or for a program, without the secrets of the settings."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from flows.settings import Settings

_LEAST_LETTERS = 4  # a shorter secret would take ordinary words with it


def line(settings: Settings, at: datetime, event: str, said: str, **facts: Any) -> str:  # noqa: ANN401 - what JSON holds
    """Return one line that tells of an event.

    Args:
        settings: say in which form, and what must not be told.
        at: when it happened, in UTC.
        event: one word, such as "run"; a person is not shown it.
        said: the event in words.
        facts: what a program wants to know beside that.
    """
    moment = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    said = " ".join(said.split())
    if settings.monitor.log == "lines":
        return redacted(settings, f"{moment} {said}")
    told = {"at": moment, "event": event, "said": said} | facts
    return redacted(settings, json.dumps(told, ensure_ascii=False, default=str))


def redacted(settings: Settings, text: str) -> str:
    """Return `text` with *** in the place of each secret of the settings."""
    for secret in _secrets(settings):
        for form in {secret, json.dumps(secret)[1:-1]}:
            if len(form) >= _LEAST_LETTERS:
                text = text.replace(form, "***")
    return text


def _secrets(settings: Settings) -> Iterator[str]:
    hidden = [settings.mail.password, settings.monitor.operator_webhook]
    hidden += [reader.webhook for reader in settings.readers]
    yield from (secret.get_secret_value() for secret in hidden if secret is not None)
    for feed in settings.feeds:
        if feed.authorization:
            yield os.environ.get(feed.authorization, "")
