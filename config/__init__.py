"""What an office decides: settings, hotline files and prompts, read and checked into plain data."""
