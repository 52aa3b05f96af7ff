"""A model's reading of a question that the parser is not sure of, checked; or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from query.parse.context import context_of, served
from query.proposals.accounting import left_out
from query.proposals.decode import decoded
from query.proposals.messages import Message, messages
from query.proposals.shape import json_schema
from query.proposals.words import Question, RefusedError
from query.reading import Proposed
from query.world import World

Complete = Callable[[tuple[Message, ...], Mapping[str, Any]], str]
"""Sends the messages of a chat and a JSON Schema to a model; gives its reply. Raises ModelError."""


class ModelError(RuntimeError):
    """A model cannot be reached, or does not reply as its protocol has it: the message says what happened."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Readings that a model of some name proposes."""

    name: str
    complete: Complete

    def __call__(self, question: str, world: World) -> Proposed:
        """A model's reading of a question, or a note that says why there is none. Raises what the store raises."""
        if not served(world.schema):
            return Proposed(None, "")
        asked = Question(question, context_of(world))
        try:
            reply = self.complete(
                messages(question, world.schema), world.once("proposals", lambda: json_schema(world.schema))
            )
            form, proposal = decoded(reply, asked)
            lost = left_out(asked, form, proposal)
        except (ModelError, RefusedError) as problem:
            return Proposed(None, f"The language model {self.name} was asked, of no use: {problem}")
        if lost:
            words = ", ".join(f"“{w}”" for w in lost)
            return Proposed(None, f"The language model {self.name} was asked, of no use: it leaves out {words}")
        return Proposed(form, f"Read by the language model {self.name}: see whether this is what was meant")
