"""The reader: the list of topics and the page beside it."""
