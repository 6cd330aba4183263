"""Finding the entry that a text asks for, offline, in every language."""
