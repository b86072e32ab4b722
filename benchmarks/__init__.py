"""Benchmarks: how fast leermatch is, beside peers that get the same data and must give the same answer.

`uv run --group benchmarks python -m benchmarks rank --seekers 100000 --places 30000 --json`; see
docs/algorithms/benchmarks.md.
"""
