"""Killing the counter at every moment, and proving from the platforms' journals that nobody noticed."""
