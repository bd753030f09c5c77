"""The telephone side of Piket, on four floors: domain, store, workflows, and the doors above them."""
