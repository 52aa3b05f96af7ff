"""The acronyms a document uses, and what it prints for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.cells.text import fold, place
from ingest.document import Cell, Document, Heading, Paragraph, Row, Span, Table
from ingest.records import AcronymRecord
from ontology.reference import acronyms as known_acronyms

_ACRONYM = r"[A-Z][A-Za-z0-9&/]{0,20}[A-Z0-9]s?|[A-Z]{2,20}s?"
_IN_BRACKETS = re.compile(rf"\(\s*(?:the\s+)?[\"'“‘]?({_ACRONYM})[\"'”’]?\s*\)")
_BEFORE_BRACKETS = re.compile(rf"(?<![\w&])({_ACRONYM})\s+\(([A-Z][^()]{{5,90}})\)")
_GLOSSARY = re.compile(rf"^({_ACRONYM})\s*(?:[-–—:=]|\t|\s{{2,}})\s*([A-Z].{{4,90}})$")
_MOST_WORDS = 40  # a longer text spells no acronym
_BEFORE = 600  # characters before a bracket in which its acronym may be spelled
_WORD = re.compile(r"[A-Za-z0-9][\w’'/-]*|&")
_SMALL = {
    "and",
    "of",
    "for",
    "the",
    "in",
    "to",
    "on",
    "with",
    "a",
    "an",
    "by",
    "from",
    "at",
    "or",
    "&",
    "who",
    "not",
    "are",
}


_USED = re.compile(r"(?<![\w&])[A-Z][A-Za-z0-9&]*[A-Z0-9](?=s?(?![\w&]))")
_GLOSSARY_HEADING = re.compile(r"(?i)\b(?:acronyms?|glossary|abbreviations?)\b")


def acronyms(document: Document) -> tuple[AcronymRecord, ...]:
    """The acronyms that the document spells out, at that place, and those that only reference data knows, where first
    used (`expansion` empty).

    In running text a spelling counts where its initials are the acronym's letters, in order; a list of acronyms is
    believed as it stands. An acronym spelled in two ways is two records.
    """
    spelled: dict[tuple[str, str], AcronymRecord] = {}
    used: dict[str, AcronymRecord] = {}
    known = known_acronyms()
    for record in _listed(document):
        spelled.setdefault((record.acronym, record.expansion.casefold()), record)
    for text, span in _texts(document):
        for acronym, expansion, words in _spelled_in(text):
            if not any(a == acronym and _same(expansion, e) for a, e in spelled):
                record = AcronymRecord(acronym, expansion, place(Cell(text, span), words))
                spelled[acronym, expansion.casefold()] = record
        for match in _USED.finditer(text):
            if match[0] in known and match[0] not in used and not text.isupper():
                used[match[0]] = AcronymRecord(match[0], "", place(Cell(text, span), match[0]))
    told = {acronym for acronym, _ in spelled}
    records = [*spelled.values(), *(record for acronym, record in used.items() if acronym not in told)]
    return tuple(sorted(records, key=lambda record: (record.span.line, record.acronym)))


def _same(one: str, other: str) -> bool:
    """Whether two spellings differ only in case, "&" and plural."""
    plain = [re.sub(r"[^a-z]", "", text.casefold().replace("&", "and")).rstrip("s") for text in (one, other)]
    return plain[0] == plain[1]


def _listed(document: Document) -> Iterator[AcronymRecord]:
    """The entries of tables that list acronyms: under such a heading, or where most rows are acronym and spelling."""
    headed = False
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            headed = bool(_GLOSSARY_HEADING.search(block.text)) and len(block.text) < 60
        elif isinstance(block, Table):
            pairs = [pair for row in block.rows for pair in _pairs(row)]
            fitting = sum(_fits(fold(a.text), fold(e.text)) for a, e in pairs)
            if not (headed or (len(pairs) > 4 and fitting * 2 > len(pairs))):
                continue
            for row in block.rows:
                for acronym, expansion in _pairs(row):
                    said = f"{fold(acronym.text)} {fold(expansion.text)}"
                    span = place(Cell(said, row.span), said)
                    yield AcronymRecord(_singular(fold(acronym.text)), fold(expansion.text), span)


def _pairs(row: Row) -> Iterator[tuple[Cell, Cell]]:
    """The acronyms of a row with the cell after each, which spells it."""
    cells = [cell for cell in row.cells if cell.text.strip()]
    for acronym, expansion in zip(cells[::2], cells[1::2], strict=False):
        if re.fullmatch(r"[A-Z][\w&/]{1,9}", fold(acronym.text)) and len(fold(expansion.text).split()) > 1:
            yield acronym, expansion


def _texts(document: Document) -> Iterator[tuple[str, Span]]:
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield cell.text, cell.span
        elif isinstance(block, Heading | Paragraph):
            yield block.text, block.span


def _spelled_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Acronym, expansion and the words that print both."""
    opened = "(" in text
    for match in _IN_BRACKETS.finditer(text) if opened else ():
        expansion = _expansion_before(text[max(match.start() - _BEFORE, 0) : match.start()], match[1])
        if expansion:
            yield _singular(match[1]), fold(expansion), f"{fold(expansion)} {fold(match[0])}"
        elif after := _expansion_after(text[match.end() : match.end() + _BEFORE], match[1]):
            yield _singular(match[1]), fold(after), f"{fold(match[0])} {fold(after)}"
    for match in _BEFORE_BRACKETS.finditer(text) if opened else ():
        if _fits(match[1], match[2]):
            yield _singular(match[1]), fold(match[2]), fold(match[0])
    for line in text.splitlines():
        entry = _GLOSSARY.match(line.strip())
        if entry and _fits(entry[1], entry[2]):
            yield _singular(entry[1]), fold(entry[2]).rstrip("."), fold(entry[0])


