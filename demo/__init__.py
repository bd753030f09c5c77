"""The demonstration: sample people, today's roster, a virtual telephone network, and the real application."""
