"""The service against its own OpenAPI description, by schemathesis: all checks, generated requests, right and wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.strain.serving import KEY, ROOT, running

HERE = Path(__file__).parent


def contract(location: Path, seconds: int, only: Sequence[str] = (), seed: int | None = None) -> tuple[int, str]:
    """Run schemathesis against a service over a store: its exit status (0: no failure), and what it said."""
    command = [
        shutil.which("schemathesis", path=str(Path(sys.executable).parent)) or "schemathesis",
        *("--config-file", str(HERE / "schemathesis.toml"), "run"),
    ]
    with running(location) as service:
        options = [
            f"{service.address}/openapi.json",
            *("--checks", "all", "--max-time", str(seconds), "--header", f"Authorization: Bearer {KEY}"),
            *("--suppress-health-check", "all", "--continue-on-failure", "--warnings", "off"),
            *("--request-timeout", "120", "--max-response-time", "60"),  # a busy machine is no failure
            *(part for path in only for part in ("--include-path", path)),
            *(("--seed", str(seed)) if seed is not None else ()),
        ]
        env = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.strain.contract_hooks", "PYTHONPATH": str(ROOT)}
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, env=env, cwd=ROOT)
    return done.returncode, done.stdout + done.stderr
