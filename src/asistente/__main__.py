"""`python -m asistente` is the command `asistente`."""

import sys

try:
    from asistente.cli.main import main

    sys.exit(main())
except KeyboardInterrupt:  # while the program is still being read
    sys.exit(130)
