"""The verbs that a yes-or-no question begins with."""

_VERBS = ("is", "are", "was", "were", "does", "do", "did", "has", "have", "had", "will", "can")
AUXILIARIES = frozenset((*_VERBS, *(f"{verb}nt" for verb in _VERBS), "dont", "cant", "wont"))
