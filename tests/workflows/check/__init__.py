"""The inspection before service."""
