"""Measurements: how quick the tracker is at ten thousand to a million recommendations.

`make bench` runs `python -m bench`; docs/performance.md says what it measures and how to read it.
"""
