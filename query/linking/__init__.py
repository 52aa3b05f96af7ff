"""From words to things: names, titles, times and numbers of a question."""
