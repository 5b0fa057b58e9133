"""The boolean language: what can be written, and where a mistake is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.topics import QueryError, compile_query


@pytest.mark.parametrize(
    ("query", "position", "problem", "hint"),
    [
        ("", 0, "found the end of the query, expected a word", ""),
        ("raqqa AND", 9, "found the end of the query, expected a word", "stand between two parts"),
        ("raqqa AND OR bus", 10, "found 'OR', expected a word", "stand between two parts"),
        ("raqqa AND ) OR bus", 10, "found ')', expected a word", ""),
        ("(raqqa OR bus", 0, 'this "(" is never closed', 'Add a ")"'),
        ("raqqa) OR bus", 5, 'found ")" that nothing opened', "Remove it"),
        ('raqqa "secret deal', 6, "this quote is never closed", 'Add a "'),
        ("raqqa or bus", 6, "found 'or' where an operator may be meant", "in capitals: OR"),
        ("author:bob", 0, "no field is called 'author'", "Fields are text, title, body, outlet"),
        ("bus NEAR fighter", 4, "found 'NEAR', expected NEAR/ and a number or s", "NEAR/5 means"),
        ("bus NEAR/99 fighter", 4, "found 'NEAR/99', expected NEAR/ and a number or s", "from 1 to 50"),
        ("bus NEAR/x fighter", 4, "found 'NEAR/x', expected NEAR/ and a number or s", ""),
        ("raqqa *", 6, "'*' would match nearly every word", "at least 2 letters"),
        ("raqqa --", 6, "found '--', which holds no letter or digit", ""),
        ("NOT raqqa", 0, "says only what must not occur", "Add what must occur"),
        ("(bus AND truck) NEAR/3 left", 1, "AND and NOT cannot stand within NEAR", "joined by OR"),
        ("title:bus NEAR/3 left", 10, "must be searched in the same field", "before the whole group"),
        ("(" * 60 + "a" + ")" * 60, 50, "nested more than 50 deep", "Split"),
        (" ".join(f"(a{n} OR title:b{n})" for n in range(9)), 1, "too many combinations", "split the topic"),
    ],
)
def test_a_mistake_is_shown_at_its_character(query: str, position: int, problem: str, hint: str) -> None:
    """The message counts characters from 1, repeats the query, and points below it."""
    with pytest.raises(QueryError) as caught:
        compile_query(query)
    message = str(caught.value)
    lines = message.splitlines()
    assert position == caught.value.position
    assert lines[0].startswith(f"character {position + 1}: ")
    assert problem in lines[0]
    assert [f"    {query}", "    " + " " * position + "^"] == lines[1:3]
    assert hint in message


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("a b", "a AND b"),
        ("a b OR c", "(a AND b) OR c"),
        ("NOT a b", "(NOT a) AND b"),
        ("“secret deal”", '"secret deal"'),
        ("title:(a OR b)", "title:a OR title:b"),
        ("Raqqa", "raqqa"),
        ("Ar-Raqqa", '"ar raqqa"'),
        ("NOT (a OR b) c", "(NOT a) (NOT b) c"),
        ("c NOT (a b)", "(c NOT a) OR (c NOT b)"),
    ],
)
def test_two_ways_to_say_the_same(query: str, same: str) -> None:
    """Words side by side must all occur, AND binds tighter than OR, NOT tighter than AND."""
    assert compile_query(query) == compile_query(same)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["a", "(", ")", "AND", "NOT", '"', "NEAR/2", "x*", "title:"])).map(" ".join)
)
def test_whatever_is_written_is_read_or_refused(query: str) -> None:
    """No query ends in anything but patterns or a QueryError within the query."""
    refused: QueryError | None = None
    try:
        compile_query(query)
    except QueryError as error:
        refused = error
    assert refused is None or 0 <= refused.position <= len(query)
