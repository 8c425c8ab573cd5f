"""The conversation: the turns, the chips under the last one, and the prompt."""
