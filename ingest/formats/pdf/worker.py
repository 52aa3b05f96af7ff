"""The process that reads one PDF: its bytes in on standard input, its contents out on standard output, as JSON.

pdfium is a program in C++ that strangers' files are put into. Here it may crash, or take all the time and memory that
it is given, and nothing else is lost.
"""

from __future__ import annotations

import contextlib
import json
import sys

from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.pdf.reading import contents_of
from ingest.formats.pdf.wire import packed

MEGABYTES = 900
SECONDS, SECONDS_A_PAGE = 5.0, 1.0  # of processor time
NO_MEMORY = 3


def main() -> int:
    """Read a PDF from standard input; exit status `NO_MEMORY` where it needs more than it may have."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = packed(contents_of("", sys.stdin.buffer.read(), _allow))
    except UnreadableDocumentError as error:
        said = {"problem": error.problem, "remedy": error.remedy}
    except MemoryError:
        return NO_MEMORY
    sys.stdout.buffer.write(json.dumps(said, separators=(",", ":")).encode())
    return 0


def _allow(page: int) -> None:
    """Give processor time for the page after so many: past it, the system ends the process."""
    until = int(SECONDS + SECONDS_A_PAGE * (page + 1)) + 1
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (until if most < 0 else min(until, most), most))


if __name__ == "__main__":
    sys.exit(main())
