"""Everything that shows that Piket keeps its promises."""
