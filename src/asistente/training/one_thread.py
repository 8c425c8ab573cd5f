"""Imported before NumPy: linear algebra on one thread, unless the environment says otherwise.

Networks this small only wait for a second thread: the digits train at 30,000 steps a second on one, and
at 3,500 on the two of a busy machine.
"""

from __future__ import annotations

import os

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
for _name in THREADS:
    os.environ.setdefault(_name, "1")
