"""The Textual app: screens route, widgets show, one stylesheet."""
