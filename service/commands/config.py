"""`goldenthread config`: the settings as they hold, and where each comes from."""

from __future__ import annotations

import argparse
import json

HELP = "show the settings as they hold, and where each comes from"
DESCRIPTION = """Check the settings and show each as it holds: of the environment, of the file that GOLDENTHREAD_CONFIG
names (or goldenthread.toml in the current folder), or as it is when nobody says anything. In the file a setting has its
name in lower case without GOLDENTHREAD_: deadline = 30. Keys are not shown."""
EXAMPLES = """  goldenthread config
  GOLDENTHREAD_CONFIG=/etc/goldenthread.toml goldenthread config --format json"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print (default: table)")


def run(args: argparse.Namespace) -> int:
    """Print the settings."""
    from service.settings import held_settings  # noqa: PLC0415

    settings = held_settings()
    if args.format == "json":
        print(json.dumps([{"name": s.name, "value": s.value, "from": s.source} for s in settings], indent=1))
        return 0
    for setting in settings:
        print(f"{setting.name:<28} {setting.value or '-':<40} {setting.source}")
    return 0
