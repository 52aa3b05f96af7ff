"""From pieces to needs: what each piece of a question asks a reading to account for."""

from __future__ import annotations

from collections.abc import Sequence

from query.lexicon.index import Spelling
from query.lexicon.words import folded
from query.linking.times import Time
from query.parse.auxiliaries import AUXILIARIES
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.gather import Gatherer
from query.parse.needs import (
    DateNeed,
    Need,
    Needs,
    NounNeed,
    Option,
    RelationNeed,
    TextNeed,
    ThingNeed,
    ValueNeed,
)
from query.parse.numbered import Numbered
from query.parse.options import options_of
from query.parse.periods import matching_periods
from query.parse.remarks import remarks
from query.parse.spans import section, spanned
from query.parse.topics import familiar, named_topic, topics

LOOSE = 0.9  # a name less sure than this may as well be words of a text
NEAR = 3  # pieces over which a "no" or a comparison reaches what it is about


class Collector(Numbered):
    """Turns pieces into needs; `taken` are pieces that the target already accounts for."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        context: Context,
        live: frozenset[int],
        *,
        either: bool = False,
        anywhere: bool = False,
    ) -> None:
        """`either`: names joined by a mere "and" are met by any of them; `anywhere`: two councils are, though "both" is
        said."""
        self.anywhere = anywhere
        self.pieces = pieces
        self.context = context
        self.either = either
        self.live = live  # numbers of the pieces that count
        self.scope_classes = {c for p in context.settings.scope for c in context.schema.range(p)}
        self._collected: dict[tuple[frozenset[int], bool], Needs] = {}

    def collect(self, taken: frozenset[int], *, defining: bool = False) -> Needs:
        """The needs of the live pieces that are not taken; an acronym is a thing only where it is to be defined."""
        key = (taken & self.live, defining)
        if key not in self._collected:  # most targets take the same few pieces
            self._collected[key] = self._collect(taken, defining=defining)
        return self._collected[key]

    def _collect(self, taken: frozenset[int], *, defining: bool) -> Needs:
        needs = Needs()
        live = sorted(self.live - taken)
        found = [section(self.pieces, i, self.context) for i in live]
        sections = [n for n in found if n is not None and n.pieces <= self.live]
        needs.needs += sections
        covered: set[int] = set(taken).union(*(n.pieces for n in sections))
        covered |= remarks(self.pieces, self.live, frozenset(self.context.grammar["definite"]))
        found_topics = () if defining else topics(self.pieces, self.context, self.live, frozenset(covered))
        for topic in found_topics:
            covered |= topic.pieces
            needs.needs.append(
                TextNeed(
                    topic.pieces,
                    topic,
                    self._negated(min(topic.pieces)),
                    max(len(topic.groups), 0.6 * len(topic.words)),
                )
            )
        relations: set[str] = set()
        for i in sorted(self.live):
            piece = self.pieces[i]
            if piece.props:
                relations |= piece.props
                needs.relations[i] = piece.props
            if i in covered:
                continue
            need = self._need(i, piece, defining=defining)
            if isinstance(need, RelationNeed) and need.pieces & covered:
                continue  # "does Eastvale not mention": the "not" is Eastvale's
            if need is not None:
                needs.needs.append(need)
                covered |= need.pieces
            elif (not piece.known and not piece.mark) or self._lost(i, piece):
                needs.unknown.append(i)
        needs.props = frozenset(relations)
        spans = spanned(needs.needs, self.pieces, self.context)
        gatherer = Gatherer(self.pieces, self.live, either=self.either, anywhere=self.anywhere)
        needs.needs = gatherer.gathered(spans)
        return needs

    def _need(self, i: int, piece: Piece, *, defining: bool) -> Need | None:
        if piece.time:
            return self._date(i, piece.time)
        after = self._denied_after(i)
        nots = self._nots(i)
        if piece.mentions and any(self.pieces[j].is_named("not", "lack") for j in nots):
            nots = ()  # "missing school" is without nothing that is called so
        freed = nots if nots and (self._of_theirs(i) or self._alone(i)) else ()  # "without ESF, which have no funding"
        negated = bool(nots or after) and not freed
        if piece.mentions and (defining or not self._merely_spelt(piece)):
            options = self._meant(options_of(piece, self.context.codes), defining=defining)
            if options[0].cls in self.scope_classes and options[0].score >= LOOSE:
                options = tuple(o for o in options if o.score >= LOOSE)  # "Eastvale" is no part of "Eastvale plan"
            scope = all(o.cls in self.scope_classes for o in options)
            # a name that is also a common word may be left to its other meaning
            skip = 3.0 if any(o.code for o in options) else 2.5 * options[0].score
            if all(self.context.schema.is_a(o.cls, c) for o in options for c in self.context.settings.explains):
                skip = 0.3 if len(folded(piece.text)) == 1 else skip  # spelt out it is no mere word
            elif piece.meanings:
                skip = max(0.5 * skip, 0.6)
            else:
                skip = max(skip, 1.2)
            topic = None
            if not scope and not any(o.code for o in options):
                topic = named_topic(
                    self.pieces,
                    i,
                    self.context,
                    self.live,
                    loose=options[0].score < LOOSE or familiar(piece, self.context) or any(map(self._topical, options)),
                )
            alone = () if negated else self._only(i, scope)
            pieces = frozenset({i, *alone, *after, *freed, *(self._together_with(i) if negated else ())})
            return ThingNeed(pieces, options, scope, negated, skip=skip, only=bool(alone), topic=topic)
        if piece.number:
            return self._number(i, piece.number)
        values = piece.of_kind("value")
        nouns = piece.of_kind("noun")
        every = self._every(i, piece)
        if every is not None and not negated:
            return every
        if values:
            return ValueNeed(frozenset({i}), values, negated)
        if nouns:
            weak = all(m.weak for m in nouns)
            if piece.is_named("not", "nobody"):
                related = any(self.pieces[j].props for j in range(i + 1, min(i + 1 + NEAR, len(self.pieces))))
                return None if related else NounNeed(frozenset({i}), nouns, True, 4.0)
            if (weak and not negated) or piece.is_named("ask", "how"):
                return None
            if weak and any(self.pieces[j].props for j in range(max(self._nots(i)), i)):
                return None  # "not funded by anyone" denies the relation, and of nobody in particular
            return NounNeed(frozenset({i}), nouns, negated, 0.0 if weak else 1.0, piece.props)
        if self._nots(i, nouns_stop=True) and piece.props and not self._argument_after(i):
            return RelationNeed(frozenset({i, *self._nots(i)}), piece.props)
        return None

    def _together_with(self, i: int) -> tuple[int, ...]:
        """The "shared with" between a "no" and a name."""
        after = range(max(self._nots(i), default=i) + 1, i)
        return tuple(j for j in after if any(m.of == "several" for m in self.pieces[j].of_kind("join")))

    def _of_theirs(self, i: int) -> bool:
        """Whether somebody is named only to say whose: "who else besides Ann is on her actions"."""
        later = [j for j in sorted(self.live) if j > i]
        whose = any(self.pieces[j].is_named("pronoun", "whose") for j in later)
        others = any(self.pieces[j].is_named("must", "else") for j in self.live if j < i)
        return whose and others and self._somebody(self.pieces[i])

    def _meant(self, options: tuple[Option, ...], *, defining: bool) -> tuple[Option, ...]:
        """What a name may mean: a word about words only where there is nothing else, or a definition is asked for."""
        explains = self.context.settings.explains
        things = tuple(o for o in options if not any(self.context.schema.is_a(o.cls, c) for c in explains))
        return options if defining or not things else things

    def _merely_spelt(self, piece: Piece) -> bool:
        """Whether a piece that names a class is besides nothing but what some acronym is spelt out as."""
        explains, schema = self.context.settings.explains, self.context.schema
        spelt = all(any(schema.is_a(m.named.cls, c) for c in explains) for m in piece.mentions)
        # a bare "NI" is no more than that
        telling = len(folded(piece.text)) > 1 or any(m.where for m in piece.of_kind("noun"))
        return spelt and telling and bool(piece.of_kind("noun"))

    def _argument_after(self, i: int) -> bool:
        """Whether a relation's argument (a name or a noun) follows it, so that a "no" denies that instead."""
        for j in range(i + 1, min(i + 1 + NEAR, len(self.pieces))):
            piece = self.pieces[j]
            if j not in self.live:
                continue
            if piece.mentions and not all(m.named.cls in self.scope_classes for m in piece.mentions):
                return True
            if any(not m.weak for m in piece.of_kind("noun")) or piece.time:
                return True
            if piece.is_named("lead") or piece.is_named("join") or piece.mark:
                return False
        return False

    def _nots(self, i: int, *, nouns_stop: bool = False) -> tuple[int, ...]:
        """The "no" before a piece, over words that carry nothing and over a relation."""
        for j in range(i - 1, max(i - 2 - NEAR, -1), -1):
            if j not in self.live:
                continue
            piece = self.pieces[j]
            if any(m.of == "several" for m in piece.of_kind("join")):
                continue  # "minus the ones she shares with Ann" are those that are not Ann's
            if piece.of_kind("not"):
                # "what hasn't Northam done" denies what is done, not that it is Northam
                verb = j == i - 1 and piece.text.lower().replace("'", "").split()[0] in AUXILIARIES
                return () if verb and self._is_scope(self.pieces[i]) else (j,)
            if self._is_scope(self.pieces[i]) and not self._leads_to_scope(j, i):
                return ()
            asks = piece.of_kind("ask") and not piece.props  # "not linked to a strategy" asks for no link
            if piece.mentions or piece.time or piece.number or piece.mark or asks or piece.of_kind("join", "value"):
                return ()
            if any(not m.weak for m in piece.of_kind("noun")) and (nouns_stop or not piece.props):
                return ()
        return ()

    def _topical(self, option: Option) -> bool:
        """Whether what some words name may be a topic as well: "teenage pregnancy actions"."""
        return any(self.context.schema.is_a(option.cls, cls) for cls in self.context.settings.about)

    def _denied_after(self, i: int) -> tuple[int, ...]:
        """The "no" that ends a question after a name: "that Northam has but Eastvale doesn't"; and the one between
        somebody and what he is not: "where Ann is not the lead"."""
        after = [j for j in sorted(self.live) if j > i]
        if after and self.pieces[after[0]].of_kind("not") and self._somebody(self.pieces[i]):
            told = next((j for j in after[1:] if not self.pieces[j].is_named("small")), -1)
            owns = told > 0 and bool(self.pieces[told].of_kind("noun")) and bool(self.pieces[told].props)
            return (after[0], told) if owns else ()
        places = [m for m in self.pieces[i].mentions if m.named.cls in self.scope_classes and m.score >= LOOSE]
        if not after or not places or not self.pieces[after[0]].of_kind("not"):
            return ()
        verb = _is_auxiliary(self.pieces[after[0]])
        rest = [self.pieces[j] for j in after[1:]]
        if i - 1 in self.live and _is_auxiliary(self.pieces[i - 1]):  # "does Eastvale not mention"
            idle = all(p.of_kind("small", "chatter", "relation") and not p.of_kind("noun") for p in rest)
            return (after[0],) if rest and idle else ()
        return (after[0],) if verb and all(p.of_kind("small", "chatter", "pronoun") for p in rest) else ()

    def _only(self, i: int, scope: bool) -> tuple[int, ...]:
        """The "only" before or right after a name, or the "on her own" after one: of that and of no other."""
        if i + 1 in self.live and self.pieces[i + 1].says_only:
            return (i + 1,)
        for j in range(i - 1, max(i - 2 - NEAR, -1), -1):
            piece = self.pieces[j]
            if j not in self.live or piece.mark:
                break
            if piece.says_only:
                return (j,)
            between = self._leads_to_scope(j, i) if scope else bool(piece.of_kind("relation"))
            if not (piece.is_named("small") or between):
                break
        return () if scope else self._alone(i)

    def _alone(self, i: int) -> tuple[int, ...]:
        """The "on her own" said of somebody named before, where it is the last who is: "what does Ann lead alone"."""
        after = [j for j in sorted(self.live) if j > i]
        at = next((j for j in after if self.pieces[j].is_named("must", "alone")), -1)
        if at < 0 or not self._somebody(self.pieces[i]):
            return ()
        return () if any(self._somebody(self.pieces[j]) for j in after if j < at) else (at,)

    def _somebody(self, piece: Piece) -> bool:
        """Whether a piece names who may own something, or what may pay for it."""
        who = (*self.context.settings.who[:1], *self.context.settings.where_asked)
        return any(self.context.schema.is_a(m.named.cls, cls) for m in piece.mentions for cls in who)

    def _is_scope(self, piece: Piece) -> bool:
        """Whether a piece names nothing but what narrows the whole question."""
        return bool(piece.mentions) and all(m.named.cls in self.scope_classes for m in piece.mentions)

    def _leads_to_scope(self, j: int, i: int) -> bool:
        """Whether a piece between a "no" and an authority hands it on: "not mentioned in Northam", not "no cost in"."""
        piece = self.pieces[j]
        if piece.of_kind("attribute", "value") or any(not m.weak for m in piece.of_kind("noun")):
            return False
        if piece.of_kind("relation"):
            last = folded(piece.text)[-1:]
            found = self.context.phrases.find([(Spelling(w),) for w in last])
            return any(f.value.kind in ("small", "about", "compare") for f in found)
        return piece.known and (piece.is_named("small") or piece.is_named("chatter") or bool(piece.of_kind("noun")))

    def _negated(self, i: int) -> bool:
        return bool(self._nots(i))

    def _compare_before(self, i: int, of: str) -> tuple[str, tuple[int, ...]]:
        """The comparison said just after ("or earlier") or just before a time or a number."""
        wanted = ("date",) if of == "date" else ("",)
        if i + 1 in self.live:
            after = self.pieces[i + 1]
            fitting = [m for m in after.of_kind("compare") if m.of in wanted]
            if fitting and after.text.lower().startswith(("or ", "onward")):
                return fitting[0].op, (i + 1,)
        within: tuple[str, tuple[int, ...]] = ("", ())
        for j in (i - 1, i - 2, i - 3):
            if j not in self.live:
                break
            piece = self.pieces[j]
            fitting = [m for m in piece.of_kind("compare") if m.of in wanted]
            if of == "date" and not fitting:
                fitting = [m for m in piece.of_kind("compare") if m.op == "between"]
            ending = self._ends_in_comparison(piece, of)
            if fitting and (fitting[0].op != "=" or not within[0]):
                if fitting[0].op != "=":
                    return fitting[0].op, (*within[1], j)
                within = ("=", (j,))  # "by the end of" may be said in two: "to be done by" and "end of"
            elif ending and (ending != "=" or not within[0]):
                return ending, within[1]
            elif not (piece.is_named("small") or piece.is_named("chatter")):
                break
        return within

    def _ends_in_comparison(self, piece: Piece, of: str) -> str:
        """The comparison that a relation's last word is: "due by"."""
        words = folded(piece.text)
        if len(words) < 2 or not piece.of_kind("attribute", "relation"):
            return ""
        found = [f.value for f in self.context.phrases.find([(Spelling(words[-1]),)])]
        return next((m.op for m in found if m.kind == "compare" and m.of == of), "")

    def _date(self, i: int, time: Time) -> DateNeed:
        op, beside = self._compare_before(i, "date")
        periods = matching_periods(time, self.context.periods)
        nots = () if op in ("<", ">", ">=", "<=") else self._nots(i)
        if nots and any(self.pieces[j].of_kind("noun") for j in range(max(nots) + 1, i)):
            nots = ()  # "no figure for 2009-10" denies the figure
        return DateNeed(frozenset({i, *beside, *nots}), op, time, periods, bool(nots))


def _is_auxiliary(piece: Piece) -> bool:
    return piece.text.lower().replace("'", "").split()[0] in AUXILIARIES
