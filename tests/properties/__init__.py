"""What holds for every call, whatever happens in whatever order."""
