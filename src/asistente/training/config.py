"""What a run is asked to do: one frozen, validated value, the same from a link, a prompt or a flag."""
