"""What a question asks for: candidate targets with what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from query.form import Task
from query.lexicon.entries import Meaning
from query.lexicon.index import Spelling
from query.lexicon.words import folded
from query.parse.asking import SUMMING, Asking
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.options import options_of
from query.parse.topics import familiar

NO_DATE = 0.8  # what it costs to answer "when" with what is no date
NO_SUM = 1.5  # what it costs to answer "how much" with what is no sum
SURE_NAME = 0.7  # of what a value is asked for
SOUGHT = 0.8  # what it costs to ask of a named thing where "anything" is asked for
SPOKEN = 1.0  # … and of one that is called by what the texts speak of
DOER = 1.0  # what it costs to answer with who does what is asked for
NOBODY = 2.5  # what it costs to answer "who" with what is nobody


@dataclass(frozen=True, slots=True)
class Target:
    """A candidate: the task, the class asked for (with what restricts it), or the literal property; pieces it uses."""

    task: Task
    cls: str
    cost: float
    pieces: frozenset[int] = frozenset()
    meaning: Meaning | None = None
    prop: str = ""  # a literal property whose values are asked for
    group: int = -1  # the piece that names what to count by
    extreme: str = ""  # "most", "least", "highest", "lowest", "latest", "earliest"
    counted: str = ""  # the class whose number makes the most
    summed: bool = False  # whether the most is of all its numbers together
    gap: bool = False  # how far two of its numbers are apart is asked for
    over: str = ""  # what is made of the numbers of all groups: "avg"
    given: bool = False  # things that went before in a conversation: "which of those"


def targets(
    pieces: Sequence[Piece], live: Sequence[int], asked: Asking, context: Context, props: frozenset[str]
) -> list[Target]:
    """The candidate targets, in no order; `props` are the relations that the question names."""
    return _Candidates(pieces, live, asked, context).all(props)


class _Candidates:
    """Collects what the words of a question may be asking for."""

    def __init__(self, pieces: Sequence[Piece], live: Sequence[int], asked: Asking, context: Context) -> None:
        self.pieces = pieces
        self.live = live
        self.asked = asked
        self.context = context
        self.settings = context.settings
        self.task = self._task()
        self.nouns = [i for i in live if pieces[i].of_kind("noun") and i != asked.each]
        self.wh = self._question_word()

    def all(self, props: frozenset[str]) -> list[Target]:
        """Every candidate."""
        plain = [*self._named(), *self._asking_words(), *self._attributes(), *self._open(props), *self._about_things()]
        named = (Target(self.task, cls, 0.3) for cls in sorted(self.asked.choice))
        return [*self._given(), *self._gaps(), *self._some_of(), *plain, *named]

    def _some_of(self) -> Iterator[Target]:
        """Things that are named by their references, where "which of" asks for some of them: "which of recs 6 to 9"."""
        grammar = self.context.grammar
        for place, i in enumerate(self.live[1:], 1):
            before = self.pieces[self.live[place - 1]]
            after = self.pieces[i + 1].text.strip().lower() if i + 1 < len(self.pieces) else ""
            if before.text.lower() in grammar["some of"] and after in grammar["up to"]:
                yield from (Target(self.task, o.cls, 0.0) for o in options_of(self.pieces[i]) if o.code)

    def _given(self) -> Iterator[Target]:
        """Things that went before, where "which of those" or a mere "those" asks for some of them."""
        asks = self.wh >= 0 or bool(self.asked.names) or self.asked.yes_no
        for i in self.live:
            between = [self.pieces[j] for j in self.live if self.wh < j < i]
            of = self.wh >= 0 and i > self.wh and all(p.is_named("small") for p in between)
            if self.pieces[i].points and (of or not asks):
                for option in options_of(self.pieces[i]):
                    yield Target(self.task, option.cls, 1.0 - option.score, given=True)

    def _gaps(self) -> Iterator[Target]:
        """How far apart two numbers are, where that is spoken of and no most of anything is asked for."""
        told = self.settings.gap
        if not told or self.asked.gap_at < 0 or self.task is not Task.LIST:
            return
        if not self.asked.extreme:
            yield Target(self.task, told.cls, 0.05, gap=True)
        for cls in sorted(self.context.schema.range(self.settings.stands_for.get(told.cls, ""))):
            yield Target(self.task, cls, 0.15 if self.asked.extreme else 1.0)

    def _task(self) -> Task:
        names = self.asked.names
        asking = ("who", "which", "what", "when", "where")
        counting = (
            "how-many" in names
            and not self.asked.counting
            and not any(n in names and names[n] < names["how-many"] for n in asking)
        )
        return Task.YES_NO if self.asked.yes_no else Task.COUNT if counting else Task.LIST

    def _question_word(self) -> int:
        """The piece that asks for a noun; "show me the measures" asks as "which measures" does."""
        names = self.asked.names
        wh = min((names[n] for n in ("which", "what", "how-many") if n in names), default=-1)
        if wh < 0 and not self.asked.yes_no and "who" not in names:
            return max((i for i in self.live if self.pieces[i].of_kind("lead")), default=-1)
        return wh

    def _named(self) -> Iterator[Target]:
        """What a noun of the question is the name of."""
        sure = "which" in self.asked.names or "how-many" in self.asked.names
        for rank, i in enumerate(self.nouns):
            for meaning in self.pieces[i].of_kind("noun"):
                if meaning.name == "several":
                    continue  # "jointly owned" asks for no owners
                price = 0.15 + 0.35 * rank
                if self._directly(i):
                    price = 0.0 if sure else 0.1
                elif i < self.wh:
                    price += 0.5
                if self._does(i):
                    price += DOER
                if meaning.weak:
                    sought = self._directly(i) or self.asked.yes_no
                    # "everything the board approved" asks for what is approved
                    price += 0.4 if self._restricting() and "which" not in self.asked.names else 0.0
                    price += 0.5 if self._definite(i) and self._restricting() else 0.0
                    price += 0.3 if meaning.cls in self.settings.open else 0.15 if sought else 0.6
                if "how-much" in self.asked.names and self.task is Task.LIST:
                    price += NO_SUM
                if "when" in self.asked.names and self.task is Task.LIST:
                    price += NO_DATE
                if self._definite(i) and i - 2 in self.live and self.pieces[i - 2].of_kind("not"):
                    price += 1.5  # "where Ann is not the lead" asks for no leads
                if self._merely_how(i):
                    price += 1.5
                if self.pieces[i].props and price:
                    price += 0.25
                if "who" in self.asked.names and not self._somebody(meaning.cls):
                    price += NOBODY if self._asks_who() else 0.6
                yield Target(self.task, meaning.cls, price, frozenset({i}), meaning)

    def _restricting(self) -> bool:
        """Whether some noun means only some things of its kind, as "approved" does."""
        return any(m.where and not m.weak for i in self.nouns for m in self.pieces[i].of_kind("noun"))

    def _definite(self, i: int) -> bool:
        """Whether a noun is of one that is known: "what did the board approve" asks for no boards."""
        before = self.pieces[i - 1].text.lower() if i - 1 in self.live else ""
        return before in self.context.grammar["definite"]

    def _merely_how(self, i: int) -> bool:
        """Whether a noun is only "how is", before a relation that says what of: "how is it funded"."""
        return self.pieces[i].is_named("ask", "how") and any(
            self.pieces[j].of_kind("relation") and not self.pieces[j].of_kind("chatter", "small", "ask")
            for j in self.live
            if j > i
        )

    def _doing(self) -> set[str]:
        """What the verb right after "who" is said of: "who funds" asks for what funds."""
        after = [self.pieces[i] for i in self.live if i > self.asked.names["who"]][:1]
        schema, settings = self.context.schema, self.settings
        done = {
            cls for p in after for prop in p.props if not schema.properties[prop].literal for cls in schema.range(prop)
        }
        # "who helps with action 2.1" asks for nothing that is helped
        return done & {*settings.who, *settings.where_asked} if settings.who else done

    def _asks_who(self) -> bool:
        """Whether nothing but "who" asks."""
        return "who" in self.asked.names and self.wh < 0

    def _somebody(self, cls: str) -> bool:
        return any(self.context.ways.meet(cls, who) for who in self.settings.who)

    def _asking_words(self) -> Iterator[Target]:
        names, settings = self.asked.names, self.settings
        if "who" in names and self.task is not Task.COUNT:
            for rank, cls in enumerate(settings.who):
                yield Target(self.task, cls, 0.02 + 0.25 * rank, frozenset({names["who"]}))
            for cls in sorted(self._doing() - set(settings.who)):
                yield Target(self.task, cls, 0.3, frozenset({names["who"]}))
        if "where" in names:
            for rank, cls in enumerate(settings.where_asked):
                yield Target(self.task, cls, 0.4 + 0.3 * rank, frozenset({names["where"]}))
        if "compare" in names and self.task is Task.LIST:
            holders = {cls for prop in settings.numbers for cls in self.context.schema.holders(prop)}
            for cls in sorted(holders):
                yield Target(self.task, cls, 0.25, frozenset({names["compare"]}))
        if self.asked.extreme in SUMMING and self.task is Task.LIST:
            for rank, prop in enumerate(settings.money):
                yield Target(self.task, "", 0.5 + 0.2 * rank, frozenset({self.asked.extreme_at}), prop=prop)
        timed = "when" in names and self._timed()
        if timed and self.task is Task.LIST:
            yield Target(self.task, settings.periods["class"], 0.05, frozenset({names["when"]}))
        how_much = settings.money if self.asked.cash else settings.how_much
        for name, wanted in (("when", settings.when), ("how-much", how_much)):
            for rank, prop in enumerate(wanted if name in names else ()):
                later = name == "when" and min(names.values()) < names["when"]  # "which … have no date under by when"
                price = 0.05 + 0.2 * rank + (NO_DATE if timed or later else 0.0)
                yield Target(self.task, "", price, frozenset({names[name]}), prop=prop)
        if self.task is Task.COUNT:
            for prop in settings.how_many:
                yield Target(Task.LIST, "", 0.45, frozenset({names["how-many"]}), prop=prop)

    def _timed(self) -> bool:
        """Whether a value is spoken of that things have at stretches of time: "when was NI 65 red"."""
        schema, period = self.context.schema, self.settings.periods.get("class", "")
        valued = {m.cls for i in self.live for m in self.pieces[i].of_kind("value")}
        return any(period in schema.range(p) for cls in valued for p in schema.properties_of(cls))

    def _attributes(self) -> Iterator[Target]:
        """Literal properties asked for by name: "what is the deadline for …". Verbs ("finish") only restrict."""
        for i in self.live:
            following = self.pieces[i + 1 : i + 3]
            if following and (following[0].time or (following[0].of_kind("compare") and not _leads(following))):
                continue
            for meaning in self.pieces[i].of_kind("attribute"):
                for prop in () if meaning.weak else meaning.props:
                    yield Target(self.task, "", 0.2 if self._directly(i) else 0.6, frozenset({i}), prop=prop)

    def _open(self, props: frozenset[str]) -> Iterator[Target]:
        """What "what" or nothing may ask for: the usual class, the ends of relations, what a value stands for."""
        schema, settings = self.context.schema, self.settings
        openness = 0.3 if "what" in self.asked.names else 0.7
        prices = {cls: openness + 0.4 * rank for rank, cls in enumerate(settings.open)}
        for prop in sorted(props):
            info = schema.properties.get(prop)
            if info and not info.literal:
                for cls in schema.domain(prop) | schema.range(prop):
                    for meant in sorted(schema.range(settings.stands_for.get(cls, ""))):
                        prices.setdefault(meant, openness + 0.25)
                    prices.setdefault(cls, openness + 0.3)
        for i in self.live:
            for meaning in self.pieces[i].of_kind("value"):
                for cls in schema.range(settings.stands_for.get(meaning.cls, "")):
                    prices[cls] = min(prices.get(cls, 9.0), openness - 0.1)
        valued = "what" in self.asked.names and not self.nouns and not props and self._merely_named()
        valued = valued or self._names_number()
        if self.asked.extreme == "latest" or valued or any(self.pieces[i].time for i in self.live):
            named = {m.named.cls for i in self.live for m in self.pieces[i].mentions if m.score >= SURE_NAME}
            for cls, prop in settings.stands_for.items():
                if named & schema.range(prop):  # "Northam NI 117 Q2" asks for the value of that time
                    prices.setdefault(cls, openness + (0.1 if self.asked.extreme == "latest" else 0.2))
                    prices[cls] -= 0.6 if valued else 0.0  # "what is NI 117 in Northam"
        if not settings.open:
            for cls, about in schema.classes.items():
                if about.count and not about.hidden:
                    prices.setdefault(cls, openness + 0.8)
        # where a question word has its noun, nothing else is asked for
        direct = any(self._directly(i) for i in self.nouns if not all(m.weak for m in self.pieces[i].of_kind("noun")))
        for cls, price in sorted(prices.items()):
            no_sum = "how-much" in self.asked.names and self.task is Task.LIST
            stranger = self._asks_who() and not self._somebody(cls)
            more = (0.7 if direct else 0.0) + (NO_SUM if no_sum else 0.0) + (NOBODY if stranger else 0.0)
            yield Target(self.task, cls, price + more)

    def _names_number(self) -> bool:
        """Whether what is named is called as a number is asked for: "how many looked after children are there"."""
        for i in self.live:
            sure = any(m.whole and m.score >= SURE_NAME for m in self.pieces[i].mentions)
            first = [(Spelling(w),) for w in folded(self.pieces[i].text)[:2]] if sure else []
            found = self.context.phrases.find(first) if len(first) == 2 else []
            if any(f.value.kind == "ask" and f.value.name == "how-many" for f in found):
                return True
        return False

    def _merely_named(self) -> bool:
        """Whether a question only names a thing by its code and whose it is: "what was NI 117 in Northam"."""
        scope = {c for p in self.settings.scope for c in self.context.schema.range(p)}
        live = [self.pieces[i] for i in self.live]
        rest = [p for p in live if not p.of_kind("ask", "small") or p.of_kind("about")]
        coded = [p for p in rest if any(m.named.code for m in p.mentions)]
        placed = [p for p in rest if any(m.named.cls in scope for m in p.mentions)]
        said = all(
            p.text.lower() != "what" for p in live if p.is_named("ask", "what")
        )  # "what in Northam" asks for more
        return said and len(coded) == len(placed) == 1 and len(rest) == len(coded) + len(placed)

    def _about_things(self) -> Iterator[Target]:
        """A yes-or-no question may be about a thing it names."""
        if self.task is not Task.YES_NO:
            return
        scope = {c for p in self.settings.scope for c in self.context.schema.range(p)}
        for i in self.live:
            before = self.pieces[i - 1].text.lower().split() if i - 1 in self.live else []
            marked = bool(before) and before[-1] in self.context.grammar["about"]  # "do anything about housing"
            for option in options_of(self.pieces[i]):
                if marked and not option.code:
                    continue
                if option.cls not in scope and option.cls not in self.settings.explains:
                    # "do they do anything on breastfeeding" asks for what is done, not whether it is known
                    spoken = not option.code and familiar(
                        self.pieces[i], self.context
                    )  # "is breast feeding in the plan"
                    price = 0.25 + (SOUGHT if self._anything() else 0.0) + (SPOKEN if spoken else 0.0)
                    yield Target(self.task, option.cls, price)

    def _anything(self) -> bool:
        """Whether a word like "anything" stands for what is usually asked for."""
        return any(m.weak and m.cls in self.settings.open for i in self.nouns for m in self.pieces[i].of_kind("noun"))

    def _directly(self, noun: int) -> bool:
        """Whether a noun belongs to the question word: only names, values and idle words stand between."""
        for i in self.live:
            if self.wh < i < noun:
                piece = self.pieces[i]
                idle = bool(piece.of_kind("small", "chatter", "value", "pronoun", "about", "extreme"))
                if piece.mark or not (piece.mentions or piece.number or idle):
                    return False
        return noun > self.wh >= 0 and not self._does(noun)

    def _does(self, noun: int) -> bool:
        """Whether a noun is who does what is asked for: "what has the board approved"."""
        before = [self.pieces[j] for j in self.live if self.wh <= j < noun] if self.wh >= 0 else []
        words = [p.text.lower() for p in before]
        return (
            len(words) > 1
            and words[0] == "what"
            and words[1] in self.context.grammar["doing"]
            and all(map(_idle, before[1:]))
        )


def _idle(piece: Piece) -> bool:
    return bool(piece.of_kind("small", "chatter"))


def _leads(pieces: Sequence[Piece]) -> bool:
    """Whether the first of two pieces only leads on to a name: "deadline on action 1.2", not "due on 1 May"."""
    small = pieces[0].of_kind("small") or pieces[0].of_kind("about")
    return bool(small) and len(pieces) > 1 and bool(pieces[1].mentions) and not pieces[1].time
