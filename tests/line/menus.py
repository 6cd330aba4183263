"""LINE's side of rich menus, as far as a sync needs it: it refuses what LINE refuses."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from adapters.line.menu.areas import Numbers

Said = tuple[int, dict[str, Any]]
NUMBERS = Numbers("119", "110")
GOOD: Said = (200, {})
ALIAS = re.compile(r"[a-z0-9_-]{1,32}")


@dataclass
class Menus:
    """``linked`` says who sees which menu."""

    menus: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default: str = ""
    linked: dict[str, str] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    batches: bool = True
    number: int = 0

    def answer(self, method: str, path: str, raw: bytes) -> Said:  # noqa: C901, PLR0911, PLR0912 - a line a call
        if method != "GET":
            self.changes.append(f"{method} {path}")
        parts = path.removeprefix("/v2/bot/").split("/")
        match method, parts:
            case "GET", ["richmenu", "list"]:
                return 200, {"richmenus": [{**menu, "richMenuId": ident} for ident, menu in self.menus.items()]}
            case "GET", ["richmenu", "alias", "list"]:
                rows = [{"richMenuAliasId": name, "richMenuId": ident} for name, ident in self.aliases.items()]
                return 200, {"aliases": rows}
            case "POST", ["richmenu"]:
                self.number += 1
                self.menus[f"richmenu-{self.number}"] = json.loads(raw)
                return 200, {"richMenuId": f"richmenu-{self.number}"}
            case "POST", ["richmenu", ident, "content"] if ident in self.menus and ident not in self.pictures:
                self.pictures[ident] = raw
                return GOOD
            case "POST", ["richmenu", "alias"]:
                given = json.loads(raw)
                return self._named(given["richMenuAliasId"], given["richMenuId"], known=False)
            case "POST", ["richmenu", "alias", name]:
                return self._named(name, json.loads(raw)["richMenuId"], known=True)
            case "GET", ["user", "all", "richmenu"]:
                return (
                    (200, {"richMenuId": self.default}) if self.default else (404, {"message": "no default richmenu"})
                )
            case "POST", ["user", "all", "richmenu", ident] if ident in self.pictures:
                self.default = ident
                return GOOD
            case "POST", ["richmenu", "batch"] if self.batches:
                moves = {each["from"]: each["to"] for each in json.loads(raw)["operations"]}
                self.linked = {who: moves.get(ident, ident) for who, ident in self.linked.items()}
                return 202, {}
            case "GET", ["richmenu", "progress", "batch"]:
                return 200, {"phase": "succeeded", "acceptedTime": "2026-11-23T00:00:00Z"}
            case "DELETE", ["richmenu", ident] if ident in self.menus:
                del self.menus[ident]
                self.linked = {who: seen for who, seen in self.linked.items() if seen != ident}
                return GOOD
            case _:
                return 404, {"message": "Not found"}

    def _named(self, name: str, ident: str, *, known: bool) -> Said:
        if (name in self.aliases) is not known or ident not in self.pictures or not ALIAS.fullmatch(name):
            return 400, {"message": "no"}
        self.aliases[name] = ident
        return GOOD
