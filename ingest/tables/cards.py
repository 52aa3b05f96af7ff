"""Small tables of labels and values that stand between the tables of a plan ("Priority 2 | Improve attendance")."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.cellshapes import is_task
from ingest.tables.columns import header_roles, possible_roles
from ingest.tables.lines import Line
from ingest.tables.shapes import goes_on, is_title, reference

_WIDE = 4  # columns that a table of actions beside a card has at least
_LABEL, _TASK = 5, 4  # words that a label has at most, and a task at least


def is_card(lines: Sequence[Line], width: int) -> bool:
    """Whether rows of two cells are labels with their values.

    Beside a table of actions `width` columns wide they are no rows of it; elsewhere (`width` 0) one must name an aim.
    """
    said = [line for line in lines if line.said or any(line.texts)]
    if not said or any(len(line.cells) != 2 or not _is_labelled(line) for line in said):
        return False
    if any(line.heads and not title_of(line) for line in said):
        return False
    return width >= _WIDE or (width == 0 and len(said) > 1 and any(map(title_of, said)))


def title_of(line: Line) -> str:
    """The aim that a label and its value name ("Priority 2: Improve attendance"), or an empty string."""
    if len(line.texts) < 2:
        return ""
    label, value = (" ".join(text.split()) for text in line.texts[:2])
    label = label.rstrip(" :")
    if header_roles(value) or not any(char.isalpha() for char in value):
        return ""  # two headers, or a page of the contents
    if any(role.name == "objective" and role.strong for role in possible_roles(label)):
        return value
    title = f"{label}: {value}"
    return title if is_title(title) and not is_title(value) else ""


def _is_labelled(line: Line) -> bool:
    label, value = (text.strip() for text in line.texts)
    own = bool(label and value) and len(label.split()) <= _LABEL
    return own and not (goes_on(label) or reference(label) or (len(label.split()) >= _TASK and is_task(label)))
