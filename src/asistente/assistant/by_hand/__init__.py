"""The game in which a person is the optimizer: three numbers are moved by hand, beside gradient descent."""
