"""Loaded before any test, and so before NumPy: what is trained here computes on one thread.

On the two busy cores of a small machine a run of the digits took 25 times as long with two.
"""

from asistente.training import one_thread  # noqa: F401
