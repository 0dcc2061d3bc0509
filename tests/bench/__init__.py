"""Benchmarks: whole processes by CPU time, alternately with a named baseline, as ratios.

`python -m tests.bench [NAME…]` runs the modules here that have a `main()`. Machines differ and are
noisy: only the ratios of one run compare.
"""
