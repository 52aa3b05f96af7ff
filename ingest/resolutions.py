"""What one sentence of minutes or of a paper decides: note, endorse, approve or award."""

from __future__ import annotations

import re
from functools import cache

from ingest.cells.people import is_post
from ingest.cells.text import alternatives
from ontology.reading.cells import mapping, words

_MINUTE = re.compile(r"\d{1,4}/\d{2,4}\s+(?=[A-Z])")
_RESOLVED = re.compile(r"\bRESOLVED\s*[:–—-]*\s*(?:that|to)\b", re.IGNORECASE)
_SAID = re.compile(r"(?:it was )?(?:unanimously )?resolved(?: unanimously)?\s*[:–—]\s*(?:\S+\s+){2}", re.IGNORECASE)
_RECOMMENDED = re.compile(r"(?:It was )?RECOMMEND(?:ED)?(?:\s+to\s+[A-Z]\w+)?\s*[:–—-]*\s*(?:that|to)\b")
_MARK = re.compile(r"(?:^|(?<=[\s:;,–—-]))\(?(?P<mark>[a-z]|\d{1,2}|[ivx]{1,4})\)\s+(?=\S)", re.IGNORECASE)
_JOIN = re.compile(r"\s*[;,]?\s*(?:and|or)?\s*$")
_BE_DONE = re.compile(r"\bbe\s+\w", re.IGNORECASE)


def kinds_of(sentence: str, asked: bool, board: str) -> list[str]:
    """The kinds of decision that a sentence makes; empty for what is only told ("a member noted that …").

    `asked` says that the sentence stands under a heading of recommendations or resolutions. In minutes the `board`
    itself must be the one who decides: what "Cabinet approved" is told, not decided.
    """
    opening = _resolved().match(sentence) or _within().search(sentence)
    loud = _loud().search(sentence)
    if opening is None and loud is not None:  # "That the report be NOTED"
        return [_kind_of_verb().get(loud["verb"].casefold(), "endorse")]
    active = _active().match(sentence) or (_active().search(sentence) if asked or opening else None)
    own = {"members", "meeting", *board.casefold().split()[-1:]}
    if active and (asked or opening or active["who"].casefold() in own):
        found = active["verbs"]
    elif opening or asked:
        found = _undertaken(sentence[opening.end() :].strip() if opening else sentence)
        if not found and opening and opening[0].casefold().startswith(("agreed", "it was agreed")):
            found = "agreed"
    else:
        return []
    verbs = re.findall(rf"\b(?:{_verbs()})\b", found, re.IGNORECASE)
    return list(dict.fromkeys(_kind_of_verb()[verb.casefold()] for verb in verbs))


def begins_with_verb(sentence: str) -> bool:
    """Whether a list item begins with what is to be decided: "(a) note …", "to approve …"."""
    return bool(_verb_first().match(sentence))


def names_decider(sentence: str) -> bool:
    """Whether the sentence names a board, committee or the like."""
    return bool(_decider().search(sentence))


def is_resolution(sentence: str) -> bool:
    """Whether the sentence itself shows that it is what was decided ("Decision: …", "The Board NOTED …")."""
    opening = _resolved().match(sentence)
    told = opening is not None and re.search(r"[:–—]", opening[0]) is not None
    return told or is_decided(sentence)


def is_decided(sentence: str) -> bool:
    """Whether capitals mark what was decided: "The Board NOTED …", "it was proposed and RESOLVED that …"."""
    said = (
        _in_capitals().match(sentence)
        or _loud().search(sentence)
        or _RESOLVED.search(sentence)
        or _RECOMMENDED.match(sentence)
    )
    return bool(said or _minute(sentence))


def without_number(text: str) -> str:
    """What was decided without the number of its minute in front ("47/2008 The Cabinet agreed …")."""
    return _MINUTE.sub("", text, count=1) if _minute(text) else text


def _minute(text: str) -> bool:
    """Whether a text is a minute with its number, and says what a board decided."""
    number = _MINUTE.match(text)
    return number is not None and bool(_active().match(text, number.end()))


def is_done(sentence: str) -> bool:
    """Whether an item of a list of what was resolved says what is to be, in whatever words: "That the plan be
    commended to Council", "to amend item 3"."""
    return bool(re.match(r"(?:that|to)\s+\w", sentence, re.IGNORECASE) or _BE_DONE.search(sentence))


