"""What of a question a proposed form leaves out: it is held to the same as a reading of the parser's own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from query.conditions import own_variables, singles
from query.form import Compare, Form, Link, Not, Op, TextMatch, Things, Value
from query.lexicon.words import tokens
from query.parse.chart import Piece
from query.proposals.shape import Proposal
from query.proposals.words import Question, RefusedError
from query.schema import DATES, XSD

WHOLE = 0.95  # a name surer than this is meant
EMPTY = ("small", "chatter", "ask", "lead", "pronoun", "join", "each", "about", "unit", "must", "decline")
"""Kinds of words that may go unused, or that shape a form in more ways than are told here."""


def left_out(question: Question, form: Form, proposal: Proposal) -> tuple[str, ...]:
    """The words of a question that change what is asked and that nothing in a form stands for, in order."""
    explained = _explained(question, form, proposal)
    return tuple(p.text for p in question.pieces() if not p.mark and not _stands(p, form, explained))


def _stands(piece: Piece, form: Form, explained: frozenset[str]) -> bool:
    """Whether a form stands for a piece of the question."""
    conditions = tuple(singles(form.where))
    if piece.time or piece.number:
        return _valued(piece, form) or _names(piece, conditions)
    sure = [m for m in piece.mentions if m.whole and m.score >= WHOLE]
    if sure and not piece.meanings:
        return _names(piece, conditions)
    if piece.of_kind("not"):
        return _denies(form)
    if piece.of_kind("extreme"):
        return form.order is not None or any(a.function in ("max", "min") for a in form.aggregates)
    if piece.of_kind(*EMPTY):
        return True
    words = {t.word for t in tokens(piece.text) if not t.is_mark}
    if words <= explained or _names(piece, conditions):
        return True
    terms = _terms(form)
    return any({m.cls, *m.props} & terms for m in piece.of_kind("noun", "relation", "attribute"))


def _names(piece: Piece, conditions: Iterable[object]) -> bool:
    """Whether one of the things that a piece may name is among those of a form."""
    meant = {iri for m in piece.mentions for iri in m.named.iris}
    meant |= {value for m in piece.of_kind("value") for _, value, _ in m.where}
    held = {i for c in conditions if isinstance(c, Link) and isinstance(c.object, Things) for i in c.object.iris}
    said = {c.object.label for c in conditions if isinstance(c, Link) and isinstance(c.object, Things)}
    return bool(meant & held) or (piece.time is not None and piece.time.said in said)


def _valued(piece: Piece, form: Form) -> bool:
    """Whether a form compares with the number or the date of a piece, or keeps so many."""
    values = [c.right for c in singles(form.where) if isinstance(c, Compare) and isinstance(c.right, Value)]
    dates = {v.lexical for v in values if v.datatype in DATES}
    if piece.time and {str(piece.time.first), str(piece.time.last)} & dates:
        return True
    if piece.number is None:
        return False
    numbers = {Decimal(v.lexical) for v in values if v.datatype == XSD + "decimal"}
    kept = form.order.limit if form.order else None
    return piece.number.value in numbers or piece.number.value == kept


def _denies(form: Form) -> bool:
    todo = [form.where]
    while todo:
        match todo.pop():
            case Not() | Compare(op=Op.NE):
                return True
            case condition:
                todo.extend(getattr(condition, "parts", ()))
    return False


def _terms(form: Form) -> frozenset[str]:
    """All classes and properties of a form."""
    found = {form.target.cls}
    for condition in singles(form.where):
        found |= {v.cls for v in own_variables(condition)}
        if isinstance(condition, Link):
            path = condition.prop if isinstance(condition.prop, tuple) else (condition.prop,)
            found |= {step.lstrip("^") for step in path}
    return frozenset(found - {""})


def _explained(question: Question, form: Form, proposal: Proposal) -> frozenset[str]:
    """The words that stand for a term of the form, as the proposal says, or that it looks for in texts.

    Raises RefusedError where it explains words that the question does not have, or by a term that the form has not.
    """
    terms = {question.context.schema.compact(t) for t in _terms(form)}
    words: set[str] = set()
    for wording in proposal.wordings:
        if not question.says(wording.said):
            raise RefusedError(f"the question does not say “{wording.said}”")
        if wording.means not in terms:
            raise RefusedError(f"it takes “{wording.said}” for {wording.means}, which it then does not use")
        words.update(t.word for t in tokens(wording.said))
    for condition in singles(form.where):
        if isinstance(condition, TextMatch):
            words.update(t.word for alternative in condition.alternatives for t in tokens(alternative))
    return frozenset(words)
