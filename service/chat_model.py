"""A language model by OpenAI's chat API, as many servers speak it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from query.proposals.messages import Message
from query.proposals.propose import ModelError

LARGEST = 200_000  # bytes of a reply
LONGEST = 4000  # tokens that it may have


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model behind an address that ends in /v1: its name there, the key it wants, the seconds it may take."""

    address: str
    name: str
    key: str = ""
    seconds: float = 20.0

    def complete(self, messages: tuple[Message, ...], schema: Mapping[str, Any]) -> str:
        """The model's reply to the messages of a chat, which should be JSON of a schema. Raises ModelError."""
        asked = {
            "model": self.name,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": LONGEST,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "reading", "schema": schema, "strict": False},
            },
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            reply = self._sent(asked, headers)
            content = json.loads(reply)["choices"][0]["message"]["content"]
        except httpx.TimeoutException:
            raise ModelError(f"no reply within {self.seconds:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelError(f"it cannot be reached ({' '.join(str(error).split()) or type(error).__name__})") from None
        except (ValueError, LookupError, TypeError):
            raise ModelError("its reply is none of a chat") from None
        if not isinstance(content, str) or not content.strip():
            raise ModelError("its reply is empty")
        return content

    def _sent(self, asked: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
        url = self.address.rstrip("/") + "/chat/completions"
        with (
            httpx.Client(timeout=self.seconds, trust_env=False) as client,
            client.stream("POST", url, json=asked, headers=headers) as reply,
        ):
            body = b""
            for part in reply.iter_bytes():
                body += part
                if len(body) > LARGEST:
                    raise ModelError(f"its reply is longer than {LARGEST:,} bytes")
            if not reply.is_success:
                raise ModelError(f"it replied {reply.status_code}")
            return body
