"""Two telephones: what a person does on each, and what they see of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.emulators.line import Emulator as LineEmulator
    from adapters.emulators.telegram import Emulator as TelegramEmulator

LETTERS = "(letters) "
WHERE = "(location) "
PICTURE = "(picture)"
JOINS = "(joins)"


class Phone(Protocol):
    """One person's app. ``talk`` is the platform's id of their chat."""

    talk: str

    def do(self, words: str) -> None:
        """Write, tap, send or open, as the talk says."""
        ...

    def answer(self) -> str:
        """Give all text that came since the person's last act, buttons apart."""
        ...

    def buttons(self) -> list[str]:
        """Give the labels that can be tapped now."""
        ...

    def turn(self) -> None:
        """Turn to the next page of choices, where there is one and it was not asked for yet."""
        ...


def written(words: str) -> str:
    """Give the text that is typed."""
    if words.startswith(LETTERS):
        count, _, word = words.removeprefix(LETTERS).partition(" ")
        return (word * int(count))[: int(count)]
    return words


def spot(words: str) -> tuple[float, float]:
    """Give the place that is sent."""
    latitude, _, longitude = words.removeprefix(WHERE).partition(",")
    return float(latitude), float(longitude)


def texts(given: object) -> Iterator[str]:
    """Give every text somewhere in a message object that a person reads."""
    if isinstance(given, dict):
        for key, value in given.items():
            if (key in {"text", "altText", "title", "address"} and isinstance(value, str)) or (
                key == "uri" and isinstance(value, str)
            ):
                yield value
            else:
                yield from texts(value)
    elif isinstance(given, list):
        for value in given:
            yield from texts(value)


class LinePhone:
    """LINE, on its emulator."""

    def __init__(self, emulator: LineEmulator, profile: str | None) -> None:
        self._emulator = emulator
        self._person = self.talk = emulator.add_person("someone", profile, friend=False).id
        self._seen = 0
        self._first = True

    def do(self, words: str) -> None:
        """Act; whoever has not opened the chat yet does so first, as LINE makes everybody."""
        if self._first and words != JOINS:
            self._emulator.state.people.people[self._person].friend = True
        self._first = False
        self._seen = len(self._emulator.items(self._person))
        if words == JOINS:
            self._emulator.follow(self._person)
        elif words == PICTURE:
            self._emulator.send(self._person, "image")
        elif words.startswith(WHERE):
            self._emulator.location(self._person, *spot(words))
        elif words.startswith("["):
            self._tap(words[1:-1])
        else:
            self._emulator.say(self._person, written(words))

    def answer(self) -> str:
        """Give the texts of the bot's bubbles."""
        items = self._emulator.items(self._person)[self._seen :]
        return "\n".join(text for item in items if not item.mine for text in texts(item.object))

    def buttons(self) -> list[str]:
        """Give the quick replies of the newest bubble, by what a tap would say."""
        return [str(action.get("displayText") or action["label"]) for action in self._actions()]

    def turn(self) -> None:
        """Tap "more" among the quick replies; the tap itself makes them vanish."""
        for action in self._actions():
            if "page:" in str(action.get("data")):
                self._emulator.do(self._person, action)
                return

    def _actions(self) -> list[dict[str, Any]]:
        shown = self._emulator.screen(self._person)["quick_replies"]
        return [item["action"] for item in shown]

    def _tap(self, label: str) -> None:
        for action in self._actions():
            if label in {action.get("displayText"), action["label"]}:
                self._emulator.do(self._person, action)
                return
        msg = f"{label!r} cannot be tapped: {self.buttons()}"
        raise AssertionError(msg)


class TelegramPhone:
    """Telegram, on its emulator."""

    def __init__(self, emulator: TelegramEmulator, profile: str | None) -> None:
        self._emulator = emulator
        self._person = emulator.people.add("Someone", (profile or "").lower() or None)
        self.talk = str(self._person)
        self._seen = 0

    def do(self, words: str) -> None:
        """Act; a chat begins with Start, which the emulator takes for granted."""
        self._seen = len(self._items())
        people = self._emulator.people
        if words == JOINS:
            people.start(self._person)
        elif words == PICTURE:
            people.send(self._person, "photo")
        elif words.startswith(WHERE):
            people.location(self._person, *spot(words))
        elif words.startswith("["):
            self._tap(words[1:-1])
        else:
            people.say(self._person, written(words))

    def answer(self) -> str:
        """Give the texts of the bot's messages, links and places included."""
        return "\n".join(
            text for item in self._items()[self._seen :] if not item["mine"] for text in _telegram_texts(item["object"])
        )

    def buttons(self) -> list[str]:
        """Give the labels of the newest inline keyboard."""
        return [button["text"] for _, button in self._keyboard()]

    def turn(self) -> None:
        """Do nothing: a keyboard shows all of them."""

    def _items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self._emulator.screen(self._person)["items"]
        return items

    def _keyboard(self) -> list[tuple[int, dict[str, Any]]]:
        for item in reversed(self._items()):
            rows = item["object"].get("reply_markup", {}).get("inline_keyboard", [])
            if rows and not item["mine"]:
                return [(item["object"]["message_id"], button) for row in rows for button in row]
        return []

    def _tap(self, label: str) -> None:
        for message, button in self._keyboard():
            if button["text"] == label:
                self._emulator.people.tap(self._person, message, button["callback_data"])
                return
        msg = f"{label!r} cannot be tapped: {self.buttons()}"
        raise AssertionError(msg)


def _telegram_texts(message: dict[str, Any]) -> Iterator[str]:
    yield message.get("text", "")
    for entity in message.get("entities", ()):
        yield entity.get("url", "")
    yield from texts(message.get("venue", {}))
