"""The benchmarks: the product's webhooks beside the least that any honest handler does, in the same run."""
