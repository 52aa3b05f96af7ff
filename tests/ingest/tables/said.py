"""What one row of a table says, as the examples of tables state it."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """What one row says."""

    action: str
    owners: str = ""
    days: str = ""
    due: str = ""
    partners: str = ""
    reference: str = ""
    aim: str = ""
