"""Graphs of plans of any size, in our vocabulary, with the skew of real plans: deterministic, streamed.

A few owners, partners, streams and indicators take most of the rows and a long tail takes the rest (Zipf); plans differ
in length by a factor of ten. An authority is generated from its own number alone, so a larger graph begins with a
smaller one. The national size is 343 authorities, 200,000 actions, about 10 million statements.
"""

from __future__ import annotations

import json
import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from ontology import reference
from ontology.names import base, short_hash, slug
from ontology.vocabulary import ONTOLOGY_IRI

NATIONAL_AUTHORITIES = 343
ACTIONS_PER_AUTHORITY = 700
_GT = ONTOLOGY_IRI + "#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


class Zipf:
    """A choice among things of which the n-th is drawn in proportion to 1/n."""

    def __init__(self, things: Sequence[str]) -> None:
        self._things = things
        self._sums = list(accumulate(1 / n for n in range(1, len(things) + 1)))

    def draw(self, chance: random.Random) -> str:
        return self._things[bisect_left(self._sums, chance.random() * self._sums[-1])]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all plans draw on: IRIs of the national indicators and the usual funding streams, the commonest first."""

    indicators: tuple[tuple[str, str], ...]
    streams: tuple[str, ...]


def shared() -> Shared:
    """The shared things of the reference data."""
    codes = [i.code for i in reference.national_indicators().values() if i.in_set]
    random.Random("indicators").shuffle(codes)
    front = [c for c in ("NI 117", "NI 112", "NI 56", "NI 32") if c in codes]
    codes = [*front, *(c for c in codes if c not in front)]
    indicators = tuple((c, f"{base()}indicator/{c.replace(' ', '-')}") for c in codes)
    return Shared(indicators, tuple(f"{base()}stream/{s.slug}" for s in reference.funding_streams()))


def town(number: int) -> str:
    """The name of an invented town, different for every number."""
    first, rest = number % len(WORDS["starts"]), number // len(WORDS["starts"])
    name = WORDS["starts"][first] + WORDS["ends"][(first + rest) % len(WORDS["ends"])]
    again = rest // len(WORDS["ends"])
    return name if not again else f"{name} {again + 1}"


def quads(statements: int) -> Iterator[str]:
    """Lines of N-Quads, about so many: whole authorities, one after another, at least one."""
    common, count, number = shared(), 0, 0
    while count < statements or not number:
        for line in Authority(number, common, limit=max(statements - count, 1)).lines():
            count += 1
            yield line
        number += 1


def write(path: Path, statements: int) -> int:
    """Write a graph of about so many statements as N-Quads; how many there are."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for line in quads(statements):
            out.write(line)
            count += 1
    return count


