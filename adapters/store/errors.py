"""What the store adds to ``bot.errors``: the two ways in which an answer comes too late."""

from bot.errors import AlreadyAnswered, StaleConversation

__all__ = ["AlreadyAnswered", "StaleConversation"]
