"""What things a piece of a question may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from query.parse.chart import Piece
from query.parse.needs import Option


def options_of(piece: Piece, codes: Mapping[str, str] = MappingProxyType({})) -> tuple[Option, ...]:
    """What things a piece may mean, one option a class, surest first; a thing named in words is shown by its code."""
    by_class: dict[str, list[tuple[float, Option]]] = defaultdict(list)
    for mention in piece.mentions:
        named = mention.named
        option = Option(named.cls, named.iris, named.label, mention.score, named.code)
        by_class[named.cls].append((mention.score, option))
    found = []
    for cls, scored in by_class.items():
        best = max(s for s, _ in scored)
        kept = [o for s, o in scored if s >= best - 0.04]
        iris = tuple(dict.fromkeys(i for o in kept for i in o.iris))
        label = kept[0].label if len(kept) == 1 or len(iris) == 1 else piece.text
        code = codes.get(iris[0], "") if len(iris) == 1 else ""
        if code and not label.lower().startswith(code.lower()):
            label = f"{code} ({label})"
        found.append(Option(cls, iris, label, best, any(o.code for o in kept)))
    return tuple(sorted(found, key=lambda o: (-o.score, o.cls)))
