"""Broken and hostile documents by the thousand, through the reader."""
