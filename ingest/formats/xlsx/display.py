"""Values of cells as a workbook displays them: its number formats (ECMA-376 part 1, clause 18.8.31)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import isfinite

_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|AM/PM|A/P|[eE][+-]|y+|m+|d+|h+|s+|[0#?]+|.', re.IGNORECASE | re.DOTALL
)
_LITERAL_MONEY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_GENERAL = frozenset({"", "general", "@"})
_WIDEST = 60
_WHOLE_UP_TO = 10**11


def displayed(value: object, form: str) -> str:
    """A value in its number format, as an English reader sees it.

    Dates that a format prints with the month before the day in figures are printed day first: the day is known, and
    which comes first must not be guessed.

    >>> displayed(0.375, "0.0%"), displayed(-1250, '"£"#,##0;("£"#,##0)'), displayed(datetime(2010, 3, 1), "mmm\\\\-yy")
    ('37.5%', '(£1,250)', 'Mar-10')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value, form[: _WIDEST * 4])
    if isinstance(value, datetime | date | time):
        return _moment(value, form[: _WIDEST * 4])
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return str(value)


def _general(value: int | float | Decimal) -> str:
    if isinstance(value, int):
        return str(value)
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < _WHOLE_UP_TO else format(number, ".10g")


def _number(value: int | float | Decimal, form: str) -> str:
    if isinstance(value, float) and not isfinite(value):
        return ""
    section, signed = _section(value, form.split(";"))
    if section.strip().casefold() in _GENERAL:
        return _general(value)
    tokens = _tokens(section)
    digits = "".join(token for token in tokens if re.fullmatch(r"[0#?]+|\.|,", token))
    if not re.search(r"[0#?]", digits) or "/" in tokens or any(re.fullmatch(r"[eE][+-]", t) for t in tokens):
        return _general(value) if re.search(r"[0#?]|general", section, re.IGNORECASE) else _literals(tokens)
    try:
        exact = abs(Decimal(str(value)))
        exact *= Decimal(100) ** tokens.count("%")
        whole, _, places = digits.partition(".")
        scaled = len(whole) - len(whole.rstrip(",")) if not places else len(places) - len(places.rstrip(","))
        exact /= Decimal(1000) ** scaled
        least, most = places.count("0"), len(re.findall(r"[0#?]", places))
        text = format(exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP), "f")
    except (InvalidOperation, OverflowError):
        return _general(value)
    before, _, after = text.partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    after = after[:least] + after[least:].rstrip("0")
    if "," in whole.rstrip(","):
        before = f"{int(before or 0):,}" if before else ""
    printed = before + (f".{after}" if after else "")
    sign = "-" if signed and value < 0 and printed.strip("0.,") else ""
    return sign + _around(tokens, printed)


def _section(value: int | float | Decimal, sections: list[str]) -> tuple[str, bool]:
    """The part of a format that a value takes, and whether a negative one still needs its sign."""
    for section in sections:
        condition = _CONDITION.search(section)
        if condition and _holds(float(value), condition[1], float(condition[2])):
            return section, True
    if any(_CONDITION.search(section) for section in sections):
        return sections[-1], True
    if len(sections) > 2 and value == 0:
        return sections[2], False
    if len(sections) > 1 and value < 0:
        return sections[1], False
    return sections[0], True


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[sign]


def _tokens(section: str) -> list[str]:
    return [token for token in _TOKEN.findall(section) if token[0] not in "_*"]


def _literal(token: str) -> str:
    """What a token prints that is no digit."""
    money = _LITERAL_MONEY.match(token)
    if money:
        return money[1]
    if token.startswith("["):
        return ""
    if token.startswith('"'):
        return token.strip('"')
    return token[1:] if token.startswith("\\") else token


def _literals(tokens: list[str]) -> str:
    return "".join(_literal(token) for token in tokens).strip()


def _around(tokens: list[str], printed: str) -> str:
    """The number with what its format prints before and after it."""
    text, placed = "", False
    for token in tokens:
        if re.fullmatch(r"[0#?]+|\.|,", token):
            text += "" if placed else printed
            placed = True
        else:
            text += _literal(token)
    return text.strip()


def _moment(value: datetime | date | time, form: str) -> str:
    section = form.partition(";")[0]
    tokens = _tokens(section)
    parts = [token for token in tokens if re.fullmatch(r"[ymdhs]+|AM/PM|A/P", token, re.IGNORECASE)]
    kinds = "".join(part[0].lower() for part in parts)
    if not parts or (isinstance(value, time) and set(kinds) & set("yd")):
        return _plainly(value)
    dated = re.sub("[hsa]|(?<=h)m", "", kinds)
    if "m" in dated and "d" in dated and dated.index("m") < dated.index("d") and _in_figures(parts) and dated[0] != "y":
        return _plainly(value)
    at = datetime.combine(value, time()) if type(value) is date else value
    half = any(part.upper() in {"AM/PM", "A/P"} for part in parts)
    text, before = "", ""
    for number, token in enumerate(tokens):
        lower = token.lower()
        following = next((t.lower() for t in tokens[number + 1 :] if re.fullmatch(r"[ymdhs]+", t, re.I)), "")
        if lower[0] == "m" and lower == "m" * len(lower) and (before[:1] == "h" or following[:1] == "s"):
            text += f"{at.minute:02d}" if isinstance(at, datetime | time) else ""
        elif re.fullmatch(r"[ymdhs]+|am/pm|a/p", lower):
            text += _part(at, lower, half)
        else:
            text += _literal(token)
        before = lower if re.fullmatch(r"[ymdhs]+", lower) else before
    return text.strip()


def _in_figures(parts: list[str]) -> bool:
    return not any(part.lower() in {"mmm", "mmmm", "mmmmm"} for part in parts)


def _part(at: datetime | date | time, token: str, half: bool) -> str:
    if isinstance(at, datetime | date):
        named = {"y": "%y", "yy": "%y", "d": f"{at.day}", "dd": "%d", "ddd": "%a", "m": f"{at.month}", "mm": "%m",
                 "mmm": "%b", "mmmm": "%B", "mmmmm": "%b"}  # fmt: skip
        if token[0] in "ymd":
            return at.strftime(named.get(token, {"y": "%Y", "d": "%A", "m": "%B"}[token[0]]))
    hour = getattr(at, "hour", 0)
    if token[0] == "h":
        shown = (hour - 1) % 12 + 1 if half else hour
        return f"{shown:02d}" if len(token) > 1 else str(shown)
    if token[0] == "s":
        return f"{getattr(at, 'second', 0):02d}"
    if token[0] == "m":
        return f"{getattr(at, 'minute', 0):02d}"
    return "PM" if hour >= 12 else "AM"


def _plainly(value: datetime | date | time) -> str:
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M")
    return value.strftime("%d/%m/%Y" if isinstance(value, date) else "%H:%M")
