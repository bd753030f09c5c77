"""The verbs: files read, tables loaded, decisions recorded, on both databases."""
