"""Review: what a person of the language has read and found good, and the worksheet in which they say so."""
