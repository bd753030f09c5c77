"""The pages and probes of people's door."""
