"""Pages, their sections, and the search that finds the passage a question is about."""
