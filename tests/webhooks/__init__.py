"""Twilio's door from outside: real HTTP, real signatures, and everything that can be wrong with a request."""
