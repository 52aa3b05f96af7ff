"""When not to answer: questions that are not for these plans, and codes of things that are not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from query.lexicon.index import Spelling
from query.lexicon.words import folded, stem
from query.linking.link import Mention
from query.parse.chart import Chart, Piece
from query.parse.clauses import ENDS, Part, parts
from query.parse.context import Context

LONGEST_UNKNOWN = 3
LONGEST_CODE = 4
SHORTEST_NAME = 4  # letters of a word that names what is not held, for all that is known
PART = 0.6  # how sure a mention at most is that is only a part of a name


def refusal(cut: Chart, context: Context) -> str:
    """Why a question is not one for this graph, or ""."""
    division = cut.divisions[0]
    asked = parts(division, context)[-1]
    outside = _outside(cut, context, asked.start if _introduces(division.pieces, asked) else 0)
    if outside:
        return f"Nothing of {outside} is held."
    if asked.live and division.pieces[asked.live[0]].is_named("decline", "opening"):
        return "That asks for an opinion; the plans say only what is printed."
    idle = not any(division.pieces[i].of_kind("ask", "lead", "noun", "relation") for i in asked.live)
    for i in (*(i for i in range(asked.start) if idle), *asked.live):  # "whose plan is better, Northam or Eastvale"
        piece = division.pieces[i]
        if piece.of_kind("decline") and not piece.is_named("decline", "opening") and not _a_thing(piece, context):
            kind = piece.of_kind("decline")[0].name
            if kind == "opinion":
                return "That asks for an opinion; the plans say only what is printed."
            return f"That is not a question for these plans ({piece.text})."
    return ""


def _a_thing(piece: Piece, context: Context) -> bool:
    """Whether a piece names something; an acronym does only in capitals ("best" is no BEST)."""
    explains = context.settings.explains
    return any(m.named.cls not in explains or piece.text.isupper() for m in piece.mentions)


def _introduces(pieces: Sequence[Piece], asked: Part) -> bool:
    """Whether the sentence before a question only says who asks: "Morning, head of a school in Redwick here. Who …"."""
    if not asked.start or pieces[asked.start - 1].text.strip() not in ENDS:
        return False
    before = [p for p in pieces[: asked.start] if not p.mark]
    speaks = any(p.is_named("small", "speaker") or p.is_named("chatter", "polite") for p in before)
    points = any(p.of_kind("pronoun") or p.is_named("small", "there") for p in (pieces[i] for i in asked.live))
    return speaks and not points and any(p.mentions for p in (pieces[i] for i in asked.live))


def _outside(cut: Chart, context: Context, start: int) -> str:
    """The name of a known body that nothing held is of, where the question plainly names it, from a piece on."""
    scope = {c for p in context.settings.scope for c in context.schema.range(p)}
    for piece in cut.divisions[0].pieces[start:]:
        sure = [m for m in piece.mentions if m.whole]
        named = [m for m in sure if m.named.cls in scope]
        if not named or any(m.named.held for m in named) or len(named) < len(sure):
            continue
        shown = len(piece.at) > 1 or cut.tokens[piece.start].text[:1].isupper()
        common = all(t.word in context.names.texts for t in cut.tokens[piece.start : piece.end])
        if shown or not (piece.meanings or common):
            return named[0].named.label
    return ""


def absent(cut: Chart, context: Context) -> str:
    """Which code the question names that no thing has, or ""."""
    words = [t.word for t in cut.tokens]
    text = " ".join(words)
    for shape, cls in context.settings.codes:
        for match in re.finditer(rf"\b(?:{shape})\b(?!\.\d)", text):
            start = text[: match.start()].count(" ")
            length = match.group().count(" ") + 1
            wanted = tuple(words[start : start + length])
            if not _has(wanted, cls, context) and not _has(wanted[:2], cls, context):
                return f"There is no {context.schema.class_label(cls)} {match.group().upper()}."
    return ""


def _has_owner(piece: Piece, context: Context) -> bool:
    """Whether a piece is a relation to somebody."""
    return any(
        context.schema.range(p) & set(context.settings.who[:1]) for m in piece.of_kind("relation") for p in m.props
    )


def partly(pieces: Sequence[Piece], unknown: Sequence[int]) -> int:
    """The piece beside some unknown words that is only part of what things are named: "Smith" of Andy Smith; or -1."""
    for i in (unknown[-1] + 1, unknown[0] - 1) if unknown else ():
        piece = pieces[i] if 0 <= i < len(pieces) else None
        if piece and piece.mentions and not piece.meanings and all(_is_part(piece.text, m) for m in piece.mentions):
            return i
    return -1


def _is_part(text: str, mention: Mention) -> bool:
    name = folded(mention.named.label)
    return mention.score < PART or (len(name) <= LONGEST_UNKNOWN and set(folded(text)) < set(name))


def stranger(cut: Chart, context: Context) -> str:
    """Whom the question names by words that are parts of several people's names and of nobody's together, or ""."""
    pieces = cut.divisions[0].pieces
    for one, other in pairwise(pieces):
        names = [{iri for m in p.mentions for iri in m.named.iris} for p in (one, other)]
        people = all(
            p.mentions and not p.meanings and all(m.score < PART and _owns(m, context) for m in p.mentions)
            for p in (one, other)
        )
        if people and not names[0] & names[1]:
            held = tuple(dict.fromkeys(m.named.label for p in (one, other) for m in p.mentions))
            return f"Nothing held is called {one.text} {other.text}; held are {_listed(held)}."
    return ""


def _owns(mention: Mention, context: Context) -> bool:
    return any(context.schema.is_a(mention.named.cls, cls) for cls in context.settings.who[:1])


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _has(words: tuple[str, ...], cls: str, context: Context) -> bool:
    spelled = [(Spelling(w),) for w in words]
    return any(
        f.end - f.start == len(words) and context.schema.is_a(f.value.cls, cls)
        for f in context.names.phrases.find(spelled)
    )


def _passes(piece: Piece, context: Context) -> bool:
    """Whether what a name belongs to may stand after a piece: "the Army is a partner"."""
    return piece.is_named("chatter") or piece.text.lower() in context.grammar["article"]


def nobody(pieces: Sequence[Piece], part: Part, unknown: tuple[int, ...], context: Context) -> str:
    """What a question names that nothing held is named: words that no text and no lexicon has, where a name belongs.

    That is beside a relation, or before a possessive, or before a number that makes a reference of them; or a word that
    is no English one, or a part of somebody's name, where nothing else is named. "" where the unknown words may be
    anything: "who clobbered the target" names nobody.
    """
    if not unknown or unknown[-1] - unknown[0] >= len(unknown) + 1 or len(unknown) > LONGEST_UNKNOWN:
        return ""
    words = [pieces[i].text for i in unknown]
    if any(stem(w) in context.names.texts for word in words for w in folded(word)):
        return ""
    before = next((pieces[i] for i in reversed(part.live) if i < unknown[0] and not pieces[i].is_named("small")), None)
    after = next((pieces[i] for i in part.live if i > unknown[-1] and not _passes(pieces[i], context)), None)
    related = any(p is not None and bool(p.props) for p in (before, after))
    possessive = words[-1].lower().endswith(("'s", "’s"))
    leads = after is not None and _has_owner(after, context)  # "what is Fred responsible for"
    at = partly(pieces, unknown)
    scope = {c for p in context.settings.scope for c in context.schema.range(p)}
    others = [pieces[i] for i in part.live if i not in (*unknown, at)]
    named = any(p.of_kind("value") or any(m.named.cls not in scope for m in p.mentions) for p in others)
    verb = before is not None and before.is_named("ask", "who") and not related
    if (named and not (related or possessive)) or verb:
        return ""
    if at >= 0:
        name = " ".join(pieces[i].text for i in sorted((*unknown, at)))
        if any(m.named.cls not in context.settings.who for m in pieces[at].mentions):
            return ""  # "GCSEs inc maths" may well be what is held, typed short
        held = tuple(dict.fromkeys(m.named.label for m in pieces[at].mentions))
        return f"Nothing held is called {name}; held are {_listed(held)}."
    plain = [w for word in words for w in folded(word)]
    if all(w.isalpha() and len(w) >= SHORTEST_NAME and not context.spellings.is_word(w) for w in plain):
        return f"Nothing held is called {' '.join(words)}."
    numbered = after is not None and after.number is not None and len(unknown) == 1 and len(words[0]) <= LONGEST_CODE
    written = unknown[0] > 0 and all(word[:1].isupper() for word in words)  # "is the Army a partner in …"
    if not (numbered or leads or ((related or possessive) and (written or len(unknown) > 1))):
        return ""
    name = " ".join(words) + (f" {after.text}" if numbered and after else "")
    return f"Nothing held is called {name}."
