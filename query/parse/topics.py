"""Topics: words of a question that name no thing and no term, but that the texts speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from query.lexicon.words import folded, stem
from query.parse.chart import Piece
from query.parse.context import Context

LONGEST_GROUP = 5
LOOSELY = 0.75
DOUBTFUL = 0.7  # a name less sure than this gives way to what an acronym says


@dataclass(frozen=True, slots=True)
class Topic:
    """Words to be found in a text: each group must be there, in any of its wordings. `marked`: after "about" or so.

    `spoken` says whether the texts hold every group's words at all, `familiar` whether the lexicon knows it as a topic.
    """

    pieces: frozenset[int]
    groups: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    marked: bool
    spoken: bool
    familiar: bool = False


def topics(pieces: Sequence[Piece], context: Context, live: frozenset[int], taken: frozenset[int]) -> tuple[Topic, ...]:
    """The topics among the live pieces: runs of words that nothing else explains, and what follows "about"."""
    found: list[Topic] = []
    at = 0
    while at < len(pieces):
        spoken_end = _spoken_run(pieces, at, live, taken, context)
        if at not in live or at in taken or not (spoken_end or _opens(pieces[at], context)):
            at += 1
            continue
        end = spoken_end or at
        run = list(range(at, end))
        while end < len(pieces) and end in live and end not in taken and _continues(pieces, end, context):
            run.append(end)
            end += 1
        while run and _carries_nothing(pieces[run[-1]]):
            run.pop()
        words = tuple(w for i in run for w in _words(pieces[i]))
        known = tuple(map(stem, words)) in context.synonyms
        marked = _marked(pieces, at, live) or (known and bool(run) and _of_noun(pieces, run[-1], context, live))
        if not all(w.isdigit() for w in words):  # a bare number is no topic: "19s"
            groups, spoken = _groups(words, context, _hyphened(pieces[i] for i in run))
            if groups and (spoken or marked):
                # the word that opens the topic ("about") is accounted for with it
                before = {at - 1} if marked and pieces[at - 1].of_kind("about") else set()
                found.append(Topic(frozenset({*run, *before}), groups, words, marked, spoken))
        at = max(end, at + 1)
    return tuple(found)


def _spoken_run(pieces: Sequence[Piece], at: int, live: frozenset[int], taken: frozenset[int], context: Context) -> int:
    """Where a run of several pieces ends that the texts speak of as one thing, though a part names something: "young
    carers". 0 where there is none; it must hold a word that nothing else explains."""
    for end in range(min(at + LONGEST_GROUP, len(pieces)), at + 1, -1):
        run = pieces[at:end]
        if not all(i in live and i not in taken for i in range(at, end)) or any(not _wordy(p, context) for p in run):
            continue
        if (
            not (any(_opens(p, context) or _loosely_named(p) for p in run) or _headed(run, context, first=at == 0))
            or _carries_nothing(run[0])
            or _carries_nothing(run[-1])
        ):
            continue
        words = tuple(w for p in run for w in _words(p))
        if tuple(stem(w) for w in words) in context.synonyms or context.names.speak_of(words):
            return end
    return 0


def _headed(run: Sequence[Piece], context: Context, *, first: bool) -> bool:
    """Whether a run is what the texts call something by its kind: "Child Poverty Strategy", "Activity Fund".

    Its last word is a noun of what has names, though not of what is usually asked for; what is before it is a topic, or
    all of it is written in capitals (`first`: where the question begins, that says nothing).
    """
    nouns = [m for m in run[-1].of_kind("noun") if not m.weak and m.cls in context.settings.names]
    if not nouns or any(m.cls in context.settings.open for m in nouns) or any(p.of_kind("each") for p in run):
        return False
    about = [
        p
        for p in run[:-1]
        for m in p.mentions
        if any(context.schema.is_a(m.named.cls, c) for c in context.settings.about)
    ]
    capitals = not first and all(w[:1].isupper() for p in run for w in p.text.split())
    return bool(about) or capitals


def _loosely_named(piece: Piece) -> bool:
    """Whether a piece is only some words of a name."""
    return bool(piece.mentions) and not piece.meanings and all(m.score < LOOSELY for m in piece.mentions)


def _wordy(piece: Piece, context: Context) -> bool:
    """Whether a piece may be part of a phrase: words, not a code, a time, a mark or an authority."""
    if (
        piece.time
        or (piece.number and piece.number.money)
        or piece.mark
        or piece.of_kind("ask", "lead", "not", "each", "compare", "extreme")
    ):
        return False
    if any(m.where and not m.weak for m in piece.of_kind("noun")):
        return False  # words for some things of a kind ("approved") are no words of a text
    scope = {c for p in context.settings.scope for c in context.schema.range(p)}
    return not any(m.named.code or m.named.cls in scope for m in piece.mentions)


def named_topic(
    pieces: Sequence[Piece], i: int, context: Context, live: frozenset[int], *, loose: bool
) -> Topic | None:
    """A piece that names something, as a topic; None where nothing marks it as one and the name is sure."""
    known = familiar(pieces[i], context)
    synonym = tuple(map(stem, _words(pieces[i]))) in context.synonyms
    marked = (
        _marked(pieces, i, live)
        or (synonym and _of_noun(pieces, i, context, live))
        or _taken_up(pieces, i, live, context)
    )
    if not (marked or loose):
        return None
    words = _words(pieces[i])
    if len(words) == 1 and pieces[i].of_kind("chatter"):
        return None  # "Prevent" is a name, and in a text a word as any other
    groups, spoken = _groups(words, context, _hyphened([pieces[i]]))
    return Topic(frozenset({i}), groups, words, marked, spoken, known) if groups and (spoken or marked) else None


