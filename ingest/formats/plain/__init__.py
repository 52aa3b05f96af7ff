"""Plain text and Markdown: each module takes one kind of thing from the lines of a text and gives it as blocks."""
