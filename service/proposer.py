"""Who proposes readings of a question that the parser is not sure of: the language model that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.settings import language_model

if TYPE_CHECKING:
    from query.world import Proposer


def proposer() -> Proposer | None:
    """The proposer that the settings name; None where they name none."""
    held = language_model()
    if held is None:
        return None
    # what these bring with them (pydantic, httpx) is only loaded where a model is asked
    from query.proposals.propose import Proposals  # noqa: PLC0415
    from service.chat_model import ChatModel  # noqa: PLC0415

    model = ChatModel(*held)
    return Proposals(model.name, model.complete)
