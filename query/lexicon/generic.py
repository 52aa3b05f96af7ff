"""A lexicon for any vocabulary: its classes and properties by their labels, or by the words in their IRIs."""

from __future__ import annotations

from collections.abc import Iterator

from query.lexicon.entries import Entry, Meaning
from query.schema import Schema, words_of


def entries_of(schema: Schema, vocabularies: tuple[str, ...]) -> Iterator[Entry]:
    """Entries for the classes and properties in use, but for those of vocabularies that have a lexicon of their own."""
    for iri, cls in sorted(schema.classes.items()):
        if iri.startswith(vocabularies or (" ",)) or cls.hidden or not cls.count:
            continue
        say = tuple(dict.fromkeys((cls.label, *cls.others, words_of(iri))))
        yield Entry(say, Meaning("noun", cls=iri, label=cls.label))
    for iri, prop in sorted(schema.properties.items()):
        named = iri in schema.labels or iri in schema.other_labels
        if iri.startswith(vocabularies or (" ",)) or named or not prop.count:
            continue
        say = tuple(dict.fromkeys((prop.label, *prop.others, words_of(iri))))
        kind = "attribute" if prop.literal else "relation"
        yield Entry(say, Meaning(kind, props=(iri,), label=prop.label))
