"""Stand-ins for the platforms: strict, stateful, and of use to any bot. They import nothing of this project."""
