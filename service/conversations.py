"""Conversations with tools: the last turn of each, kept for a while under an id that nobody can guess."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from query.answer import Answer
from query.dialogue import Turn
from query.engine import converse
from query.paging import FIRST, Window
from query.world import World

KEPT_FOR = 1800.0  # seconds after its last question
MOST = 5000  # conversations; the one that was silent longest goes first
NEW = "new"
FORGOTTEN = "That conversation is no longer held; the question was taken by itself."


class Conversations:
    """The turns of conversations by id. Several threads may ask at once."""

    def __init__(
        self, kept_for: float = KEPT_FOR, most: int = MOST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._kept_for, self._most, self._clock = kept_for, most, clock
        self._lock = threading.Lock()
        self._turns: OrderedDict[str, tuple[float, Turn | None]] = OrderedDict()

    def ask(self, question: str, conversation: str, world: World, window: Window = FIRST) -> tuple[Answer, str]:
        """The answer in a conversation (NEW: a new one), or the part that is wanted, and the id under which it goes on.

        One that is no longer held begins anew, and the answer says so. Raises what the store raises.
        """
        held, turn = self._take(conversation)
        answer, turn = converse(question, turn, world, window)
        if not held and conversation != NEW:
            answer = replace(answer, notes=(*answer.notes, FORGOTTEN))
        return answer, self._keep(conversation if held else secrets.token_urlsafe(12), turn)

    def _take(self, conversation: str) -> tuple[bool, Turn | None]:
        with self._lock:
            until, turn = self._turns.get(conversation, (0.0, None))
            return (True, turn) if until > self._clock() else (False, None)

    def _keep(self, conversation: str, turn: Turn | None) -> str:
        with self._lock:
            now = self._clock()
            self._turns[conversation] = (now + self._kept_for, turn)
            self._turns.move_to_end(conversation)
            while self._turns and (len(self._turns) > self._most or next(iter(self._turns.values()))[0] <= now):
                self._turns.popitem(last=False)
        return conversation


def after(questions: list[str], world: World) -> Turn | None:
    """The turn that questions asked one after another lead to. Raises what the store raises."""
    turn: Turn | None = None
    for question in questions:
        _, turn = converse(question, turn, world)
    return turn
