"""Work on many things in several processes."""

from __future__ import annotations

import multiprocessing
import os
from itertools import islice

import pytest

from flows.commands.side_by_side import in_order

THINGS = list(range(200))


def _fails_at_150(number: int) -> tuple[int, int]:
    return number + 0 * (1 // (number - 150)), os.getpid()


def _itself(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_results_keep_the_order_of_the_things() -> None:
    """However many processes work, and this one takes the first batch itself."""
    results = list(in_order(_itself, THINGS, processes=2))
    assert THINGS == [number for number, _ in results]
    assert results[0][1] == os.getpid()
    assert os.getpid() not in {process for _, process in results[100:]}


def test_few_things_and_one_process_stay_here() -> None:
    """No process is started where it would cost more than it saves."""
    few, alone = in_order(_itself, THINGS[:20], processes=2), in_order(_itself, THINGS, processes=1)
    assert {os.getpid()} == {process for _, process in (*few, *alone)}


def test_an_error_comes_at_its_place_and_no_process_stays() -> None:
    """What was done before the error has been yielded, and the processes are gone after it."""
    results = in_order(_fails_at_150, THINGS, processes=2)
    assert THINGS[:100] == [number for number, _ in islice(results, 100)]
    with pytest.raises(ZeroDivisionError):
        list(results)
    assert not multiprocessing.active_children()
