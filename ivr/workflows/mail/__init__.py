"""The mails of the office: what they say, and their envelope. They are queued here; only the mail room posts."""
