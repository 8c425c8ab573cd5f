"""`python -m asistente` is the command `asistente`."""

from asistente.cli.main import main

raise SystemExit(main())
