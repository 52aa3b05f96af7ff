"""The signs by which right readings are told from wrong ones, as `ontology/trust.yaml` weighs them."""

from __future__ import annotations

from query.form import And, Condition, Link, Maybe, Not, Or, TextMatch
from query.parse.scored import Scored


def signs_of(scored: Scored, holds: bool, free: float) -> dict[str, float]:
    """What tells right readings from wrong ones: `holds` is whether this one finds anything, `free` what a reading
    costs that says nothing against it."""
    where = scored.form.where
    return {
        "cost": max(0.0, scored.cost - free),
        "words": float(holds and _has_words(where)),  # that no text has them is as sure as anything
        "beside": float(holds and _words_or_name(where)),
        "at once": float(scored.at_once),
        "unused": float(bool(scored.unused)),
        "nothing": float(not holds),
    }


def _inner(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case And(parts=parts) | Or(parts=parts):
            return parts
        case Not(part=part) | Maybe(part=part):
            return (part,)
    return ()


def _has_words(condition: Condition) -> bool:
    """Whether anything is looked for by words of its text."""
    return isinstance(condition, TextMatch) or any(map(_has_words, _inner(condition)))


def _words_or_name(condition: Condition) -> bool:
    """Whether something may be so by a link or by words of a text."""
    inner = _inner(condition)
    if isinstance(condition, Or) and any(map(_has_words, inner)) and any(isinstance(p, Link) for p in inner):
        return True
    return any(map(_words_or_name, inner))
