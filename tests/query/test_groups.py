"""A group that is nothing but a test is said as the test, not put within an EXISTS: the same rows on any engine."""

from __future__ import annotations

import pytest

from query.groups import NOT_EXISTS, denied, matched

SAYS = ["FILTER EXISTS {", "  ?a gt:text ?t .", "}"]
EITHER = ["FILTER(EXISTS {", "  ?a gt:text ?t .", "} || EXISTS {", "  ?a gt:code ?c .", "})"]
LINKED = ["?a gt:objective ?o .", *SAYS]


@pytest.mark.parametrize(
    ("group", "matches", "does_not"),
    [
        (SAYS, "EXISTS {", "FILTER NOT EXISTS {"),
        (EITHER, "(EXISTS {", "FILTER(!(EXISTS {"),
        (["FILTER NOT EXISTS {", "  ?a gt:text ?t .", "}"], "NOT EXISTS {", "FILTER NOT EXISTS {"),
        (LINKED, "EXISTS {", "FILTER NOT EXISTS {"),
        ([*SAYS, *SAYS], "EXISTS {", "FILTER NOT EXISTS {"),
    ],
)
def test_a_group_as_a_test(group: list[str], matches: str, does_not: str) -> None:
    assert matched(group).startswith(matches)
    assert denied(NOT_EXISTS, group)[0] == does_not
    bare = "\n".join(group).removeprefix("FILTER").strip()
    assert (matched(group) == bare) == (group not in (LINKED, [*SAYS, *SAYS]))


def test_what_is_none_of_some_things() -> None:
    named = "VALUES ?a { <urn:x:1> <urn:x:2> }  # one or the other"
    assert denied(NOT_EXISTS, [named]) == ["FILTER(?a NOT IN (<urn:x:1>, <urn:x:2>))  # one or the other"]
    assert denied("MINUS", [named]) == ["MINUS {", f"  {named}", "}"]
    assert denied(NOT_EXISTS, ["?a gt:code 1 ."]) == ["FILTER NOT EXISTS { ?a gt:code 1 . }"]