def resolves(sentence: str) -> bool:
    """Whether a sentence says of itself that it was resolved, and what is to be ("RESOLVED that the fee be waived")."""
    if _SAID.match(sentence):
        return True
    opening = _RESOLVED.search(sentence)
    return opening is not None and "RESOLVED" in opening[0] and is_done(sentence[opening.end() - 4 :])


def tells_who(text: str, then: str) -> bool:
    """Whether a line names who decided what the list under it begins to say in the past: "The Director:", "Noted …"."""
    name = re.sub(r"^(?:that\s+)?the\s+", "", text.rstrip(": "), flags=re.IGNORECASE)
    named = bool(re.search(rf"{_decider().pattern}$", name, re.IGNORECASE)) or is_post(name)
    if re.search(r"\b(?:has|have|had|was|were|is|are)\b", name):
        return False
    past = re.match(r"\w+ed\b", then)
    return text.rstrip().endswith(":") and named and past is not None and past[0].casefold() in _kind_of_verb()


def opens_list(text: str) -> bool:
    """Whether a text only opens what was decided, which follows it: "RESOLVED – That", "The Board agreed:-"."""
    return bool(_opening_of_list().fullmatch(text.strip()))


def listed_in(text: str) -> list[str]:
    """What one sentence resolves, where it numbers several things: "RESOLVED – (a) that …, and (b) that …"; [] else.

    What stands after the last of them in sentences of its own is left out.
    """
    opening = _resolved().match(text) or _within().search(text)
    marks = list(_MARK.finditer(text, opening.end())) if opening else []
    first = marks[0] if marks else None
    if (
        opening is None
        or first is None
        or text[opening.end() : first.start()].strip(" :–—-").casefold() not in {"", "that"}
    ):
        return []
    kept = [first]
    for mark in marks[1:]:
        if _follows(kept[-1]["mark"], mark["mark"]):
            kept.append(mark)
    if len(kept) < 2 or kept[0]["mark"].casefold() not in {"a", "1", "i"}:
        return []
    ends = [*(mark.start() for mark in kept[1:]), len(text)]
    parts = [_JOIN.sub("", text[mark.end() : end].strip()) for mark, end in zip(kept, ends, strict=True)]
    parts[-1] = re.split(r"(?<=[a-z0-9)])\.\s+(?=[A-Z])", parts[-1], maxsplit=1)[0]
    return parts if all(parts) else []


def _follows(mark: str, then: str) -> bool:
    """Whether a mark of a list comes right after another: "b" after "a", "ii" after "i", "3" after "2"."""
    before, after = mark.casefold(), then.casefold()
    if before.isdigit() or after.isdigit():
        return before.isdigit() and after.isdigit() and int(after) == int(before) + 1
    numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    roman = before in numerals and after in numerals and numerals.index(after) == numerals.index(before) + 1
    return roman or (len(before) == len(after) == 1 and ord(after) == ord(before) + 1)


def motion_carried(text: str, then: str) -> str:
    """What a motion moves, where the text itself or the text `then` after it says that it was carried; else ""."""
    moved = _moved().match(text)
    if moved is None or not (_carried().search(text, moved.end()) or _carried().match(then)):
        return ""
    rest = text[moved.end() :]
    outcome = _carried().search(rest)
    return "Resolved that " + (rest[: outcome.start()] if outcome else rest).strip()


def labelled(text: str) -> tuple[str, str]:
    """ "body", "day" or "item" with what stands after its label ("Decision maker: …"); two empty texts for none."""
    label, colon, value = text.partition(":")
    said = " ".join(label.casefold().split())
    found = next((kind for kind, labels in mapping("decisions", "labels").items() if said in labels), "")
    return (found, value.strip()) if colon and found and value.strip() else ("", "")


def _undertaken(text: str) -> str:
    """The verbs of "that the report be noted", "note the report", "to note X and to approve Y"; "" for none."""
    passive = _passive().search(text)
    if passive:
        return passive[1]
    first = re.match(rf"(?:that\s+)?((?:{_verbs()}))\b", text, re.IGNORECASE)
    if first:
        return first[1]
    found = re.findall(rf"\bto\s+((?:{_verbs()}))\b(?:.{{0,60}}?\band\s+((?:{_verbs()}))\b)?", text, re.IGNORECASE)
    return " ".join(verb for pair in found for verb in pair)


