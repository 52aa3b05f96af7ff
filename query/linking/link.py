"""Finding the things that a question names: by name, code, acronym or misspelling, or some words of a long title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from query.lexicon.index import Spelling
from query.lexicon.words import Token, folded, stem, stems
from query.linking.names import Named, Names

COVERAGE = 0.58  # how much of a title's weight a question must name to mean it
ALONE = 0.45  # … where what it names is a word that nothing else is named by
LOOSE = 2.6  # how far apart, per word, a title's words may stand in a question
KEPT = 8
WITHIN = frozenset({":", "(", ")", "/", "–", "-"})  # marks that may stand in a name
WHOLE = 0.95  # how sure a title is of which every telling word is said
BEGINNING = 0.8  # how sure the first words of a name are of the whole
MOST_MENDED = 3  # words of a name of which one may be further off than words are mended by themselves
SHORTEST_MENDED, FURTHEST = 4, 2
REWORDED = 0.8  # what a word is worth that the question says otherwise


@dataclass(frozen=True, slots=True)
class Mention:
    """Things of a question: the tokens that name them, the things, how sure (1 is their exact name or code)."""

    start: int
    end: int
    at: frozenset[int]
    named: Named
    score: float

    @property
    def whole(self) -> bool:
        """Whether it is the whole name, not some words of it."""
        return len(self.at) == self.end - self.start and self.score >= 0.8


@dataclass(frozen=True, slots=True)
class Telling:
    """What words tell: `small` stems nothing, `light` ones (names of authorities, words the lexicon knows) little;
    `synonyms` are the other wordings of some stems."""

    small: frozenset[str]
    light: frozenset[str]
    synonyms: Mapping[tuple[str, ...], tuple[str, ...]]


def marks_within(cut: Sequence[Token]) -> frozenset[int]:
    """The marks of a text that may stand in a name."""
    return frozenset(i for i, token in enumerate(cut) if token.is_mark and token.text.strip() in WITHIN)


def exact_mentions(
    spellings: Sequence[Sequence[Spelling]], names: Names, within: Container[int] = ()
) -> tuple[Mention, ...]:
    """Every whole name in a question, misspellings allowed; `within` are the marks that may stand in one."""
    best: dict[tuple[int, int, Named], Mention] = {}
    for found in names.phrases.find(spellings, within):
        if found.end - found.start == 1 and not _same_word(spellings[found.start], found.value.label):
            continue
        mention = Mention(found.start, found.end, frozenset(range(found.start, found.end)), found.value, found.score)
        key = (found.start, found.end, found.value)
        if key not in best or best[key].score < mention.score:
            best[key] = mention
    return tuple(best.values())


def _same_word(spellings: Sequence[Spelling], label: str) -> bool:
    """Whether a word is a one-word name or its plural, not merely of one stem with it ("ward" is not "Warding")."""
    name = folded(label)
    if len(name) != 1:
        return True
    return any(s.word.rstrip("s") == name[0].rstrip("s") for s in spellings)


def title_mentions(
    tokens: Sequence[Token],
    spellings: Sequence[Sequence[Spelling]],
    names: Names,
    telling: Telling,
) -> tuple[Mention, ...]:
    """Names that a question gives only some words of, weighted by how rare the words are; the best few.

    `telling` says which words tell how much.
    """
    small, light = telling.small, telling.light
    weighing = names.weighing(light)
    places: dict[str, list[int]] = defaultdict(list)
    for i, options in enumerate(spellings):
        for spelling in options:
            key = names.phrases.key(spelling.word)
            if key not in small and not tokens[i].is_mark:
                places[key].append(i)
    shared: dict[int, dict[str, int]] = defaultdict(dict)
    for key, where in places.items():
        for title in names.by_stem.get(key, ()):
            shared[title][key] = where[0]
    reworded: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for run, wording in _reworded(tokens, telling.synonyms, small):
        # another wording counts only where the title has all of it
        for title in names.by_stem.get(next(iter(wording)), ()):
            if wording <= names.title(title)[1]:
                for key in wording - shared[title].keys():
                    reworded[title][key] = run
    found: list[Mention] = []
    for title, literal_keys in shared.items():
        named, content = names.title(title)
        keys = literal_keys.keys() | reworded[title].keys()
        if not any(k.isalpha() for k in keys):
            continue
        near = _misspelt(tokens, places, content, keys, names.by_stem)
        if near is not None:
            literal_keys[near[0]], keys = near[1], keys | {near[0]}
            places.setdefault(near[0], [near[1]])
        total = weighing.title(title)
        coverage = weighing.words(keys) / total
        alone = len(keys) == 1 and all(len(names.by_stem[k]) <= 2 and k not in light and len(k) >= 4 for k in keys)
        at: frozenset[int] = frozenset(_closest([places[k] for k in literal_keys])) if literal_keys else frozenset()
        begins = len(at) > 1 and _begins(tokens, at, named.label)
        if coverage < COVERAGE and not (alone and coverage >= ALONE) and not begins:
            continue
        if len(keys) == 1 and not alone and coverage < 0.75:
            continue
        at |= {j for run in reworded[title].values() for j in run}
        start, end = min(at), max(at) + 1
        if end - start > len(at) and any(
            tokens[i].is_number and i - 1 not in at and not _same_before(tokens, i, named.label) for i in at
        ):
            continue  # "NI 65 in Q2" does not name NI 2; "obesity target for year 6" names obesity in year 6
        if end - start > LOOSE * len(at) + 1:
            continue
        literal = weighing.words(literal_keys) / total
        sure = WHOLE if coverage > 0.99 and len(keys) > 1 else 0.75
        if begins and coverage < COVERAGE:
            literal = coverage = BEGINNING
        found.append(Mention(start, end, at, named, sure * (literal + REWORDED * (coverage - literal))))
    found.sort(key=lambda m: (-m.score * len(m.at), m.start, m.named.label))
    return tuple(found[:KEPT])


def _misspelt(
    tokens: Sequence[Token],
    places: Mapping[str, Sequence[int]],
    content: frozenset[str],
    said: Set[str],
    known: Container[str],
) -> tuple[str, int] | None:
    """The one word that a name of two or three lacks, and the unknown token beside the others that is nearly it."""
    missing = content - said
    if len(missing) != 1 or not 2 <= len(content) <= MOST_MENDED:
        return None
    word = next(iter(missing))
    for key in said:
        for i in (j for place in places.get(key, ()) for j in (place - 1, place + 1)):
            typed = tokens[i].stem if 0 <= i < len(tokens) else ""
            if typed in known or min(len(typed), len(word)) < SHORTEST_MENDED or typed[0] != word[0]:
                continue
            if OSA.distance(typed, word, score_cutoff=FURTHEST) <= FURTHEST:
                return word, i
    return None


def _same_before(tokens: Sequence[Token], i: int, label: str) -> bool:
    """Whether a token stands after the same word in a name."""
    words = folded(label)
    return any(w == tokens[i].word and words[j - 1] == tokens[i - 1].word for j, w in enumerate(words) if j and i)


def _begins(tokens: Sequence[Token], at: frozenset[int], label: str) -> bool:
    """Whether the tokens, side by side, are the first words of a name: "Eastvale Police" of its longer names."""
    start, end = min(at), max(at) + 1
    said = [t.stem for t in tokens[start:end]]
    return len(at) == end - start and said == [stem(w) for w in folded(label)[: end - start]]


def _reworded(
    tokens: Sequence[Token], synonyms: Mapping[tuple[str, ...], tuple[str, ...]], small: frozenset[str]
) -> Iterator[tuple[tuple[int, ...], frozenset[str]]]:
    """Runs of words that have other wordings, with the telling stems of each."""
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + 5, len(tokens)) + 1):
            said = tuple(t.stem for t in tokens[start:end])
            for other in synonyms.get(said, ()):
                wording = frozenset(stems(other)) - small
                if wording and wording != frozenset(said) - small:
                    yield tuple(range(start, end)), wording


def _closest(places: list[list[int]]) -> list[int]:
    """One place of each word, as near to each other as a greedy choice makes them."""
    anchor = min(places, key=len)[0]
    return [min(options, key=lambda i: abs(i - anchor)) for options in places]
