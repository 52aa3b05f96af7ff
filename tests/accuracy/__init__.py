"""How well whole plans are read, against truth made by hand; needs ../shared and is skipped without it."""
