"""Print the scores: `python -m tests.accuracy [--misses N] [plan]`."""

import sys

from tests.accuracy.harness import main

sys.exit(main(sys.argv[1:]))
