"""PDF: words, rules and shading of each page, made into tables, headings and paragraphs with their pages.

Every PDF is read in a process of its own (`ingest.formats.pdf.worker`) with bounds on its time and memory.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from ingest.document import Block
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.pdf.compose import written
from ingest.formats.pdf.wire import unpacked

__all__ = ["read_pdf"]

_NO_MEMORY = 3
_MOST_SECONDS = 900  # by the clock; the process counts its own processor time, and has far less of that
_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 0))


def read_pdf(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The text of a PDF, its pages parted by form feeds, and its blocks, each with its page.

    Raises `UnreadableDocumentError`, which names the file, for what is no PDF, damaged, encrypted, without text, or
    takes more time or memory to read than any plan does.
    """
    command = [sys.executable, "-m", "ingest.formats.pdf.worker"]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[3],
            timeout=_MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused(name, _OUT_OF_TIME) from None
    if done.returncode:
        raise _refused(name, done.returncode)
    said = json.loads(done.stdout)
    if "problem" in said:
        raise UnreadableDocumentError(name, said["problem"], said["remedy"])
    return written(unpacked(said))


def _refused(name: str, status: int) -> UnreadableDocumentError:
    remedy = "print it to a new PDF and give that"
    if status == _OUT_OF_TIME:
        return UnreadableDocumentError(name, "this PDF takes too long to read", remedy)
    if status == _NO_MEMORY:
        return UnreadableDocumentError(name, "this PDF needs more memory than a plan may", remedy)
    return UnreadableDocumentError(name, "this PDF is damaged, or needs more memory than a plan may", remedy)
