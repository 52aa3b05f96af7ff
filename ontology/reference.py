"""Reference data: what any English plan may name, read from the tables in `ontology/data/`.

Every loader returns frozen values and reads its file once. A name is looked up without regard to case, punctuation
and "&" for "and". Facts and their sources stand in the files; nothing here knows a particular plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from ontology.names import slug
from ontology.remembered import remembered

DATA = Path(__file__).with_name("data")
_LIST = "; "
_T = TypeVar("_T")


class ReferenceDataError(ValueError):
    """A table of the reference data does not read: the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class NationalIndicator:
    """An indicator of the English National Indicator Set of 2008-2011.

    `code` is "NI 117" or, for a part, "NI 102a" with `parent` "NI 102"; `polarity` is "higher", "lower" or "" (no
    simple one); `confirmed` says whether number and subject were seen on a stored page, `evidence` where;
    `in_set` is False for NI 31, which was dropped before the set began; `wordings` are everyday names of its subject,
    `tells` what in the words of an action means that it is about it.
    """

    code: str
    title: str
    theme: str
    polarity: str
    confirmed: bool
    parent: str
    evidence: tuple[str, ...]
    data_source: str
    status: str
    note: str
    in_set: bool
    wordings: tuple[str, ...]
    tells: tuple[str, ...]

    @property
    def label(self) -> str:
        """Code and title, as a table cell shows them."""
        return f"{self.code} {self.title}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An Every Child Matters outcome: slug, label, other full wordings, and words that mean it only as a heading."""

    slug: str
    label: str
    other_names: tuple[str, ...]
    headings: tuple[str, ...]
    definition: str

    @property
    def names(self) -> tuple[str, ...]:
        """The label and the other full wordings."""
        return (self.label, *self.other_names)


