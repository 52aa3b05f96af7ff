"""What all tests share: an example's time on a busy machine fails no property test; benchmarks measure speed."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("goldenthread", deadline=None)
settings.load_profile("goldenthread")
