"""Runs: what is learnt (demos), one training of it (run), the process that does it (worker), its news."""