@cache
def _kind_of_verb() -> dict[str, str]:
    return {verb: kind for kind, verbs in mapping("decisions", "verbs").items() for verb in verbs}


@cache
def _verbs() -> str:
    return "|".join(sorted(_kind_of_verb(), key=len, reverse=True))


@cache
def _decider() -> re.Pattern[str]:
    return re.compile(alternatives(words("decisions", "deciders")), re.IGNORECASE)


@cache
def _verb_first() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:to|\(?[a-z0-9]\)|[ivx]+\)?)\s+)?(?:{_verbs()})\b", re.IGNORECASE)


@cache
def _active() -> re.Pattern[str]:
    """ "The Board (also) note and endorse …", "That Northam Children's Trust Board approve …"."""
    deciders = "|".join(re.escape(word) for word in words("decisions", "deciders"))
    before = "|".join(re.escape(word) for word in sorted(words("decisions", "before_verbs"), key=len, reverse=True))
    return re.compile(
        rf"(?:^|\b(?:that|the|this|and)\s+)(?:[A-Z][\w’'&-]*\s+){{0,6}}(?P<who>{deciders})\s+(?:(?:{before})\s+)*"
        rf"(?P<verbs>(?:{_verbs()})(?:\s*(?:,|and|&|,\s*and)\s*(?:{_verbs()}))*)\b",
        re.IGNORECASE,
    )


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:be|is|are|were|was)\s+(?:considered\s+and\s+)?((?:{_verbs()})(?:\s+and\s+(?:{_verbs()}))*)\b",
        re.IGNORECASE,
    )


@cache
def _resolved() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in sorted(words("decisions", "resolved"), key=len, reverse=True))
    return re.compile(rf"^(?:{said})\b\s*[:–—-]*\s*(?:that\b)?", re.IGNORECASE)


@cache
def _within() -> re.Pattern[str]:
    """ "It was proposed by … and RESOLVED that", "it was unanimously agreed that", "seconded by … and agreed that"."""
    agreed = r"(?i:\b(?:it was|seconded\b.{0,60}?\band) (?:\w+ )?(?:resolved|agreed)(?: \w+ly)?)"
    return re.compile(rf"(?:\bRESOLVED|{agreed})\s+(?:that|to)\b")


@cache
def _in_capitals() -> re.Pattern[str]:
    deciders = "|".join(re.escape(word) for word in words("decisions", "deciders"))
    verbs = "|".join(verb.upper() for verb in sorted(_kind_of_verb(), key=len, reverse=True))
    before = r"(?:(?:received|considered|reviewed|discussed),?\s+and,?\s+)?"
    return re.compile(rf"(?:The|This)\s+(?:[A-Z][\w’'&-]*\s+){{0,6}}(?i:{deciders})\s+{before}(?:{verbs})\b")


@cache
def _loud() -> re.Pattern[str]:
    """ "… be NOTED": a verb in capitals after others in small letters."""
    verbs = "|".join(verb.upper() for verb in sorted(_kind_of_verb(), key=len, reverse=True))
    return re.compile(rf"(?<=[a-z]\s)be\s+(?P<verb>{verbs}|RECOMMENDED)\b")


@cache
def _opening_of_list() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in sorted(words("decisions", "resolved"), key=len, reverse=True))
    deciders = "|".join(re.escape(word) for word in words("decisions", "deciders"))
    opened = "|".join(re.escape(word) for word in words("decisions", "opens_list"))
    return re.compile(
        rf"(?:(?:{said})(?:\s+no\.?)?(?:\s+[\d/]+)?\s*[:–—-]*\s*(?:that|to)?|(?:the\s+)?(?:[\w’'&-]+\s+){{0,6}}(?:{deciders})\s+"
        rf"(?:(?:also|then|unanimously|therefore)\s+)?(?:{opened})(?:\s+(?:that|to))?)\s*[:–—-]*",
        re.IGNORECASE,
    )


@cache
def _moved() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in words("decisions", "moved"))
    return re.compile(rf"(?:it was |motion )?(?:{said})\b[^.;]{{0,120}}?(?:,\s*|\s)(?:to|that)\s+", re.IGNORECASE)


@cache
def _carried() -> re.Pattern[str]:
    said = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in words("decisions", "carried"))
    return re.compile(rf"(?<!\w)(?:the\s+)?(?:motion\s+)?(?:was\s+)?(?:{said})\b", re.IGNORECASE)
