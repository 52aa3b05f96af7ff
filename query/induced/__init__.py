"""Questions over a graph that nobody wrote a lexicon for: its own names and values, and generic English."""
