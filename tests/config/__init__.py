"""What an office writes is read completely, and every mistake in it is named."""
