"""Lists that stand beside each other, under headings of one kind and level below one parent, are read alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.document import Paragraph
from ingest.styles.context import AIM, DATED, OWNER, PLAIN, Standing
from ingest.styles.runs import Item, share
from ingest.styles.stated import LISTED

_NEARLY, _MOST, _SOME = 0.8, 0.6, 0.3
Key = tuple[str, int, tuple[int, ...]]
Run = tuple[Sequence[tuple[int, Paragraph]], Sequence[Item]]


def like_their_siblings(
    runs: Sequence[Run], styles: Sequence[str | None], standing: Sequence[Standing], led: Sequence[bool]
) -> list[str | None]:
    """The style of each list; one that shows none of its own takes that of the lists beside it.

    Beside it are lists whose nearest headings are of its heading's kind (aims, topics, owners or dates), at one level
    under one parent: "Short term" of which each item says what to do decides for "Medium term" of which only half do,
    where most items of all of them say what to do. A list that is `led`, by a line that announces something else, is
    left.
    """
    groups: dict[Key, list[int]] = {}
    for at, (_, items) in enumerate(runs):
        if items and (key := _key(standing[items[0].at])) is not None:
            groups.setdefault(key, []).append(at)
    told = list(styles)
    for members in groups.values():
        known = Counter(style for at in members if (style := styles[at]) is not None)
        if not known:
            continue
        style = known.most_common(1)[0][0]
        items = [item for at in members for item in runs[at][1]]
        doing = share(items, "to_do")
        if doing < _MOST:
            continue
        style = LISTED if doing >= _NEARLY else style
        for at in members:
            own = runs[at][1]
            if styles[at] is None and share(own, "to_do") >= _SOME and not led[at]:
                told[at] = style
    return told


def _key(over: Standing) -> Key | None:
    """What lists beside each other share; None where a list stands under no heading that could decide for it."""
    nearest = over.over[-1] if over.over else None
    if nearest is None or nearest.kind not in {AIM, DATED, OWNER, PLAIN} or nearest.announces or over.telling:
        return None
    return nearest.kind, nearest.level, tuple(above.at for above in over.over[:-1])
