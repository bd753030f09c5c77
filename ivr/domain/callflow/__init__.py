"""The course of a call: one file per phase, every rule a pure function from a call and an event to the next step."""
