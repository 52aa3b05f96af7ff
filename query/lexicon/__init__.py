"""How people say things: words, wordings and what they mean."""
