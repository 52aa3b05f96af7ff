"""The passages that carry each row: found for all rows at once, from the links that each row's matches went through.

A link that the ontology says is evidenced by things of its own is shown by their passages, any other by those of its
subject. A match is only as sure as its weakest link: where that is inferred, all of the match is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.store import ReadStore, Term
from query.answer import Evidence
from query.conditions import conjuncts, form_variables, positive, unfolded
from query.form import And, Compare, Condition, Form, Is, Link, Measure, Op, TextMatch, Things, Var
from query.patterns import name_of
from query.provenance import Provenance, provenance
from query.schema import Evidencing, Schema
from query.sparql import bindings_query

MATCHES = 5000  # matches looked at for one answer …
MATCHES_OF_A_ROW = 12  # … and where there are more, for a row of it
FOR_ONE_ROW = 400  # … where one row stands for all of them
NAMED = 500  # rows whose targets are named one by one
ROW_PIECES = 6  # pieces of evidence for a row
LOOKED_AT = 2  # times as many things of a row are looked at first, since some share a passage
SPEAKING = 60  # things that speak of one without passages, looked at for those that are shown
ONE_ROW_PIECES = 25  # for an answer of one row that stands for many matches
STATED, INFERRED = "stated", "inferred"

Key = tuple[str, ...]
Binding = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Carrier:
    """A thing whose passages are evidence: how sure it makes a match, and how directly it shows the link (0 best)."""

    iri: str
    basis: str = STATED
    confidence: float = 1.0
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands."""

    document: str
    line: int | None
    page: int | None
    quote: str
    name: str | None = None  # of the place, in formats that name places


def evidence_for(
    form: Form,
    schema: Schema,
    store: ReadStore,
    keys: Sequence[Key],
    key_names: Sequence[str],
    *,
    run: Form | None = None,
) -> tuple[tuple[Evidence, ...], ...]:
    """The evidence of each row, in the order of the rows' keys: values of the row's variables `key_names`.

    An answer of one row without a key (a count, a yes or no) gets the evidence of what was counted. `run` is a form
    that matches the same and is run in its place.
    """
    if not schema.printed:  # nothing held says where it stands
        return ((),) * len(keys)
    finder = _Finder(schema, store, provenance())
    plain = replace(form, where=unfolded(form.where))
    single = not key_names
    run = replace(run, where=unfolded(run.where)) if run else plain
    by_row = _matches(run, schema, store, keys, key_names)
    links = _Links(plain.where, schema)
    finder.learn(links.pairs(b for found in by_row.values() for b in found))
    derivations = {key: [finder.carriers(links, b, form.target) for b in found] for key, found in by_row.items()}
    named = _named(form)
    cap = ONE_ROW_PIECES if single else ROW_PIECES
    carriers = [_ranked(derivations.get(key, [])) for key in keys]
    first = {c.iri for row in carriers for c in row[: LOOKED_AT * cap]}
    places = finder.places(first | {v for key in keys for v in key if v} | set(named))
    rows = [_pieces(row, places, cap) for row in carriers]
    # a row of many matches, of which the first have too few passages, looks at the others
    short = {c.iri for row, found in zip(carriers, rows, strict=True) if len(found) < cap for c in row}
    if short - first:
        places |= finder.places(short - first)
        rows = [_pieces(row, places, cap) for row in carriers]
    return tuple(finder.never_without(rows, keys, named, places))


def _matches(
    run: Form, schema: Schema, store: ReadStore, keys: Sequence[Key], names: Sequence[str]
) -> dict[Key, list[Binding]]:
    """The matches behind each row: all where they are few enough, and else some of each row."""
    limit = max(MATCHES, len(keys) * MATCHES_OF_A_ROW) if names else FOR_ONE_ROW
    found = _by_key(store.select(bindings_query(run, schema, _targets(run, keys, names), limit)).rows, names)
    place, var = _told_apart(run, keys, names)
    if not names or var is None or sum(map(len, found.values())) < limit:
        return found
    wanted = set(keys)
    for key in keys:
        if len(found.get(key, ())) < MATCHES_OF_A_ROW and key[place]:
            this = Compare(var, Op.EQ, Things((key[place],), ""))
            only = replace(run, where=And((this, *conjuncts(run.where))))
            query = bindings_query(only, schema, (), MATCHES_OF_A_ROW)
            found |= {k: b for k, b in _by_key(store.select(query).rows, names).items() if k in wanted}
    return {key: matches[:MATCHES_OF_A_ROW] for key, matches in found.items()}


