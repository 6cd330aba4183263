"""What the counter knows, and how it finds it."""
