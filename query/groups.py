"""Lines of SPARQL put into a group, and groups made tests of whether they match.

A group that is nothing but a test (a FILTER EXISTS, a VALUES of what is bound outside) is not left within an EXISTS:
the test is said itself, which is the same in SPARQL. Virtuoso takes such a group for one that always matches, and gave
wrong rows.
"""

from __future__ import annotations

import re

EXISTS, NOT_EXISTS = "FILTER EXISTS", "FILTER NOT EXISTS"
_ALTERNATIVE = "} || EXISTS {"
_VALUES = re.compile(r"VALUES (\?\w+) \{ ((?:<[^<> ]+> ?)+)\}(  # .*)?")


def indented(lines: list[str]) -> str:
    """Lines, two spaces in."""
    return "\n".join(f"  {line}" for line in lines)


def inside(keyword: str, lines: list[str]) -> list[str]:
    """Lines in a group after a keyword; on one line where there is one without a comment."""
    if len(lines) == 1:
        return [f"{keyword} {{ {lines[0]} }}"] if "#" not in lines[0] else [f"{keyword} {{", f"  {lines[0]}", "}"]
    return [f"{keyword} {{", *(f"  {line}" for line in lines), "}"]


def matched(group: list[str]) -> str:
    """Whether a group matches, as an expression."""
    return _test(group) or f"EXISTS {{\n{indented(group)}\n}}"


def denied(how: str, group: list[str]) -> list[str]:
    """The lines that say, by NOT EXISTS or MINUS, that a group must not match."""
    if how == NOT_EXISTS:
        if len(group) == 1 and (named := _VALUES.fullmatch(group[0])):
            return [f"FILTER({named[1]} NOT IN ({', '.join(named[2].split())})){named[3] or ''}"]
        test = _test(group)
        if test.startswith("("):
            return f"FILTER(!{test})".split("\n")
        if test.startswith("EXISTS"):
            return f"FILTER NOT {test}".split("\n")
    return inside(how, group)


def _test(group: list[str]) -> str:
    """A group that is tests of whether something is there and nothing else, as an expression; "" for any other."""
    whole = "\n".join(group)
    if not group or any(not line.startswith(" ") and line != _ALTERNATIVE for line in group[1:-1]):
        return ""
    if group[0] in (f"{EXISTS} {{", f"{NOT_EXISTS} {{") and group[-1] == "}":
        return whole.removeprefix("FILTER ")
    if group[0] == "FILTER(EXISTS {" and group[-1] == "})":
        return whole.removeprefix("FILTER")
    return ""
