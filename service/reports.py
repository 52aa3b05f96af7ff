"""The reading reports that a store keeps of its documents: one JSON file each, in the folder `reports` of the store."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

from ingest.report import Report


def report_file(location: str, document: str) -> Path | None:
    """Where the report of a document (by its IRI) lies; None for an endpoint, which keeps no files."""
    if re.match(r"https?://", location):
        return None
    name = re.sub(r"[^\w.-]+", "-", document.partition("/document/")[2] or document).strip("-")
    return Path(location) / "reports" / f"{name}.json"


def keep(location: str, document: str, report: Report) -> None:
    """Write the report of a document, whole or not at all. Raises OSError where the disk does not allow it."""
    file = report_file(location, document)
    if file is None:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps({"document": document, **report.as_json()}, ensure_ascii=False), encoding="utf-8")
    fresh.replace(file)


def kept(location: str, document: str) -> Report | None:
    """The report of a document; None where there is none, or one of another version."""
    file = report_file(location, document)
    try:
        return Report.from_json(json.loads(file.read_text(encoding="utf-8"))) if file else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def clear(location: str, documents: Iterable[str]) -> None:
    """Take away the reports of all but these documents (IRIs), and what a build that was killed left."""
    files = [file for document in documents if (file := report_file(location, document))]
    folder = Path(location) / "reports"
    if re.match(r"https?://", location) or not folder.is_dir():
        return
    wanted = {file.name for file in files}
    for entry in os.scandir(folder):
        if entry.name not in wanted and entry.is_file():
            Path(entry.path).unlink(missing_ok=True)
