"""The terminal's door: the commands of administrators and coordinators, in Indonesian."""
