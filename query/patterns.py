"""Graph patterns: the WHERE part of a compiled form, line by line."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count

from query.conditions import bound_variables, conjuncts, distributed, own_variables
from query.form import (
    And,
    Compare,
    Condition,
    Extreme,
    Gap,
    InMonths,
    Is,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Overall,
    Spelt,
    TextMatch,
    Things,
    Value,
    Var,
)
from query.groups import NOT_EXISTS, denied, inside, matched
from query.schema import DATES, NUMBERS, RDF_TYPE, XSD, Schema

STRINGS = frozenset(("", XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"))
NEVER = "FILTER(false)"
WORD = re.compile(r"[^\W_]")
BETWEEN = "[^a-z0-9]"  # what parts words


@lru_cache(maxsize=1000)
def name_of(var: Var) -> str:
    """A variable as SPARQL writes it."""
    return "?" + re.sub(r"\W", "_", var.name)


def _distance(gap: Gap) -> str:
    return f"ABS({name_of(gap.one)} - {name_of(gap.other)})"


def quoted(text: str) -> str:
    """A string literal."""
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def word_pattern(alternatives: tuple[str, ...]) -> str:
    """A regular expression of whole words, any of the alternatives: hyphens are spaces, a last word may be plural.

    What is no word is said in ASCII: an engine that knows all letters of Unicode makes so much of "\\W" that a few
    alternatives are too large for it, and then nothing matches.

    >>> word_pattern(("domestic abuse",))
    '(^|[^a-z0-9])(domestic[^a-z0-9]+abuse([^a-z0-9]?s|es)?)([^a-z0-9]|$)'
    """
    choices = dict.fromkeys(_words(a) for a in alternatives if WORD.search(a))
    return f"(^|{BETWEEN})({'|'.join(choices)})({BETWEEN}|$)"


def _words(alternative: str) -> str:
    words = re.findall(r"\w+", re.sub(r"['’]", "", alternative.lower()))
    *start, last = words
    if last.endswith("ies") and len(last) > 4:
        last = f"{last[:-3]}(y|ies)"
    elif re.search(r"[^aeiou]y$", last) and len(last) > 3:
        last = f"{last[:-1]}(y|ies)"
    elif last.isalpha() and len(last) > 3:
        last = f"{last[:-1] if last.endswith('s') and not last.endswith('ss') else last}({BETWEEN}?s|es)?"
    # "childrens" is how a question writes "children's"
    said = [*(re.sub(r"(?<=\w\w\w)s$", f"{BETWEEN}?s", w) for w in start), last]
    # "multiagency" is how "multi-agency" and "multi agency" fold
    return f"{BETWEEN}+".join(re.sub(r"^(multi|anti)(?=[a-z]{3})", rf"\1{BETWEEN}?", w) for w in said)


class Patterns:
    """Compiles conditions to lines of a group graph pattern, each variable typed where it is first met."""

    def __init__(self, schema: Schema, *, certain: bool = False, fresh: str = "x") -> None:
        self.schema = schema
        self.certain = certain
        self._fresh = fresh
        self._numbers = count(1)
        self._prefixes: set[str] = set()
        self._numerals: set[Var] = set()  # variables of texts that are numbers as they are written

    def head(self) -> str:
        """The PREFIX lines of what has been compiled so far."""
        known = self.schema.prefixes
        return "".join(f"PREFIX {p}: <{known[p]}>\n" for p in sorted(self._prefixes))

    def body(self, where: Condition, target: Var, wanted: frozenset[Var]) -> list[str]:
        """The lines of a whole condition, the target first; variables in `wanted` have values in every match."""
        whole = distributed(where, wanted)
        if isinstance(whole, Or) and len(whole.parts) > 1:
            return self._union(whole, target)
        return self._group(whole, {target} if target.cls or target in bound_variables(whole) else set(), set(), target)

    def prop(self, prop: str | tuple[str, ...]) -> str:
        """A property or a path as SPARQL writes it."""
        if isinstance(prop, tuple):
            return "/".join(self.prop(p) for p in prop)
        inverse, bare = ("^", prop[1:]) if prop.startswith("^") else ("", prop)
        options = self.schema.certain(bare) if self.certain else (bare,)
        names = [self.iri(p) for p in options]
        return inverse + (names[0] if len(names) == 1 else f"({'|'.join(names)})")

    def iri(self, iri: str) -> str:
        """An IRI, short where a prefix is known."""
        if iri == RDF_TYPE:
            return "a"
        short = self.schema.compact(iri)
        if short != iri:
            self._prefixes.add(short.partition(":")[0])
            return short
        return f"<{iri}>"

    def literal(self, value: Value) -> str:
        """A literal value as SPARQL writes it; numbers that are numbers stand bare."""
        if value.lang:
            return f"{quoted(value.lexical)}@{value.lang}"
        if value.datatype in STRINGS:
            return quoted(value.lexical)
        if value.datatype in NUMBERS and re.fullmatch(r"[+-]?\d+(\.\d+)?", value.lexical):
            return value.lexical
        if value.datatype == XSD + "boolean" and value.lexical in ("true", "false"):
            return value.lexical
        return f"{quoted(value.lexical)}^^{self.iri(value.datatype)}"

    def number(self, var: Var) -> str:
        """A variable as a number where its values are, though the graph has them as texts."""
        if var not in self._numerals:
            return name_of(var)
        self._prefixes.add("xsd")
        return f"xsd:decimal({name_of(var)})"

    def _name(self, hint: str) -> str:
        return f"?{hint}_{self._fresh}{next(self._numbers)}"

    def _union(self, whole: Or, target: Var) -> list[str]:
        lines: list[str] = []
        for number, branch in enumerate(whole.parts):
            lines.append("{" if not number else "} UNION {")
            lines += [f"  {line}" for line in self._group(branch, {target}, set(), target)]
        return [*lines, "}"]

    def _group(self, condition: Condition, typed: set[Var], known: set[Var], target: Var | None = None) -> list[str]:
        """A group: types of variables not yet known, links, then what tests them. `known` grows with what it binds."""
        parts = conjuncts(condition)
        lines: list[str] = []
        needed = [v for part in parts if not isinstance(part, Not | Or | Maybe) for v in own_variables(part)]
        for var in dict.fromkeys([*([target] if target and target in typed else []), *needed]):
            if var not in known and var.cls and (var == target or not self._implied(var, parts)):
                lines.append(self._typed(var, var.cls))
        self._numerals |= {
            p.object for p in parts if isinstance(p, Link) and isinstance(p.object, Var) and self._numeral(p)
        }
        before = set(known)
        known |= set(needed) | typed
        tests: list[str] = []
        computed = [p for p in parts if isinstance(p, Gap) and self._computes(p, parts, before)]
        for part in parts:
            match part:
                case Gap():
                    if part not in computed:
                        tests.append(f"FILTER({name_of(part.var)} = {_distance(part)})")
                case InMonths(var=var, months=months, day=day):
                    on = f" && DAY({name_of(var)}) = {day}" if day else ""
                    tests.append(f"FILTER(MONTH({name_of(var)}) IN ({', '.join(map(str, months))}){on})")
                case Is(var=var, cls=cls):
                    if cls != var.cls:
                        lines.append(self._typed(var, cls))
                case Link():
                    lines += self._link(part)
                case Compare():
                    (lines if self._in_front(part) else tests).extend(self._compare(part))
                case TextMatch():
                    tests += self._text(part, parts)
                case Spelt(var=var, letters=letters, place=place):
                    call = {"start": "STRSTARTS", "end": "STRENDS"}.get(place, "CONTAINS")
                    tests.append(f"FILTER({call}(LCASE(STR({name_of(var)})), {quoted(letters.lower())}))")
                case Extreme():
                    lines += self._extreme(part)
                case Or():
                    tests += self._either(part, known)
                case Not(part=inner):
                    tests += denied(self._denying(inner, known), self._certainly(inner, known))
                case Maybe(part=inner):
                    lines += inside("OPTIONAL", self._group(inner, set(), known))
                case And():
                    raise AssertionError("conjunctions are flat here")
        made = {p.var for p in computed}
        loose = [v for v in needed if v not in before | made and not v.cls and not self._anchored(v, parts)]
        lines += [f"{name_of(v)} {name_of(v)}_p {name_of(v)}_o ." for v in dict.fromkeys(loose)]
        lines += [f"BIND({_distance(p)} AS {name_of(p.var)})" for p in computed]
        return [*lines, *tests] or [NEVER]

    def _computes(self, gap: Gap, parts: tuple[Condition, ...], before: set[Var]) -> bool:
        """Whether a distance gives its variable its value; where anything else does, it only tests it."""
        named = {name_of(v) for p in parts if p is not gap and not isinstance(p, Compare) for v in own_variables(p)}
        named |= {name_of(v) for v in (*before, gap.one, gap.other)}
        values = {name_of(p.left) for p in parts if isinstance(p, Compare) and self._gives_value(p)}
        return not gap.var.cls and name_of(gap.var) not in named | values

    def _anchored(self, var: Var, parts: tuple[Condition, ...]) -> bool:
        """Whether a link, an identity or a class gives a variable without class its values."""
        return any(
            (isinstance(p, Link) and var in own_variables(p))
            or (isinstance(p, Is | Extreme) and p.var == var)
            or (isinstance(p, Compare) and p.left == var and self._gives_value(p))
            or (isinstance(p, Or | Maybe) and var in bound_variables(p))
            for p in parts
        )

    def _implied(self, var: Var, parts: tuple[Condition, ...]) -> bool:
        """Whether a link of the group already makes the variable one of its class."""
        for part in parts:
            if isinstance(part, Link):
                path = part.prop if isinstance(part.prop, tuple) else (part.prop,)
                ends = ((part.subject, path[0], True), (part.object, path[-1], False))
                for end, step, first in ends:
                    forward = not step.startswith("^")
                    if end == var and self.schema.implies(step.lstrip("^"), var.cls, subject=first == forward):
                        return True
        return False

    def _typed(self, var: Var, cls: str) -> str:
        if self.schema.typing:
            up = f"/{self.iri(self.schema.under)}*" if self.schema.under else ""
            return f"{name_of(var)} {self.iri(self.schema.typing)}{up} {self.iri(cls)} ."
        if cls not in self.schema.full and len(self.schema.subclasses(cls)) > 1:
            self._prefixes.add("rdfs")
            return f"{name_of(var)} a/rdfs:subClassOf* {self.iri(cls)} ."
        return f"{name_of(var)} a {self.iri(cls)} ."

    def _link(self, link: Link) -> list[str]:
        subject, path = name_of(link.subject), self.prop(link.prop)
        path += f"/{self.prop(link.reach)}*" if link.reach else ""
        end = link.object
        match end:
            case Var():
                obj = name_of(end)
                lines = [f"{subject} {path} {obj} ."]
            case Things(iris=(only,), label=label):
                obj = self.iri(only)
                lines = [f"{subject} {path} {obj} .  # {' '.join(label.split())}"]
            case Things(iris=several, label=label):
                if not several:
                    return [NEVER]
                obj = self._name("any")
                listed = " ".join(self.iri(i) for i in several)
                lines = [f"VALUES {obj} {{ {listed} }}  # {' '.join(label.split())}", f"{subject} {path} {obj} ."]
            case Value(datatype=datatype) if datatype in NUMBERS | DATES:
                obj = self._name("value")
                lines = [f"{subject} {path} {obj} .", f"FILTER({obj} = {self.literal(end)})"]
            case Value():
                obj = self.literal(end)
                lines = [f"{subject} {path} {obj} ."]
        if link.pick:
            other = self._name("other")
            compare = ">" if link.pick == "max" else "<"
            lines.append(f"FILTER NOT EXISTS {{ {subject} {path} {other} . FILTER({other} {compare} {obj}) }}")
        return lines

    def _gives_value(self, compare: Compare) -> bool:
        return compare.op is Op.EQ and isinstance(compare.right, Things)

    def _denying(self, inner: Condition, known: set[Var]) -> str:
        """How to deny, where what is denied stands on its own: over a strange graph once for all rows, and what any
        number of steps leads to as well. Row by row an engine would walk them from everywhere, which takes minutes.
        """
        parts = conjuncts(inner)
        links = [c for c in parts if isinstance(c, Link)]
        bound = {v for c in links for v in own_variables(c)}
        alone = bool(bound & known) and bound >= set(own_variables(inner))
        far = any(c.reach and isinstance(c.object, Var) and not {c.subject, c.object} <= known for c in links)
        strange = not self.schema.printed and all(isinstance(c, Link | Compare | Spelt) for c in parts)
        return "MINUS" if alone and (far or strange) else NOT_EXISTS

    def _in_front(self, compare: Compare) -> bool:
        return self._gives_value(compare) or isinstance(compare.right, Overall)

    def _numeral(self, link: Link) -> bool:
        if not isinstance(link.object, Var) or link.object.cls:
            return False
        info = self.schema.properties.get(link.prop[-1] if isinstance(link.prop, tuple) else link.prop)
        return bool(info and info.numeric)

    def _compare(self, compare: Compare) -> list[str]:
        left = name_of(compare.left)
        match compare.right:
            case Things(iris=iris, label=label):
                listed = [self.iri(i) for i in iris]
                note = f"  # {' '.join(label.split())}"
                if compare.op is Op.EQ:
                    return [f"VALUES {left} {{ {' '.join(listed)} }}{note}"]
                return [f"FILTER({left} NOT IN ({', '.join(listed)})){note}"]
            case Var() as other:
                return [f"FILTER({self.number(compare.left)} {compare.op.value} {self.number(other)})"]
            case Overall(function=function, cls=cls, prop=prop):
                thing, value, whole = self._name("any"), Var(self._name("each")[1:]), self._name("overall")
                self._numerals |= {value} if compare.left in self._numerals else set()
                made = f"{function.upper()}({self.number(value)}) AS {whole}"
                body = f"{self._typed(Var(thing[1:]), cls)} {thing} {self.prop(prop)} {name_of(value)}"
                return [
                    f"{{ SELECT ({made}) WHERE {{ {body} }} }}",
                    f"FILTER({self.number(compare.left)} {compare.op.value} {whole})",
                ]
            case Value(datatype=datatype) as value if datatype in STRINGS and not value.lang:
                return [f"FILTER(STR({left}) {compare.op.value} {quoted(value.lexical)})"]
            case value:
                tested = self.number(compare.left) if value.datatype in NUMBERS else left
                return [f"FILTER({tested} {compare.op.value} {self.literal(value)})"]

    def _text(self, match: TextMatch, parts: tuple[Condition, ...]) -> list[str]:
        if not any(WORD.search(a) for a in match.alternatives):
            return [NEVER]
        pattern = quoted(word_pattern(match.alternatives))
        if not match.var.cls and self._is_literal(match.var, parts):
            return [f'FILTER(REGEX(STR({name_of(match.var)}), {pattern}, "i"))']
        text = self._name("text")
        props = "|".join(self.iri(p) for p in self.schema.text_properties(match.var.cls))
        return [
            "FILTER EXISTS {",
            f"  {name_of(match.var)} {props} {text} .",
            f'  FILTER(REGEX(STR({text}), {pattern}, "i"))',
            "}",
        ]

    def _is_literal(self, var: Var, parts: tuple[Condition, ...]) -> bool:
        for part in parts:
            if isinstance(part, Link) and part.object == var:
                last = part.prop[-1] if isinstance(part.prop, tuple) else part.prop
                info = self.schema.properties.get(last)
                return info is None or info.literal
        return False

    def _extreme(self, extreme: Extreme) -> list[str]:
        var, best, other, more = name_of(extreme.var), self._name("best"), self._name("other"), self._name("more")
        by = self.prop(extreme.by)
        shared = [(self.prop(prop), self._name("same")) for prop in extreme.within]
        compare = ">" if extreme.greatest else "<"
        others = [self._typed(Var(other[1:]), extreme.var.cls)] if extreme.var.cls else []
        if not shared:  # of all there are: found once, where for each one to look at every other takes their square
            most = "MAX" if extreme.greatest else "MIN"
            found = [*others, f"{other} {by} {more} ."]
            limit = self._name("limit")
            return [
                f"{{ SELECT ({most}({more}) AS {limit}) WHERE {{",
                *(f"  {line}" for line in found),
                "} }",
                f"{var} {by} {best} .",
                f"FILTER({best} = {limit})",
            ]
        others += [f"{other} {prop} {value} ." for prop, value in shared]
        others += [f"{other} {by} {more} .", f"FILTER({more} {compare} {best})"]
        return [
            f"{var} {by} {best} .",
            *(f"{var} {prop} {value} ." for prop, value in shared),
            *inside(NOT_EXISTS, others),
        ]

    def _either(self, either: Or, known: set[Var]) -> list[str]:
        """Alternatives as tests of what is already bound."""
        tests = []
        for part in either.parts:
            group = self._group(part, set(), set(known))
            tests.append(matched(group))
        if not tests:
            return [NEVER]
        return ("FILTER(" + " || ".join(tests) + ")").split("\n")

    def _certainly(self, inner: Condition, known: set[Var]) -> list[str]:
        """The lines of what must not hold; a guess never makes it hold."""
        outer, self.certain = self.certain, True
        lines = self._group(inner, set(), set(known))
        self.certain = outer
        return lines
