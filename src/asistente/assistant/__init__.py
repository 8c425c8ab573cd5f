"""A turn in, a reply out: routing, composing, and what is said about a run."""
