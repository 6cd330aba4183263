"""Names of what is said outside a turn of the person: made from the case and from who asked for it."""

EVENT = "case:"
"""How these events begin; platforms' ids of events never do."""


def event_of(case_id: str, key: str) -> str:
    """Name what is said by one move."""
    return f"{EVENT}{case_id}:{key}"


def key_of(event: str) -> str:
    """Give the key of the move that said something; "" when it answers a message."""
    return event.rpartition(":")[2] if event.startswith(EVENT) else ""


def case_of(event: str) -> str | None:
    """Give the case that something was said in; None when it answers a message."""
    return event.removeprefix(EVENT).partition(":")[0] if event.startswith(EVENT) else None
