"""Ctrl-C while a feed hangs."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.support.countercheck import ROOT
from tests.support.site import open_site

if TYPE_CHECKING:
    from collections.abc import Callable

COLLECT = """
import sys
from datetime import UTC, datetime
from flows.settings import Feed, Fetching
from flows.sources.feeds import collect

feeds = [Feed(url=url, outlet="Harbour Press") for url in sys.argv[1:]]
collect(feeds, {}, Fetching(timeout_seconds=600, allow_hosts=["127.0.0.1"]), datetime(2024, 5, 1, tzinfo=UTC))
"""


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\n\r\n<rss><channel><title>Harbour"])
def test_a_server_that_hangs_does_not_hold_up_the_end(begun: bytes) -> None:
    """Reading feeds ends with its process at once, before an answer and in the middle of one."""
    asked, answered = threading.Event(), threading.Event()

    def never(send: Callable[[bytes], None]) -> None:
        send(begun)
        asked.set()
        answered.wait(120)

    with open_site() as site:
        urls = [site.on("/a.xml", never), site.on("/b.xml", never)]
        reading = subprocess.Popen([sys.executable, "-c", COLLECT, *urls], cwd=ROOT, stderr=subprocess.PIPE)
        while reading.poll() is None and not asked.wait(0.1):
            pass
        reading.send_signal(signal.SIGINT)
        _, errors = reading.communicate(timeout=60)
        answered.set()
    assert (asked.is_set(), b"KeyboardInterrupt" in errors) == (True, True), errors
