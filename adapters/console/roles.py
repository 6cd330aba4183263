"""Who may do what, as the console's pages ask it. The table stands one storey below, where others see it too."""

from adapters.roster.people import Level, Member, Presence, Role, Viewer
from adapters.roster.roles import TABLE, Action, Reach, asks_why, may

__all__ = ["TABLE", "Action", "Level", "Member", "Presence", "Reach", "Role", "Viewer", "asks_why", "may"]