@dataclass(frozen=True, slots=True)
class Authority:
    """An English local authority of 2009: short name, GSS code of that time ("" where not certain), kind, other names.

    `later_code` is the code since, where boundaries moved; `childrens_services` marks the 152 that had them in 2009.
    """

    name: str
    code: str
    kind: str
    other_names: tuple[str, ...]
    later_code: str = ""

    @property
    def slug(self) -> str:
        """The slug of the short name."""
        return slug(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """The short name and the other names."""
        return (self.name, *self.other_names)

    @property
    def childrens_services(self) -> bool:
        """Whether it answered for children's services in 2009."""
        return self.kind in {"unitary authority", "metropolitan district", "London borough", "county"}


@dataclass(frozen=True, slots=True)
class FundingStream:
    """A usual source of public money: its slug (as in its IRI), name, other names and a note."""

    slug: str
    name: str
    other_names: tuple[str, ...]
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the other names."""
        return (self.name, *self.other_names)


@dataclass(frozen=True, slots=True)
class PartnerKind:
    """A kind of partner organisation or group: its slug (as in its IRI), name, other names and definition."""

    slug: str
    name: str
    other_names: tuple[str, ...]
    definition: str

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the other names."""
        return (self.name, *self.other_names)


def _table(file_name: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table with comment lines ("# …") and a header row; short rows are filled with ""."""
    header: list[str] = []
    for number, line in enumerate((DATA / file_name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise ReferenceDataError(f"{file_name} line {number}: {len(cells)} cells, but {len(header)} columns")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _list(cell: str, separator: str = _LIST) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in cell.split(separator)) if part)


@remembered
def fold(name: str) -> str:
    """A name for comparing: lower case, "&" as "and", letters and digits only, one space between words.

    >>> fold("Children’s Trust  Board (West & East)")
    'childrens trust board west and east'
    """
    text = re.sub(r"['’`]", "", name.lower().replace("&", " and "))
    return " ".join(re.findall(r"[^\W_]+", text))


@cache
def national_indicators() -> Mapping[str, NationalIndicator]:
    """Code ("NI 117", "NI 102a") to indicator, in numerical order, NI 31 (dropped, `in_set` False) included."""
    said = {row["number"]: row for row in _table("indicator_wordings.tsv")}
    found = {}
    for row in _table("national_indicators.tsv"):
        number = row["number"]
        found[f"NI {number}"] = NationalIndicator(
            code=f"NI {number}",
            title=row["title"],
            theme=row["theme"],
            polarity=row["polarity"],
            confirmed=row["confirmed"] == "yes",
            parent=f"NI {row['parent']}" if row["parent"] else "",
            evidence=_list(row["evidence"], ";"),
            data_source=row["data_source"],
            status=row["status"],
            note=row["note"],
            in_set=not row["status"].startswith("dropped"),
            wordings=_list(said.get(number, {}).get("wordings", "")),
            tells=_list(said.get(number, {}).get("tells", "")),
        )
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: (indicator_number(item[0]), item[0]))))


@cache
def indicator_evidence() -> Mapping[str, str]:
    """The key of a source (`NationalIndicator.evidence`) to what it is."""
    return MappingProxyType({row["key"]: row["source"] for row in _table("indicator_evidence.tsv")})


def indicator_number(code: str) -> int:
    """The number of a national indicator's code: 102 of "NI 102a"; 0 of anything else."""
    match = re.fullmatch(r"NI (\d{1,3})(?:[a-z]{1,3})?", code)
    return int(match[1]) if match else 0


@cache
def outcomes() -> tuple[Outcome, ...]:
    """The five outcomes of Every Child Matters, in their usual order."""
    return tuple(
        Outcome(r["slug"], r["label"], _list(r["other_names"]), _list(r["headings"]), r["definition"])
        for r in _table("outcomes.tsv")
    )


@cache
def _outcome_ranges() -> tuple[tuple[str, int, int, str], ...]:
    return tuple((r["outcome"], int(r["first"]), int(r["last"]), r["source"]) for r in _table("outcome_indicators.tsv"))


def outcome_of(code: str) -> str | None:
    """The slug of the outcome that a national indicator serves by the attributed mapping; None for any other code."""
    number = indicator_number(code)
    return next((outcome for outcome, first, last, _ in _outcome_ranges() if first <= number <= last), None)


def outcome_mapping_sources() -> tuple[str, ...]:
    """Who says which indicator serves which outcome."""
    return tuple(dict.fromkeys(source for *_, source in _outcome_ranges()))


@cache
def authorities() -> tuple[Authority, ...]:
    """The English local authorities of 2009, by table order: unitaries, districts, boroughs, counties."""
    styles = {row["style"]: _list(row["forms"]) for row in _table("authority_styles.tsv")}
    found = []
    for row in _table("authorities.tsv"):
        if row["style"] not in styles:
            raise ReferenceDataError(f"authorities.tsv: {row['name']} has the unknown style {row['style']!r}")
        forms = [form.replace("{}", row["name"]) for form in styles[row["style"]]]
        others = [n for n in dict.fromkeys([*forms, *_list(row["other_names"])]) if n != row["name"]]
        found.append(Authority(row["name"], row["code"], row["kind"], tuple(others), row["later_code"]))
    return tuple(found)


@cache
def funding_streams() -> tuple[FundingStream, ...]:
    """The usual funding streams."""
    return tuple(
        FundingStream(slug(r["name"]), r["name"], _list(r["other_names"]), r["note"])
        for r in _table("funding_streams.tsv")
    )


@cache
def partner_kinds() -> tuple[PartnerKind, ...]:
    """The usual kinds of partner."""
    return tuple(
        PartnerKind(slug(r["name"]), r["name"], _list(r["other_names"]), r["definition"])
        for r in _table("partner_kinds.tsv")
    )


@cache
def acronyms() -> Mapping[str, tuple[str, ...]]:
    """Acronym as usually written to what it stands for, the usual expansion first."""
    return MappingProxyType({r["acronym"]: _list(r["expansions"]) for r in _table("acronyms.tsv")})


@cache
def ambiguous_acronyms() -> frozenset[str]:
    """The acronyms whose letters are as often a word or a name: not to be spelt out in running text."""
    return frozenset(r["acronym"] for r in _table("acronyms.tsv") if r["ambiguous"] == "yes")


@cache
def small_words() -> frozenset[str]:
    """Words that say nothing of what is looked for."""
    lines = (DATA / "small_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _by_name(named: Iterable[tuple[tuple[str, ...], _T]]) -> Mapping[str, _T]:
    """Folded name to thing; the first thing that has a name keeps it."""
    index: dict[str, _T] = {}
    for names, thing in named:
        for name in names:
            index.setdefault(fold(name), thing)
    return index


@cache
def _authority_index() -> Mapping[str, Authority]:
    # Short names go first, so that "Worcester CC" cannot be taken from the city by a county's abbreviation.
    short = [((a.name,), a) for a in authorities()]
    return _by_name([*short, *((a.names, a) for a in authorities())])


@cache
def _stream_index() -> Mapping[str, FundingStream]:
    return _by_name((s.names, s) for s in funding_streams())


@cache
def _kind_index() -> Mapping[str, PartnerKind]:
    return _by_name((k.names, k) for k in partner_kinds())


@cache
def _outcome_index() -> Mapping[str, Outcome]:
    return _by_name((o.names, o) for o in outcomes())


@cache
def _heading_index() -> Mapping[str, Outcome]:
    return _by_name(((*o.names, *o.headings), o) for o in outcomes())


@cache
def _acronym_index() -> Mapping[str, tuple[str, ...]]:
    return _by_name(((a,), expansions) for a, expansions in acronyms().items())


def authority_named(name: str) -> Authority | None:
    """The authority of a name in any usual form ("Bolton", "Bolton MBC", "London Borough of Camden"), or None."""
    return _authority_index().get(fold(name))


def funding_stream_named(name: str) -> FundingStream | None:
    """The usual stream of a name ("ESF", "European Social Fund"), or None."""
    return _stream_index().get(fold(name))


def outcome_named(name: str, *, heading: bool = False) -> Outcome | None:
    """The outcome of a wording, or None; with `heading`, also of the short forms that mean it only as a heading."""
    return (_heading_index() if heading else _outcome_index()).get(fold(name))


@remembered
def partner_kind_named(name: str) -> PartnerKind | None:
    """The kind of partner a printed name belongs to, or None.

    The whole name, else what stands before a dash or bracket ("PCT - Sexual Health Team"), else the name's longest
    ending ("Northam Primary Care Trust"), else its longest beginning of two words or more ("University of Northam").
    """
    index, words = _kind_index(), fold(name).split()
    head = re.split(r"\s+[-–—]\s+|,?\s*[(:]", name, maxsplit=1)[0]
    most = _longest_kind()
    endings = (index.get(" ".join(words[i:])) for i in range(max(len(words) - most, 0), len(words)))
    beginnings = (index.get(" ".join(words[:i])) for i in range(min(len(words) - 1, most), 1, -1))
    candidates = (index.get(fold(name)), index.get(fold(head)), *endings, *beginnings)
    return next((kind for kind in candidates if kind is not None), None)


@cache
def _longest_kind() -> int:
    """How many words the longest name of a kind of partner has."""
    return max(len(name.split()) for name in _kind_index())


def expansions_of(acronym: str) -> tuple[str, ...]:
    """What an acronym stands for, the usual expansion first; () where it is not known."""
    return _acronym_index().get(fold(acronym), ())
