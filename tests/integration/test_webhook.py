"""Digests posted to a webhook, on a real server: once, again after a fault, never with the secret in a record."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import feedparser
import pytest

from flows.config import load_settings
from flows.errors import ConfigurationError
from flows.issuing import deliver_pending, issue_digests
from flows.settings import Monitor, Reader, Settings
from flows.store import open_store
from tests.support.site import closed_port
from tests.support.webhook import SECRET, webhook

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 5, 1, 7, tzinfo=UTC)


def settings(url: str, **monitor: Any) -> Settings:  # noqa: ANN401 - keys of [monitor]
    """Return settings with one reader, who reads at the webhook."""
    reader = Reader.model_validate({"id": "desk", "webhook": url})
    return Settings(readers=[reader], monitor=Monitor(name="Watch & <Co>", **monitor))


def deliver(data: Path, wanted: Settings, now: datetime) -> list[tuple[str, str]]:
    """Issue and deliver as a run does; return each outcome and its detail, and check that no secret is recorded."""
    with open_store(data) as store:
        issue_digests(store, wanted, data, now)
        outcomes = deliver_pending(store, wanted, data, now)
        recorded = [outcomes, store.select("from store.deliveries"), store.select("from store.issues")]
    assert SECRET not in str(recorded)
    return [(outcome.outcome, outcome.detail) for outcome in outcomes]


def test_a_digest_is_posted_once(tmp_path: Path) -> None:
    """The finding, the bottom line and the date stand in it, with Slack's signs escaped; no mail is made."""
    with webhook(200) as (url, posted):
        wanted = settings(url, web_address="https://desk.example.org/watch/")
        assert deliver(tmp_path, wanted, NOW) == [("posted", "127.0.0.1 took it")]
        assert deliver(tmp_path, wanted, NOW + timedelta(hours=1)) == []
    [post] = posted
    assert post["text"].splitlines()[0] == "*Sources do not disagree on any number*"
    assert "Watch &amp; &lt;Co&gt; · Wed 1 May 2024" in post["text"]
    assert "<https://desk.example.org/watch/2024-05-01/desk/web.html|" in post["text"]
    assert post["key"].startswith("<20240501.desk@") or post["key"].startswith("<2024-05-01.desk@")
    assert not list(tmp_path.rglob("*.eml"))


@pytest.mark.parametrize(
    ("first", "outcome"), [(503, "delayed"), (429, "delayed"), (404, "refused"), (302, "delayed")]
)
def test_what_a_webhook_answers_decides(tmp_path: Path, first: int, outcome: str) -> None:
    """A fault that may pass is tried again after the pause; an address that is wrong is not."""
    with webhook(first, 200) as (url, posted):
        assert deliver(tmp_path, settings(url), NOW)[0][0] == outcome
        again = deliver(tmp_path, settings(url), NOW + timedelta(minutes=6))
    assert [name for name, _ in again] == (["posted"] if outcome == "delayed" else [])
    assert len({post["key"] for post in posted}) == 1


def test_a_webhook_that_does_not_answer_is_asked_again(tmp_path: Path) -> None:
    """The record names the host and not the address."""
    url = f"http://127.0.0.1:{closed_port()}/{SECRET}"
    assert deliver(tmp_path, settings(url), NOW)[0][0] == "delayed"


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ('webhook = "$NOWHERE_SET"', "readers[1].webhook: the environment has no NOWHERE_SET"),
        (f'webhook = "ftp://{SECRET}"', "readers[1].webhook: is no web address"),
        ("", "readers[1]: expected an address (of mail) or a webhook"),
        ('address = "a@example.org"\nwebhook = "https://example.org/x"', "one of the two"),
    ],
)
def test_a_reader_who_cannot_be_reached_is_a_wrong_configuration(
    tmp_path: Path, reader: str, said: str
) -> None:
    """The message says what was expected and does not repeat the secret."""
    (tmp_path / "countercheck.toml").write_text(f'[[readers]]\nid = "desk"\n{reader}\n', "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_settings(tmp_path / "countercheck.toml")
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


def test_the_issues_can_be_followed_as_a_feed(tmp_path: Path) -> None:
    """Atom and JSON feeds list the issues, the newest first, whatever the monitor is called."""
    wanted = Settings(monitor=Monitor(name='W]]> & "<Co>', web_address="https://desk.example.org/watch"))
    for day in range(3):
        deliver(tmp_path, wanted, NOW + timedelta(days=day))
    read = feedparser.parse((tmp_path / "issues" / "feed.atom").read_bytes())
    assert not read.bozo
    assert read.feed.title == 'W]]> & "<Co>'
    listed = json.loads((tmp_path / "issues" / "feed.json").read_text("utf-8"))["items"]
    links = [f"https://desk.example.org/watch/2024-05-0{day}/analyst/web.html" for day in (3, 2, 1)]
    assert [entry.link for entry in read.entries] == links == [item["url"] for item in listed]
    assert len({entry.id for entry in read.entries}) == len(links)
