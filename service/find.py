"""Search and threads, as the command line and the service both give them."""

from __future__ import annotations
