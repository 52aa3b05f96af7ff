"""Names of WordprocessingML (ECMA-376 part 1, clause 17), and the small questions that are asked of its elements."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = frozenset({"0", "false", "off", "none"})

Element = etree._Element


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element | None, path: str, name: str = "val") -> str | None:
    """The attribute of a child ("pStyle" or "numPr/numId"); None where child or attribute is missing."""
    if element is None:
        return None
    child = element.find("/".join(W + step for step in path.split("/")))
    return child.get(W + name) if child is not None else None


def number(element: Element | None, path: str, name: str = "val") -> int | None:
    """The same as a whole number; None for what is none."""
    said = value(element, path, name)
    try:
        return int(float(said)) if said else None
    except (ValueError, OverflowError):
        return None


def switch(element: Element | None, name: str) -> bool | None:
    """An on-off property (clause 17.17.4): None where it is not set."""
    if element is None:
        return None
    child = element.find(W + name)
    return None if child is None else child.get(W + "val", "1") not in _OFF
