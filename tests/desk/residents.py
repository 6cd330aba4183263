"""Somebody who writes on our own page; on the platforms it is ``tests.phones`` that writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx2

if TYPE_CHECKING:
    from collections.abc import Callable


class Page:
    """A browser with our page open. ``home`` gives the address of a process that is up."""

    def __init__(self, home: Callable[[], str]) -> None:
        self._home = home
        self._client = httpx2.Client(timeout=30)
        self._seen = 0
        self.talk = ""
        self._get("/")

    def do(self, words: str) -> None:
        """Write, or tap what is in brackets."""
        self._seen = max((line["position"] for line in self._lines()), default=0)
        said: dict[str, str] = {"text": words}
        if words.startswith("["):
            said = {"tap": {choice["label"]: choice["data"] for choice in self._choices()}[words[1:-1]]}
        home = self._home()
        answer = self._client.post(
            f"{home}/web/messages",
            json={"event": str(uuid4()), "language": "uk", **said},
            headers={"origin": home, "sec-fetch-site": "same-origin", "cookie": self._cookie},
        )
        assert answer.status_code == 202, answer.text

    def answer(self) -> str:
        """Give what came since."""
        new = [line for line in self._lines() if line["position"] > self._seen and not line["mine"]]
        return "\n".join(_said(line["reply"]) for line in new)

    def buttons(self) -> list[str]:
        """Give what can be tapped."""
        return [choice["label"] for choice in self._choices()]

    def turn(self) -> None:
        """Do nothing: the page shows all choices."""

    def close(self) -> None:
        """Close the browser."""
        self._client.close()

    def _choices(self) -> list[dict[str, str]]:
        replies = [line["reply"] for line in self._lines() if line["reply"] and line["reply"]["choices"]]
        choices: list[dict[str, str]] = replies[-1]["choices"] if replies else []
        return choices

    def _lines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        headers = {"cookie": self._cookie, "sec-fetch-site": "same-origin"}
        with self._client.stream("GET", f"{self._home()}/web/events?after=0", headers=headers) as stream:
            for line in stream.iter_lines():
                if line == "event: synced":
                    break
                if line.startswith("data: {") and line != "data: {}":
                    found.append(json.loads(line.removeprefix("data: ")))
        return found

    def _get(self, path: str) -> None:
        answer = self._client.get(f"{self._home()}{path}")
        assert answer.status_code == 200
        self._cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


def _said(reply: dict[str, Any]) -> str:
    sender = f"{reply['sender']}: " if reply["sender"] else ""
    return sender + "\n".join(str(part.get("text", "")) for part in reply["parts"])
