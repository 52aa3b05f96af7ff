"""What a process that is about to be killed has loaded before it begins: all that building and serving need."""

from __future__ import annotations

import service.build
import service.commands.build
import service.commands.serve
import service.http.server
import service.meaning
import service.worlds  # noqa: F401
from graph.updates import check_update
from ingest.reader import read
from ingest.samples import sample_files

check_update("CLEAR ALL")
read(*sample_files()[0])
