"""Printed comparisons of two values read back: "whether the value of … is more than the value of …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from query.form import Compare, Condition, Form, Link, Op, Task, Var
from query.lexicon.entries import XSD
from query.parse.judging import judged
from query.parse.restrictions import Restrictions, also
from query.phrases import say_comparison


class Comparisons(Restrictions):
    """Reads sentences that compare two values, and what such sentences are said of."""

    def compared(self, at: int = len("whether the "), target: Var | None = None) -> Iterator[Form]:
        """ "Whether the value of observations of Northam is more than the value of observations of Eastvale"; or what
        that is of which it is so, `target`."""
        told = self.context.settings.gap
        hows: list[tuple[str, Op | None]] = [(say_comparison(op, XSD + "decimal"), op) for op in Op]
        hows += [("better than", None), ("worse than", None)] if told and told.better else []
        for start, near, number, conditions in self._value_of(at):
            for how, op in hows:
                said = f" is {how} the "
                for stop, far, other, more in (
                    self._value_of(start + len(said)) if self.text.startswith(said, start) else ()
                ):
                    for end, same in self._in_common(stop, near, far, (*conditions, *more)):
                        if end != len(self.text):
                            continue
                        asked, parts = target or near, same
                        if target:
                            props = self.leading(near.cls, target.cls)[:1]
                            parts = (*same, *(Link(e, p, target) for p in props for e in (near, far)))
                        if op is not None:
                            parts = (*parts, Compare(number, op, other))
                        elif told:
                            ends, numbers = (near, far), (number, other)
                            parts = judged(parts, ends, numbers, told, self.schema, worse=how == "worse than")
                        yield Form(Task.LIST if target else Task.YES_NO, asked, also(parts))

    def _value_of(self, at: int) -> Iterator[tuple[int, Var, Var, tuple[Condition, ...]]]:
        """Where "value of observations of Northam" ends, with what has the value, the value, and what is said."""
        for noun, props in self.singular_values():
            if not self.text.startswith(f"{noun} of ", at):
                continue
            for stop, holder, conditions in self.phrase(at + len(noun) + len(" of ")):
                for prop in (p for p in props if p in self.schema.properties_of(holder.cls)):
                    value = self.literal(prop)
                    yield stop, holder, value, (*conditions, Link(holder, prop, value))

    def _in_common(
        self, at: int, near: Var, far: Var, said: tuple[Condition, ...]
    ) -> Iterator[tuple[int, tuple[Condition, ...]]]:
        """What two things have in common: " with the same indicator, authority and period"."""
        head = " with the same "
        if not self.text.startswith(head, at):
            yield at, said
            return
        nouns = self.text[at + len(head) :].replace(" and ", ", ").split(", ")
        conditions = said
        for noun in nouns:
            link = next(
                (c for c in said if isinstance(c, Link) and c.subject == near and self._leads_to(c, noun)), None
            )
            if link is not None:
                conditions = (*conditions, replace(link, subject=far))
                continue
            props = [p for p in self.leading(near.cls) if self._leads_to(Link(near, p, near), noun)]
            if not props:
                return
            var = self.variable(min(self.schema.range(props[0])))
            conditions = (*conditions, Link(near, props[0], var), Link(far, props[0], var))
        yield len(self.text), conditions

    def _leads_to(self, link: Link, noun: str) -> bool:
        """Whether a link by one property leads to what is called so."""
        if not isinstance(link.prop, str) or link.prop.startswith("^"):
            return False
        ends = sorted(self.schema.range(link.prop))
        called = self.schema.class_label(ends[0]) if len(ends) == 1 else self.value_noun(link.prop)
        return called == noun