class Authority:
    """One authority's plan, as N-Quads; it stops at a row's end when `limit` statements are out."""

    def __init__(self, number: int, common: Shared, *, limit: int) -> None:
        self._chance = random.Random(f"authority {number}")
        self._limit = limit
        self.name = town(number)
        self._slug = slug(self.name)
        self._iri = f"<{base()}authority/{self._slug}>"
        self._path = f"{self._slug}/delivery-plan"
        self._plan = f"<{base()}plan/{self._path}>"
        self._sha = sha256(self.name.encode()).hexdigest()
        self._document_iri = f"{base()}document/{self._path}-{self._sha[:8]}"
        self._end = f" <{self._document_iri}> .\n"
        self._line = 1
        posts = [f"{p} {f}" for f in WORDS["fields"] for p in WORDS["posts"]]
        self._chance.shuffle(posts)
        self._owners = Zipf(posts)
        self._partners = Zipf([f"{self.name} {p}" for p in WORDS["partners"]])
        self._strategies = Zipf(WORDS["plans"])
        self._streams = Zipf(common.streams)
        self._codes = dict(common.indicators)
        self._indicators = Zipf([c for c, _ in common.indicators])
        self._told: set[str] = set()

    def lines(self) -> Iterator[str]:
        """The statements of the plan, a line each."""
        out = self._heading()
        yield from out
        left = self._limit - len(out)
        rows = int(ACTIONS_PER_AUTHORITY * self._chance.lognormvariate(-0.25, 0.7))
        objective = ""
        for row in range(rows):
            if left <= 0:
                return
            out = []
            if row % 6 == 0:
                objective = self._objective(out, row)
            self._action(out, row, objective)
            if row % 10 == 0:
                self._observation(out, row)
            left -= len(out)
            yield from out

    def _say(self, out: list[str], subject: str, *pairs: tuple[str, str]) -> None:
        out.extend(f"{subject} {_property(p)} {o}{self._end}" for p, o in pairs)

    def _thing(self, out: list[str], kind: str, name: str, cls: str, label: str) -> str:
        """A thing with class and label, said once a plan; its IRI."""
        iri = f"<{base()}{kind}/{name}>"
        if iri not in self._told:
            self._told.add(iri)
            out += [f"{iri} {_TYPE} <{_GT}{cls}>{self._end}", f"{iri} {_LABEL} {_text(label)}{self._end}"]
        return iri

    def _item(self, out: list[str], kind: str, cls: str, label: str, quote: str, *identity: str) -> str:
        """A thing of the plan, with its plan, authority and passage; its IRI."""
        name = f"{self._path}/{slug(label)[:40].strip('-')}-{short_hash(cls, *identity)}"
        iri = f"<{base()}{kind}/{name}>"
        place = f"<{self._document_iri}/L{self._line}-{self._line}-{short_hash(quote, label)}>"
        out += [f"{iri} {_TYPE} <{_GT}{cls}>{self._end}", f"{iri} {_LABEL} {_text(label)}{self._end}"]
        self._say(out, iri, ("plan", self._plan), ("authority", self._iri), ("passage", place))
        out.append(f"{place} {_TYPE} <{_GT}Passage>{self._end}")
        number = _typed(self._line, "integer")
        document = f"<{self._document_iri}>"
        self._say(out, place, ("document", document), ("quote", _text(quote)), ("line", number), ("lastLine", number))
        return iri

    def _heading(self) -> list[str]:
        out: list[str] = []
        self._thing(out, "authority", self._slug, "Authority", self.name)
        self._thing(out, "plan", self._path, "Plan", f"{self.name} delivery plan 2009-10")
        self._say(out, self._plan, ("authority", self._iri), ("document", f"<{self._document_iri}>"))
        document = f"<{self._document_iri}>"
        out.append(f"{document} {_TYPE} <{_GT}Document>{self._end}")
        self._say(out, document, ("fileName", _text(f"{self._slug}.txt")), ("sha256", _text(self._sha)))
        return out

    def _objective(self, out: list[str], row: int) -> str:
        self._line += 1
        who = self._chance.choice(WORDS["who"])
        label = f"Better chances for {who}, aim {row // 6 + 1}"
        iri = self._item(out, "objective", "Objective", label, label, str(row))
        self._say(out, iri, ("level", _text("priority")), ("text", _text(label)))
        if self._chance.random() < 0.6:
            code = self._indicators.draw(self._chance)
            self._say(out, iri, ("measuredBy", f"<{self._codes[code]}>"))
            self._feeds(out, iri, code, label)
        return iri

    def _feeds(self, out: list[str], iri: str, code: str, label: str) -> None:
        indicator = f"<{self._codes[code]}>"
        self._say(out, iri, ("feedsStated", indicator))
        words = f"{code} named by: {label[:60]}"
        holder = self._item(out, "contribution", "Contribution", words, code, iri, code)
        basis, sure = f"<{_GT}Stated>", _typed(1, "decimal")
        self._say(out, holder, ("contributor", iri), ("indicator", indicator), ("basis", basis), ("confidence", sure))

    def _action(self, out: list[str], row: int, objective: str) -> None:
        chance = self._chance
        self._line += 1
        words = (
            chance.choice(WORDS["verbs"]),
            chance.choice(WORDS["things"]),
            "for",
            chance.choice(WORDS["who"]),
            chance.choice(WORDS["where"]),
        )
        label = " ".join(words)
        reference_ = f"{row // 40 + 1}.{row % 40 + 1}"
        iri = self._item(out, "action", "Action", label, f"{reference_} {label}", reference_, label)
        self._say(out, iri, ("text", _text(label)), ("reference", _text(reference_)), ("objective", objective))
        for _ in range(1 if chance.random() < 0.85 else 2):
            post = self._owners.draw(chance)
            self._say(out, iri, ("ownedBy", self._thing(out, "owner", f"{self._slug}/{slug(post)}", "Post", post)))
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            partner = self._partners.draw(chance)
            name = f"{self._slug}/{slug(partner)}"
            self._say(out, iri, ("partner", self._thing(out, "partner", name, "PartnerGroup", partner)))
        if chance.random() < 0.3:
            strategy = self._strategies.draw(chance)
            name = f"{self._slug}/{slug(strategy)}"
            self._say(out, iri, ("linksTo", self._thing(out, "strategy", name, "Strategy", strategy)))
        if chance.random() < 0.45:
            self._money(out, iri, label)
        self._dates(out, iri, label, row)
        if chance.random() < 0.2:
            self._feeds(out, iri, self._indicators.draw(chance), label)

    def _money(self, out: list[str], iri: str, label: str) -> None:
        stream = f"<{self._streams.draw(self._chance)}>"
        self._say(out, iri, ("fundedBy", stream))
        if self._chance.random() < 0.5:
            pounds = round(self._chance.lognormvariate(10.5, 1.2), -2)
            holder = self._item(out, "allocation", "Allocation", f"£{pounds:,.0f}", f"£{pounds:,.0f}", iri, label)
            self._say(out, holder, ("stream", stream), ("amount", _typed(f"{pounds:.1f}", "decimal")))
            self._say(out, iri, ("allocation", holder))

    def _dates(self, out: list[str], iri: str, label: str, row: int) -> None:
        due = date(2009, 3, 31) + timedelta(days=30 * int(self._chance.triangular(0, 40, 12)))
        self._say(out, iri, ("dueBy", _typed(due.isoformat(), "date")), ("dueText", _text(due.strftime("%B %Y"))))
        measure = self._item(out, "measure", "Measure", f"More {label[5:45]}", f"more {label}", iri, "measure")
        self._say(out, measure, ("text", _text(f"More of: {label}")))
        self._say(out, iri, ("measure", measure))
        if row % 3 == 0:
            step = self._item(out, "milestone", "Milestone", f"First {label[5:45]}", f"first {label}", iri, "milestone")
            self._say(out, step, ("dueBy", _typed(due.isoformat(), "date")))
            self._say(out, iri, ("milestone", step))

    def _observation(self, out: list[str], row: int) -> None:
        self._line += 1
        code = self._indicators.draw(self._chance)
        value = round(self._chance.uniform(0, 100), 1)
        role = self._chance.choice(("Target", "Actual", "Baseline"))
        label = f"{code} {role.lower()} 2009-10: {value}%"
        iri = self._item(out, "observation", "Observation", label, label, str(row), label)
        period = "<http://reference.data.gov.uk/id/government-year/2009-2010>"
        self._say(
            out, iri,
            ("indicator", f"<{self._codes[code]}>"), ("role", f"<{_GT}{role}>"), ("unit", _text("%")),
            ("value", _typed(value, "decimal")), ("period", period),
        )  # fmt: skip


def _property(name: str) -> str:
    return f"<{_GT}{name}>"


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typed(value: object, kind: str) -> str:
    return f'"{value}"^^<{_XSD}{kind}>'
