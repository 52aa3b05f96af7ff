"""What a careful reader would query in a plan: the checks, and the statements of what they find.

A check of the graph is a SPARQL file in `ontology/checks/`, whose first lines are comments (`# title:`, `# kind:`,
`# severity:`, `# message:`). A check of the print, which only reading can make, is an entry in `checks/reading.yaml`. A
message is one plain sentence with the values of what was found in braces.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from ontology.data import parsed
from ontology.names import short_hash, thing
from ontology.vocabulary import GT

KINDS = ("contradiction", "slip", "gap")
SEVERITIES = ("high", "medium", "low")

_LABEL_LENGTH = 120
_RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SAID = re.compile(r"^# (title|kind|severity|message): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, what it is called, its kind and severity, its message, and its query ("" for a check of the
    print)."""

    name: str
    title: str
    kind: str
    severity: str
    message: str
    query: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.severity not in SEVERITIES:
            there = f"kind is one of {', '.join(KINDS)} and severity one of {', '.join(SEVERITIES)}"
            raise ValueError(f"check {self.name}: {there}, not {self.kind} and {self.severity}")

    def said(self, values: Mapping[str, str]) -> str:
        """The message with the values of what was found."""
        return re.sub(r"\{(\w+)\}", lambda match: _counted(values.get(match[1], match[0])), self.message)


@cache
def checks() -> Mapping[str, Check]:
    """Every check by its name. Raises ValueError on one that does not say title, kind, severity and message."""
    folder = files("ontology").joinpath("checks")
    found = dict(parsed(folder.joinpath("reading.yaml").read_text(encoding="utf-8")))
    for file in folder.iterdir():
        if file.name.endswith(".rq"):
            query = file.read_text(encoding="utf-8")
            found[file.name.removesuffix(".rq")] = {**dict(_SAID.findall(query)), "query": query}
    for name, said in found.items():
        if missing := {"title", "kind", "severity", "message"} - set(said):
            raise ValueError(f"check {name}: {', '.join(sorted(missing))} is missing")
    return {name: Check(name, **found[name]) for name in sorted(found)}


def graph_checks() -> tuple[Check, ...]:
    """The checks of the graph, by name."""
    return tuple(check for check in checks().values() if check.query)


def checks_version() -> str:
    """A short name of the checks as they stand; it changes with any of them."""
    return hashlib.sha256("\0".join(map(repr, checks().values())).encode()).hexdigest()[:16]


def finding(
    check: Check, about: ox.NamedNode, message: str, links: Iterable[tuple[ox.NamedNode, ox.NamedNode]]
) -> Iterator[ox.Triple]:
    """The statements of one finding about a thing; `links` are its passages, plan and authority, property and thing."""
    iri = thing("finding", check.name, short_hash(about.value, message))
    yield ox.Triple(iri, _TYPE, GT.Finding)
    yield ox.Triple(iri, _RDFS_LABEL, ox.Literal(shortened(f"{check.title}: {message}")))
    yield ox.Triple(iri, GT.text, ox.Literal(message))
    yield ox.Triple(iri, GT.check, ox.Literal(check.name))
    yield ox.Triple(iri, GT.findingKind, ox.Literal(check.kind))
    yield ox.Triple(iri, GT.severity, ox.Literal(check.severity))
    yield ox.Triple(iri, GT.concerns, about)
    for prop, node in links:
        yield ox.Triple(iri, prop, node)


def shortened(text: str) -> str:
    """A text that fits a table cell, cut between words with "…"."""
    folded = " ".join(text.split())
    if len(folded) <= _LABEL_LENGTH:
        return folded
    return (folded[: _LABEL_LENGTH - 1].rpartition(" ")[0] or folded[: _LABEL_LENGTH - 1]) + "…"


def _counted(value: str) -> str:
    """A number with its thousands apart; anything else as it is.

    >>> _counted("12500"), _counted("12500.50"), _counted("2009")
    ('12,500', '12,500.50', '2009')
    """
    whole, point, rest = value.partition(".")
    if whole.isdecimal() and len(whole) >= 5 and (rest.isdecimal() or not point):
        return f"{int(whole):,}{point}{rest}"
    return value
