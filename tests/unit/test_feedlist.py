"""The feeds of countercheck.toml, changed by command: the rest of the file stays as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.config import load_settings
from flows.errors import UsageError
from flows.feedlist import add_feeds, pause_feeds, remove_feeds

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = """\
# Kept by the night desk.
[monitor]
name = "Harbour desk"   # shown in mail

# The wire first.
[[feeds]]
url = "https://wire.example/feed"
outlet = "Wire"
# a remark behind the wire

[[ feeds ]]  # the press
outlet = 'Press "of the Harbour"'
paused = true
url = "https://press.example/feed"

# What we know.
[[sources]]
name = "Wire"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration with comments."""
    file = tmp_path / "countercheck.toml"
    file.write_text(WRITTEN, "utf-8")
    return file


def outlets(config: Path) -> list[tuple[str, bool]]:
    """Return the feeds' outlets, and whether they are paused."""
    return [(feed.outlet, feed.paused) for feed in load_settings(config).feeds]


def test_a_feed_is_added_behind_the_last(config: Path) -> None:
    """Whatever stood there stays, byte for byte; text in any script and with quotes comes back as it was."""
    add_feeds(
        config, [{"url": "https://echo.example/feed", "outlet": 'The "Écho" \\ 北', "interval_minutes": 30}]
    )
    text = config.read_text("utf-8")
    added = text.replace("\n[[feeds]]\n" + text.split("\n[[feeds]]\n")[2].split("\n\n")[0] + "\n", "")
    assert added == WRITTEN
    assert outlets(config)[2] == ('The "Écho" \\ 北', False)
    assert load_settings(config).feeds[2].interval_minutes == 30


def test_feeds_are_paused_and_resumed(config: Path) -> None:
    """One line comes and goes; comments stay."""
    pause_feeds(config, ["https://wire.example/feed", "https://press.example/feed"], paused=True)
    assert [paused for _, paused in outlets(config)] == [True, True]
    pause_feeds(config, ["https://wire.example/feed"], paused=False)
    assert config.read_text("utf-8") == WRITTEN
    pause_feeds(config, ["https://press.example/feed"], paused=False)
    assert config.read_text("utf-8") == WRITTEN.replace("paused = true\n", "")


def test_a_feed_is_removed_and_its_neighbours_comments_stay(config: Path) -> None:
    """A remark behind a table may belong to the next one."""
    remove_feeds(config, ["https://press.example/feed"])
    assert outlets(config) == [("Wire", False)]
    assert "# a remark behind the wire" in config.read_text("utf-8")
    assert "# What we know." in config.read_text("utf-8")


def test_a_file_without_feeds_gets_its_first(tmp_path: Path) -> None:
    """The table goes to the end."""
    config = tmp_path / "countercheck.toml"
    config.write_text("[monitor]\nname = 'x'", "utf-8")
    add_feeds(config, [{"url": "https://echo.example/feed", "outlet": "Echo"}])
    assert outlets(config) == [("Echo", False)]


@pytest.mark.parametrize(
    "feed",
    [
        {"url": "https://wire.example/feed", "outlet": "Again"},
        {"url": "ftp://echo.example/feed", "outlet": "Echo"},
        {"url": "https://echo.example/feed", "outlet": "Echo", "grade": "Z9"},
    ],
)
def test_what_would_not_be_valid_is_refused_and_nothing_changed(config: Path, feed: dict[str, str]) -> None:
    """The message is the configuration's own; the file stays."""
    with pytest.raises(UsageError):
        add_feeds(config, [feed])
    assert config.read_text("utf-8") == WRITTEN
    assert [path.name for path in config.parent.iterdir()] == ["countercheck.toml"]


@pytest.mark.parametrize(
    "text",
    [
        'feeds = [{url = "https://wire.example/feed", outlet = "Wire"}]\n',
        'seeds = """\n[[feeds]]\n"""\n[monitor]\n',
    ],
)
def test_feeds_written_in_another_way_are_left_to_a_person(tmp_path: Path, text: str) -> None:
    """Nothing is guessed."""
    config = tmp_path / "countercheck.toml"
    config.write_text(text.replace("seeds =", "monitor.name =").replace("[monitor]\n", ""), "utf-8")
    with pytest.raises(UsageError, match="by hand"):
        add_feeds(config, [{"url": "https://echo.example/feed", "outlet": "Echo"}])
