"""The commands of the terminal, typed and read."""
