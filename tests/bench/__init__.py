"""Benchmarks: graphs of any size in our vocabulary, and how long things take on them."""
