"""Tables made whole: from physical rows as printed to rows known by what their columns mean."""

from ingest.tables.columns import Columns, columns_of, header_roles, is_header
from ingest.tables.events import Break, Event, Fragment, OtherRow, Remark, TitleRow, WholeRow
from ingest.tables.likeness import Meaning
from ingest.tables.whole import whole_rows

__all__ = [
    "Break",
    "Columns",
    "Event",
    "Fragment",
    "Meaning",
    "OtherRow",
    "Remark",
    "TitleRow",
    "WholeRow",
    "columns_of",
    "header_roles",
    "is_header",
    "whole_rows",
]
