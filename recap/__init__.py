"""The mail room: the scheduled jobs, and (with the daily recap) all mail."""
