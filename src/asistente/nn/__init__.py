"""Multilayer perceptrons with nothing but NumPy: layers, losses, optimizers, networks."""
