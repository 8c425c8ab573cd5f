"""The side pane: one run as curve, sums, weights and controls."""
