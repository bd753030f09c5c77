"""The inspection before service: facts are gathered, and judged by pure rules into findings with a remedy."""
