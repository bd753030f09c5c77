"""Twilio's door: verify a request, read it as an event, speak an instruction as TwiML, ask the REST API."""
