"""The recap: what it covers, what it says, and how it looks."""
