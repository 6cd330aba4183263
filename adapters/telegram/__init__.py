"""The counter on Telegram: updates come in by long polling or webhook, answers go out by the Bot API."""
