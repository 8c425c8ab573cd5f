"""Folders and files: where the content lies and where the user's own things may go."""
