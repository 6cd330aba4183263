"""The web chat: one page, its own talk as a live stream, and one door for what people write."""
