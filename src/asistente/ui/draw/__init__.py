"""Pictures as pure functions: arrays and a size in, text out. No widget, no state."""