def _by_key(bindings: Iterable[Binding], names: Sequence[str]) -> dict[Key, list[Binding]]:
    """Matches by the row they are behind."""
    by_row: dict[Key, list[Binding]] = defaultdict(list)
    for binding in bindings:
        by_row[tuple(_value(binding.get(n)) for n in names)].append(binding)
    return by_row


def _told_apart(form: Form, keys: Sequence[Key], names: Sequence[str]) -> tuple[int, Var | None]:
    """Where rows' keys have the variable of things that tells most of them apart, and which it is; None for none."""
    things = {name_of(v)[1:]: v for v in form_variables(form) if v.cls}
    places = [i for i, name in enumerate(names) if name in things]
    best = max(places, key=lambda i: len({key[i] for key in keys}), default=-1)
    return best, things[names[best]] if best >= 0 else None


def passages_of(iris: Sequence[str], schema: Schema, store: ReadStore) -> tuple[tuple[Evidence, ...], ...]:
    """The passages of each thing itself, or of what speaks of it."""
    finder = _Finder(schema, store, provenance())
    places = finder.places(set(iris))
    rows = [_pieces([Carrier(iri)], places, ROW_PIECES) for iri in iris]
    return tuple(finder.never_without(rows, [(iri,) for iri in iris], (), places))


def openings(schema: Schema, store: ReadStore) -> tuple[Evidence, ...]:
    """Where each document begins (the first few): all that can be shown for what stands in none of them."""
    return _Finder(schema, store, provenance()).openings()


def _targets(form: Form, keys: Sequence[Key], names: Sequence[str]) -> tuple[str, ...]:
    """The targets' IRIs, where not all matches are of them, and they are few enough to be named."""
    target = name_of(form.target)[1:]
    chosen = bool(form.having) or (form.order is not None and form.order.limit is not None)
    if not chosen or target not in names or not form.target.cls or len(keys) > NAMED:
        return ()
    place = list(names).index(target)
    return tuple(dict.fromkeys(k[place] for k in keys if k[place]))


def _value(term: Term | None) -> str:
    return term.value if term is not None else ""


def _named(form: Form) -> tuple[str, ...]:
    """The things that the form names."""
    found: list[str] = []
    for condition in positive(form.where):
        end: Measure | None = condition.object if isinstance(condition, Link) else None
        end = condition.right if isinstance(condition, Compare) else end
        if isinstance(end, Things):
            found.extend(end.iris)
    return tuple(dict.fromkeys(found))


class _Links:
    """The positive links of a condition, and their ends in a match."""

    def __init__(self, where: Condition, schema: Schema) -> None:
        self.schema = schema
        self.links = [c for c in positive(where) if isinstance(c, Link) and isinstance(c.prop, str)]
        self.others = [c.var for c in positive(where) if isinstance(c, TextMatch | Is)]

    def ends(self, link: Link, binding: Binding) -> tuple[str, tuple[str, ...], str]:
        """Subject, possible objects and property of a link in a match, walked in its direction."""
        subject = _value(binding.get(name_of(link.subject)[1:]))
        match link.object:
            case Var() as var:
                objects: tuple[str, ...] = (_value(binding.get(name_of(var)[1:])),)
            case Things(iris=iris):
                objects = iris
            case _:
                objects = ()
        prop = str(link.prop)
        if prop.startswith("^") and objects:
            return objects[0], (subject,), prop[1:]
        return subject, objects, prop

    def pairs(self, bindings: Iterable[Binding]) -> dict[Evidencing, set[str]]:
        """For each kind of evidence the subjects to look it up for."""
        wanted: dict[Evidencing, set[str]] = defaultdict(set)
        kinds = [(link, self.schema.evidence.get(str(link.prop).lstrip("^"))) for link in self.links]
        reified = [(link, kind) for link, kind in kinds if kind]
        for binding in bindings if reified else ():
            for link, kind in reified:
                subject, _, _ = self.ends(link, binding)
                if subject:
                    wanted[kind].add(subject)
        return wanted