def _singular(acronym: str) -> str:
    return acronym[:-1] if re.fullmatch(r"[A-Z]{2,}s", acronym) else acronym


def _letters(acronym: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", _singular(acronym).replace("&", "").upper())


def _expansion_before(text: str, acronym: str) -> str:
    """The shortest run of words straight before the bracket whose initials are the acronym's letters; "" for none."""
    sentence = re.split(r"[.;:•\n]\s", text)[-1]
    tokens = list(_WORD.finditer(sentence))
    wanted = _letters(acronym)
    for count in range(2, min(len(tokens), 2 * len(wanted) + 3) + 1):
        phrase = sentence[tokens[-count].start() :].strip()
        if tokens[-count][0].casefold() not in _SMALL - {"not"} and _fits(acronym, phrase):
            return phrase
    return ""


def _expansion_after(text: str, acronym: str) -> str:
    """The shortest run of words right after the bracket that begin as the acronym's letters do; "" for none."""
    sentence = re.split(r"[.,;:•\n()]", text)[0]
    tokens = list(_WORD.finditer(sentence))
    for token in tokens[1 : 2 * len(_letters(acronym)) + 3]:
        phrase = sentence[: token.end()].strip()
        if _fits(acronym, phrase):
            return phrase
    return ""


def _fits(acronym: str, phrase: str) -> bool:
    """Whether the initials of the phrase's words, small words optional, spell the acronym."""
    wanted = _letters(acronym)
    words = [part for token in _WORD.findall(phrase) for part in re.split(r"[-/]", token) if part]
    if len(wanted) < 2 or not 1 < len(words) <= _MOST_WORDS or words[0][0].upper() != wanted[0]:
        return False
    return _spells(wanted, words) and any(word[0].isupper() or word[0].isdigit() for word in words)


def _spells(wanted: str, words: list[str]) -> bool:
    if not words:
        return not wanted
    if wanted and words[0][0].upper() == wanted[0] and _spells(wanted[1:], words[1:]):
        return True
    return words[0].casefold() in _SMALL and _spells(wanted, words[1:])