def familiar(piece: Piece, context: Context) -> bool:
    """Whether the lexicon knows a name's words together as a topic: "domestic abuse", though a partner is called so."""
    words = _words(piece)
    spelt_out = any(m.named.cls in context.settings.explains for m in piece.mentions)  # of an acronym, no topic
    return len(words) > 1 and not spelt_out and tuple(map(stem, words)) in context.synonyms


def _opens(piece: Piece, context: Context) -> bool:
    """Whether a piece is words of a text rather than a term: unknown, or a mere acronym."""
    if piece.meanings or piece.time or piece.number or piece.mark:
        return False
    explains = context.settings.explains
    return all(m.named.cls in explains or m.score < DOUBTFUL for m in piece.mentions) and (
        not piece.mentions or any(m.named.cls in explains for m in piece.mentions)
    )


def _continues(pieces: Sequence[Piece], i: int, context: Context) -> bool:
    piece = pieces[i]
    if piece.mark:
        return False
    if _opens(piece, context):
        return True
    # words that carry nothing are kept between two that do: "children in care"
    following = pieces[i + 1] if i + 1 < len(pieces) else None
    return _carries_nothing(piece) and following is not None and _opens(following, context)


def _carries_nothing(piece: Piece) -> bool:
    kinds = {m.kind for m in piece.meanings}
    return bool(kinds) and kinds <= {"small", "chatter", "about", "join", "pronoun"} and not piece.mentions


def _marked(pieces: Sequence[Piece], at: int, live: frozenset[int]) -> bool:
    for j in (at - 1, at - 2):
        if j < 0 or j not in live:
            return False
        if pieces[j].of_kind("about"):
            return True
        if not pieces[j].is_named("small"):
            return False
    return False


def _of_noun(pieces: Sequence[Piece], last: int, context: Context, live: frozenset[int]) -> bool:
    """Whether a noun for what is found by its text follows: "domestic abuse actions"."""
    after = pieces[last + 1] if last + 1 in live else None
    if last + 2 in live and any(m.named.code for m in pieces[last + 2].mentions):
        return False  # "the bullying actions SS 1.0 to SS 1.6" are those
    nouns = [m for m in after.of_kind("noun") if not m.weak] if after else []
    return any(context.schema.is_a(m.cls, cls) for m in nouns for cls in context.settings.topical)


def _taken_up(pieces: Sequence[Piece], i: int, live: frozenset[int], context: Context) -> bool:
    """Whether "on that" at the end of a question means what it begins with: "think family, who does what on that"."""
    first, *rest = sorted(live)
    if i != first or len(rest) < 2:
        return False
    about, that = (pieces[j] for j in rest[-2:])
    return bool(about.of_kind("about")) and that.text.lower() in context.grammar["taken up"]


def _words(piece: Piece) -> tuple[str, ...]:
    return folded(piece.text)


def _hyphened(pieces: Iterable[Piece]) -> Mapping[str, str]:
    """The words that fold into one without their hyphen or their possessive, as they are written: "elearning" is
    "e-learning", "children" may be "children's"."""
    written = [w.strip(",.;:?!()").lower() for p in pieces for w in p.text.split() if set(w) & set("-'’")]
    return {words[0]: w for w in written if len(words := folded(w)) == 1}


def _groups(
    words: tuple[str, ...], context: Context, hyphened: Mapping[str, str]
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Wordings for each part of a topic: known synonyms for the longest runs of words, otherwise the word itself."""
    words = tuple(map(context.spellings.whole, words))
    keys = tuple(stem(w) for w in words)
    if len(words) > 1 and keys not in context.synonyms and context.names.speak_of(words):
        return (_as_written(words, hyphened),), True
    groups: list[tuple[str, ...]] = []
    spoken = True
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_GROUP, len(words) - at), 0, -1):
            run = words[at : at + length]
            known = context.synonyms.get(tuple(stem(w) for w in run))
            if known:
                groups.append(tuple(dict.fromkeys((" ".join(run), *known))))
                spoken = spoken and any(context.names.speak_of(folded(k)) for k in (" ".join(run), *known))
                at += length
                break
        else:
            run = _phrase(words[at:], context)
            if len(run) > 1:
                groups.append(_as_written(run, hyphened))
                at += len(run)
                continue
            word = words[at]
            at += 1
            if stem(word) in context.small or len(word) < 2:
                continue
            texts = context.names.texts
            if stem(word) in texts:
                groups.append((word, hyphened[word]) if word in hyphened else (word,))
            else:
                mended = () if context.spellings.is_word(word) else context.spellings.near(word)
                near = [w for w, _ in mended if stem(w) in texts]
                groups.append((word, *near))
                spoken = spoken and bool(near)
    return tuple(groups), spoken


def _as_written(words: Sequence[str], hyphened: Mapping[str, str]) -> tuple[str, ...]:
    """Words as one wording, and as they are written where that is another."""
    return tuple(dict.fromkeys((" ".join(words), " ".join(hyphened.get(w, w) for w in words))))


def _phrase(words: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """The longest run of words, from the first, that stand side by side in some text."""
    if stem(words[0]) in context.small:
        return words[:1]
    for end in range(min(len(words), LONGEST_GROUP), 1, -1):
        if stem(words[end - 1]) not in context.small and context.names.speak_of(words[:end]):
            return words[:end]
    return words[:1]