class _Finder:
    """Looks up evidence things and passages, all at once."""

    def __init__(self, schema: Schema, store: ReadStore, terms: Provenance) -> None:
        self.schema = schema
        self.store = store
        self.terms = terms
        self.reified: dict[tuple[Evidencing, str, str], list[Carrier]] = defaultdict(list)

    def learn(self, wanted: Mapping[Evidencing, set[str]]) -> None:
        """Look up the evidence things of links; one query for each kind of evidence."""
        for kind, subjects in wanted.items():
            back = kind.subject.startswith("^")
            link = f"?s <{kind.subject[1:]}> ?e" if back else f"?e <{kind.subject}> ?s"
            rows = self.store.select(
                f"SELECT ?s ?o ?e ?b ?c WHERE {{ VALUES ?s {{ {_iris(subjects)} }} {link} . ?e <{kind.object}> ?o . "
                f"OPTIONAL {{ ?e <{self.terms.basis}> ?b }} OPTIONAL {{ ?e <{self.terms.confidence}> ?c }} }}"
            ).rows
            for row in sorted(rows, key=lambda r: r["e"].value):
                basis = self.terms.bases.get(_value(row.get("b")), STATED)
                confidence = _number(row.get("c"), 1.0)
                self.reified[kind, row["s"].value, row["o"].value].append(
                    Carrier(row["e"].value, basis, confidence, rank=0)
                )

    def carriers(self, links: _Links, binding: Binding, target: Var) -> list[Carrier]:
        """What carries one match: nothing in it is surer than its weakest link."""
        found: list[Carrier] = []
        weakest: Carrier | None = None
        for link in links.links:
            subject, objects, prop = links.ends(link, binding)
            kind = self.schema.evidence.get(prop)
            options = [c for o in objects for c in self.reified.get((kind, subject, o), ())] if kind else []
            if not options:
                found.append(Carrier(subject, rank=2))
                continue
            best = [c for c in options if c.basis != INFERRED] or options
            found.extend(best)
            if best[0].basis == INFERRED and (weakest is None or best[0].confidence < weakest.confidence):
                weakest = best[0]
        found += [Carrier(_value(binding.get(name_of(v)[1:])), rank=2) for v in links.others]
        found.append(Carrier(_value(binding.get(name_of(target)[1:])), rank=1))
        if weakest:
            found = [replace(c, basis=INFERRED, confidence=weakest.confidence) for c in found]
        return [c for c in found if c.iri]

    def places(self, iris: Iterable[str]) -> dict[str, list[Place]]:
        """The passages of things, in the order of the print."""
        wanted = sorted(i for i in iris if _is_iri(i))
        if not wanted:
            return {}
        t = self.terms
        rows = self.store.select(
            f"SELECT ?x ?file ?line ?page ?place ?quote WHERE {{ VALUES ?x {{ {_iris(wanted)} }} ?x <{t.passage}> ?p . "
            f"?p <{t.quote}> ?quote . OPTIONAL {{ ?p <{t.document}>/<{t.file_name}> ?file }} "
            f"OPTIONAL {{ ?p <{t.line}> ?line }} OPTIONAL {{ ?p <{t.page}> ?page }} "
            f"OPTIONAL {{ ?p <{t.place}> ?place }} }}"
        ).rows
        return _by_thing(rows)

    def never_without(
        self, rows: list[tuple[Evidence, ...]], keys: Sequence[Key], named: Sequence[str], known: dict[str, list[Place]]
    ) -> list[tuple[Evidence, ...]]:
        """Rows without evidence get that of the things in them, then of the things the question names."""
        bare = [i for i, row in enumerate(rows) if not row]
        if not bare:
            return rows
        near = self.speaking_of({v for i in bare for v in keys[i]} | set(named))
        places = {**known, **self.places({y for ys in near.values() for y in ys})}
        for i in bare:
            own = [Carrier(v) for v in keys[i]] + [Carrier(y, rank=2) for v in keys[i] for y in near.get(v, ())]
            asked = [Carrier(v) for v in named] + [Carrier(y, rank=2) for v in named for y in near.get(v, ())]
            rows[i] = _pieces(own, places, ROW_PIECES) or _pieces(asked, places, ROW_PIECES)
        if not all(rows):
            opened = self.openings()
            rows = [row or opened for row in rows]
        return rows

    def openings(self) -> tuple[Evidence, ...]:
        """Where each document begins: all that can be shown for what stands in none of them."""
        t = self.terms
        rows = self.store.select(
            f"SELECT ?d (MIN(?l) AS ?first) WHERE {{ ?p <{t.document}> ?d ; <{t.line}> ?l }} GROUP BY ?d ORDER BY ?d "
            f"LIMIT {ROW_PIECES}"
        ).rows
        starts = " ".join(f"(<{r['d'].value}> {r['first'].value})" for r in rows if "d" in r and "first" in r)
        if not starts:
            return ()
        places = self.store.select(
            f"SELECT ?d ?p WHERE {{ VALUES (?d ?l) {{ {starts} }} ?p <{t.document}> ?d ; <{t.line}> ?l }} "
            "ORDER BY ?d ?p"
        ).rows
        first = {r["d"].value: r["p"].value for r in reversed(places)}
        return _pieces([Carrier(p) for p in first.values()], self.passages(first.values()), ROW_PIECES)

    def passages(self, iris: Iterable[str]) -> dict[str, list[Place]]:
        """Passages by their own IRIs."""
        t = self.terms
        rows = self.store.select(
            f"SELECT ?x ?file ?line ?page ?place ?quote WHERE {{ VALUES ?x {{ {_iris(iris)} }} ?x <{t.quote}> ?quote . "
            f"OPTIONAL {{ ?x <{t.document}>/<{t.file_name}> ?file }} OPTIONAL {{ ?x <{t.line}> ?line }} "
            f"OPTIONAL {{ ?x <{t.page}> ?page }} OPTIONAL {{ ?x <{t.place}> ?place }} }}"
        ).rows
        return _by_thing(rows)

    def speaking_of(self, iris: Iterable[str]) -> dict[str, list[str]]:
        """For each thing a few things with passages that point to it."""
        wanted = sorted(i for i in iris if _is_iri(i))
        if not wanted:
            return {}
        found: dict[str, list[str]] = {}
        for iri in wanted:  # of what thousands speak of, a few: grouping them all would read them all
            query = f"SELECT DISTINCT ?y WHERE {{ ?y ?any <{iri}> . ?y <{self.terms.passage}> ?p }} LIMIT {SPEAKING}"
            found[iri] = sorted(row["y"].value for row in self.store.select(query).rows)[:ROW_PIECES]
        return {iri: things for iri, things in found.items() if things}


