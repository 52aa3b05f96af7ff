"""How properties and comparisons are said in English: from a data file where it has them, otherwise from the labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.data import parsed
from query.form import Compare, InMonths, Op, Spelt, TextMatch, Value
from query.provenance import provenance
from query.schema import DATES, NUMBERS, Schema

PARTICIPLE = re.compile(r"\w+(ed|en|due) (by|on|to|in|for|at|from|with)\b|due by\b|made by\b")
IRREGULAR = {"has": "have", "does": "do", "is": "are", "was": "were"}


@dataclass(frozen=True, slots=True)
class Said:
    """A property in English: of its subjects (`forward`) and objects (`inverse`), its value (`noun`), its absence."""

    forward: str
    inverse: str
    noun: str
    none: str = ""


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    data: dict[str, dict[str, str]] = parsed(files("ontology").joinpath("phrases.yaml").read_text("utf-8"))
    prefixes = provenance().prefixes
    return {prefixes[name.partition(":")[0]] + name.partition(":")[2]: said for name, said in data.items()}


def an(noun: str) -> str:
    """A noun with its article."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def plural(word: str) -> str:
    """The English plural of a name.

    >>> plural("authority"), plural("funding stream"), plural("status")
    ('authorities', 'funding streams', 'statuses')
    """
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("ss", "us", "x", "ch", "sh")):
        return word + "es"
    return word if word.endswith("s") else word + "s"


def say_property(schema: Schema, prop: str) -> Said:
    """How a property is said, for any property of any vocabulary."""
    known = _known().get(prop, {})
    label = schema.property_label(prop)
    info = schema.properties.get(prop)
    backwards = info.inverse_label if info else ""
    if not backwards and info and info.inverses:
        backwards = schema.property_label(sorted(info.inverses)[0])
    forward = _clause(label, schema, literal=bool(info and info.literal))
    inverse = _clause(backwards, schema, literal=False) if backwards else f"that are {label} of {{}}"
    if not backwards and PARTICIPLE.match(label):
        inverse = f"that something is {label}"
    return Said(
        forward=known.get("forward", forward),
        inverse=known.get("inverse", inverse),
        noun=known.get("noun", label),
        none=known.get("none", ""),
    )


def _clause(label: str, schema: Schema, *, literal: bool) -> str:
    """A property's label as what several subjects do, are, or have."""
    first, _, rest = label.partition(" ")
    names = {c.label for c in schema.classes.values()}
    if label.startswith("is ") and len(label) > 3:
        return f"{label[3:]} {{}}"
    if PARTICIPLE.match(label):
        return f"{label} {{}}"
    verb = first.endswith("s") and not first.endswith(("ss", "us", "is")) and label not in names and not literal
    if verb or first in IRREGULAR:
        stem = IRREGULAR.get(first) or re.sub(r"(s|x|z|ch|sh)es$|s$", r"\1", first)
        return f"that {stem}{f' {rest}' if rest else ''} {{}}"
    return f"with {label} {{}}"


def negated(phrase: str) -> str:
    """A restriction that does not hold: "that feed X" becomes "that do not feed X"."""
    if phrase.startswith("that are "):
        return "that are not " + phrase[9:]
    if phrase.startswith("that have "):
        return "that do not have " + phrase[10:]
    if phrase.startswith("that "):
        return "that do not " + phrase[5:]
    if phrase.startswith("with "):
        return "without " + phrase[5:]
    if phrase.startswith("whose "):
        return f"but not those {phrase}"
    return "not " + phrase


def say_comparison(op: Op, datatype: str) -> str:
    """A comparison before its value, by what is compared."""
    if datatype in DATES:
        return {Op.LT: "before", Op.LE: "on or before", Op.GT: "after", Op.GE: "on or after", Op.EQ: "on",
                Op.NE: "not on"}[op]  # fmt: skip
    if datatype in NUMBERS:
        return {Op.LT: "less than", Op.LE: "at most", Op.GT: "more than", Op.GE: "at least", Op.EQ: "exactly",
                Op.NE: "other than"}[op]  # fmt: skip
    return {Op.LT: "before", Op.LE: "up to", Op.GT: "after", Op.GE: "from", Op.EQ: "", Op.NE: "not"}[op]


def listing(items: list[str], word: str = "and") -> str:
    """Items as a sentence lists them."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


PHRASE, CLAUSE = 2, 3
OUTER = ", being those "  # before what is said of a noun after another noun that it might be said of


def alike(one: str, other: str) -> bool:
    """Whether two restrictions say the same of a noun, denied or not: that they do it of two things is plain."""
    plain = [re.sub(r"\b(?:do )?not |(?<=with)out", "", text).split()[:2] for text in (one, other)]
    return plain[0] == plain[1]


def joined(parts: list[str]) -> str:
    """A noun and what is said of it, one after another."""
    return " ".join(parts).replace(f" {OUTER}", OUTER)


def weight(text: str) -> int:
    """Where a restriction stands among others: the closer to the noun, the shorter and plainer it is."""
    if text.startswith("of "):
        return 0
    if text.startswith(("in ", "for ", "under ", "from ", "to ")):
        return 1
    return CLAUSE if text.startswith(("that ", "whose ", "where ")) else PHRASE


def superlative(greatest: bool, *, date: bool) -> str:
    """ "latest", "earliest", "highest" or "lowest"."""
    if date:
        return "latest" if greatest else "earliest"
    return "highest" if greatest else "lowest"


def last_step(prop: str | tuple[str, ...]) -> str:
    """The last property of a path."""
    return prop[-1] if isinstance(prop, tuple) else prop


def within(conditions: Sequence[Compare | TextMatch | InMonths | Spelt]) -> list[str]:
    """Stretches of time that both bound a literal: what begins and ends by one name."""
    said = {
        op: [c.right.said for c in conditions if isinstance(c, Compare) and c.op is op and isinstance(c.right, Value)]
        for op in (Op.GE, Op.LE)
    }
    return [name for name in said[Op.GE] if name in said[Op.LE]]


def bounds(condition: Compare | TextMatch | InMonths | Spelt, names: list[str]) -> bool:
    """Whether a comparison is one end of such a stretch."""
    if not isinstance(condition, Compare) or not isinstance(condition.right, Value):
        return False
    return condition.op in (Op.GE, Op.LE) and condition.right.said in names
