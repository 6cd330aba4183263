"""The demonstration: the counter with a LINE phone and a Telegram phone on one page, no account needed."""
