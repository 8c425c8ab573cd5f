"""The network of a run is questioned: turns that ask it something are read, and answered by its weights."""
