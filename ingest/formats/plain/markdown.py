"""What Markdown adds to plain text, and what in it is no content."""

from __future__ import annotations

import re

from ingest.formats.plain.lines import Lines

_RULE = re.compile(r"\s*(?:[-_*=~+#]\s?){3,}")


def pass_over_front_matter(lines: Lines) -> None:
    """Pass over the settings that a site generator wants before the text ("---", YAML, "---")."""
    texts = lines.texts
    if texts[0].strip() == "---":
        end = next((i for i, line in enumerate(texts[1:200], 1) if line.strip() in {"---", "..."}), 0)
        if end and all(":" in line or line[:1] in " -#" or not line.strip() for line in texts[1:end]):
            lines.pass_over(0, end, "settings in front of the text")


def pass_over_rule(lines: Lines) -> bool:
    """Pass over a line that is drawn across the page where the lines stand; False where there is none."""
    line = lines.texts[lines.at]
    if line.strip()[0] not in "-_*=~+#" or not _RULE.fullmatch(line):
        return False
    lines.pass_over(lines.at, lines.at, "a line drawn across the page")
    lines.at += 1
    return True
