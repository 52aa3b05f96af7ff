"""What opening a world costs."""

from __future__ import annotations

import subprocess
import sys


def test_a_world_is_opened_without_what_only_search_needs() -> None:
    code = "import sys, service.worlds; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