def _by_thing(rows: Iterable[Binding]) -> dict[str, list[Place]]:
    """Places by the thing that stands there, in the order of the print."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row in rows:
        line, page = (int(_number(row[k], 0)) if k in row else None for k in ("line", "page"))
        named = _value(row.get("place")) or None
        found[row["x"].value].append(Place(_value(row.get("file")), line, page, row["quote"].value, named))
    for places in found.values():
        places.sort(key=lambda p: (p.document, p.line or 0, -len(p.quote), p.quote))
    return found


def _ranked(matches: Sequence[Sequence[Carrier]]) -> list[Carrier]:
    """What carries a row's matches: the sure ones where there are any, the most direct first."""
    sure = [m for m in matches if all(c.basis != INFERRED for c in m)]
    return sorted(dict.fromkeys(c for match in (sure or matches) for c in match), key=lambda c: c.rank)


def _pieces(carriers: Sequence[Carrier], places: Mapping[str, list[Place]], cap: int) -> tuple[Evidence, ...]:
    """The first passages of what carries a row, none twice."""
    found: dict[tuple[str, int | None, str], Evidence] = {}
    for carrier in carriers:
        for place in places.get(carrier.iri, ()):
            key = (place.document, place.line, place.quote)
            if key not in found:
                at = (place.document, place.line, place.page, place.quote, place.name)
                found[key] = Evidence(carrier.basis, carrier.confidence, *at)
        if len(found) >= cap:
            break
    return tuple(found.values())[:cap]


def _iris(values: Iterable[str]) -> str:
    return " ".join(f"<{v}>" for v in sorted(values) if _is_iri(v))


def _is_iri(value: str) -> bool:
    return ":" in value and not set(value) & set(' <>"{}|\\^`\n\t')


def _number(term: Term | None, otherwise: float) -> float:
    if not isinstance(term, ox.Literal):
        return otherwise
    try:
        return float(term.value)
    except ValueError:
        return otherwise
