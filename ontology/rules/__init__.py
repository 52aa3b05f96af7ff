"""Derivation rules, and the links that make up a thread: data, read by `graph.derive` and `graph.projection`."""
