"""Names of OpenDocument (ODF 1.3, part 3), and how its white space is read."""

from __future__ import annotations

from lxml import etree

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, STYLE, TEXT, TABLE, DRAW = (_URN % name for name in ("office", "style", "text", "table", "drawing"))
FO = _URN % "xsl-fo-compatible"
XML = "{http://www.w3.org/XML/1998/namespace}"

Element = etree._Element

MOST_SPACES = 200


def told_in(element: Element, *names: str) -> list[str]:
    """The words of the elements of these names within one, each of them once."""
    told = (
        " ".join(
            filter(
                None,
                (" ".join("".join(map(str, line.itertext())).split()) for line in one.iter(f"{TEXT}p", f"{TEXT}h")),
            )
        )
        or " ".join((one.text or "").split())
        for one in element.iter(*names)
    )
    return [words for words in told if words]


def count(element: Element, name: str) -> int:
    """A number that an attribute tells, such as how many columns a cell takes; 1 where it tells none."""
    said = element.get(name, "")
    return max(1, int(said)) if said.isdecimal() and len(said) < 9 else 1
