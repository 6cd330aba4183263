"""What people do on their phones. Each thing done gives the id of the event it caused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.emulators.line import events as shapes
from adapters.emulators.line.actions import actions_of
from adapters.emulators.line.media import FILES
from adapters.emulators.line.state import Content
from adapters.emulators.line.talks import Item, Person, Place, Talk

if TYPE_CHECKING:
    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.deliverer import Deliverer
    from adapters.emulators.line.state import State

_QUOTABLE = frozenset({"text", "sticker", "image", "video"})


class Phones:
    """Everybody's phone. A `place` is the id of a group or room to write in; without it the account itself is meant."""

    def __init__(self, state: State, deliverer: Deliverer) -> None:
        self.state, self.deliverer = state, deliverer

    def add_person(self, name: str, language: str | None = None, *, friend: bool = True) -> Person:
        """Let somebody exist, as a friend of the account already unless told otherwise; no event comes of it."""
        key = self.state.names.hex32("U")
        person = Person(key, name, language, Talk(key), friend=friend)
        self.state.people.people[key] = person
        return person

    def person(self, key: str) -> Person:
        """Find somebody; KeyError when there is nobody."""
        return self.state.people.people[key]

    def place(self, key: str) -> Place:
        """Find a group or room; KeyError when there is none."""
        return self.state.people.places[key]

    def follow(self, person: str) -> str:
        """Add the account as a friend, or unblock it."""
        who = self.person(person)
        unblocked, who.blocked, who.friend = who.blocked, False, True
        return self._post("follow", who, None, {"follow": {"isUnblocked": unblocked}})

    def unfollow(self, person: str) -> str:
        """Block the account: from now on nothing it sends is shown."""
        who = self.person(person)
        who.blocked = True
        return self._post("unfollow", who, None)

    def say(self, person: str, text: str, place: str | None = None, quote: str | None = None) -> str:
        """Write a text; in a group `@name` of the account, a member or `@All` is a mention. `quote` is a message id."""
        where = self.place(place) if place else None
        body: JsonObject = {"type": "text", "text": text, **({"quotedMessageId": quote} if quote else {})}
        if where is not None:
            body.update(shapes.mentions(text, self._callable(where)))
        return self._message(person, body, where)

    def location(  # noqa: PLR0913, PLR0917 - what a place on the map is made of
        self,
        person: str,
        latitude: float,
        longitude: float,
        title: str | None = None,
        address: str | None = None,
        place: str | None = None,
    ) -> str:
        """Send a place on the map; title and address may be missing."""
        body: JsonObject = {"type": "location", "latitude": latitude, "longitude": longitude}
        body.update({name: given for name, given in (("title", title), ("address", address)) if given is not None})
        return self._message(person, body, self.place(place) if place else None)

    def send(
        self, person: str, kind: str, place: str | None = None, *, data: bytes | None = None, name: str | None = None
    ) -> str:
        """Send a sticker, image, audio, video or file, or bytes of one's own as one; KeyError for anything else."""
        message, content = FILES[kind]
        if content is not None and data is not None:
            content = content[0], data
        if content is not None and kind == "file":
            message = {**message, "fileName": name or message["fileName"], "fileSize": len(content[1])}
        event = self._message(person, dict(message), self.place(place) if place else None)
        if content is not None:
            self.state.contents[self.state.events[event]["message"]["id"]] = Content(*content)
        return event

    def tap(
        self,
        person: str,
        data: str,
        display_text: str | None = None,
        params: JsonObject | None = None,
        place: str | None = None,
    ) -> str:
        """Tap something that posts back; `display_text` is shown as the person's own bubble, and is no message."""
        who, where = self.person(person), self.place(place) if place else None
        talk = where.talk if where else who.talk
        talk.quick = []
        talk.touch()
        if display_text:
            self._bubble(talk, who, self.state.names.message(), {"type": "text", "text": display_text})
        return self._post(
            "postback", who, where, {"postback": {"data": data, **({"params": params} if params else {})}}
        )

    def do(self, person: str, action: JsonObject, place: str | None = None, **more: object) -> str | None:
        """Do what an action object says; None when nothing reaches the bot (links, clipboard, camera, location)."""
        kind = action["type"]
        if kind == "message":
            return self.say(person, action["text"], place)
        if kind == "postback":
            event = self.tap(person, action["data"], action.get("displayText"), None, place)
            if action.get("text"):
                self.say(person, action["text"], place)
            return event
        if kind == "datetimepicker":
            return self.tap(person, action["data"], None, dict(more) or {"date": "2026-11-23"}, place)
        if kind == "richmenuswitch":
            return self.tap(person, action["data"], None, self._switch(person, action["richMenuAliasId"]), place)
        return None

    def press(self, person: str, item: str, index: int, place: str | None = None) -> str | None:
        """Do the action number `index` (in reading order, quick replies last) of a message on the screen."""
        talk = self.place(place).talk if place else self.person(person).talk
        return self.do(person, actions_of(talk.find(item).object)[index], place)

    def unsend(self, person: str, item: str, place: str | None = None) -> str:
        """Take a message of one's own back."""
        who, where = self.person(person), self.place(place) if place else None
        found = (where.talk if where else who.talk).find(item)
        found.deleted = True
        if item in self.state.contents:
            self.state.contents[item].gone = True
        (where.talk if where else who.talk).touch()
        return self._post("unsend", who, where, {"unsend": {"messageId": item}})

    def edit(self, person: str, item: str, text: str, place: str) -> str:
        """Change a text of one's own, which the platform offers in groups only."""
        who, where = self.person(person), self.place(place)
        found = where.talk.find(item)
        found.object, found.edited = {**found.object, "text": text}, True
        where.talk.touch()
        message = {"id": item, "type": "text", "text": text, "quoteToken": self.state.quote_token(place)}
        message.update(shapes.mentions(text, self._callable(where)))
        return self._post("messageEdited", who, where, {"message": message})

    def add_place(self, name: str, members: list[str], kind: str = "group") -> Place:
        """Make a group or room with the account in it; the account is told that it joined."""
        key = self.state.names.hex32("C" if kind == "group" else "R")
        where = Place(key, kind, name, list(members), Talk(key))
        self.state.people.places[key] = where
        self._post("join", None, where)
        return where

    def leave(self, place: str) -> str:
        """Put the account out of a group."""
        self.place(place).here = False
        return self._post("leave", None, self.place(place))

    def come(self, place: str, people: list[str]) -> str:
        """Let people join a group."""
        self.place(place).members += people
        joined = {"members": [{"type": "user", "userId": one} for one in people]}
        return self._post("memberJoined", None, self.place(place), {"joined": joined})

    def go(self, place: str, people: list[str]) -> str:
        """Let people leave a group."""
        where = self.place(place)
        where.members = [one for one in where.members if one not in people]
        left = {"members": [{"type": "user", "userId": one} for one in people]}
        return self._post("memberLeft", None, where, {"left": left})

    def _message(self, person: str, body: JsonObject, where: Place | None) -> str:
        who = self.person(person)
        talk = where.talk if where else who.talk
        state = self.state
        key = state.names.message()
        who.last_said = state.clock()
        message = {"id": key, **body}
        if body["type"] in _QUOTABLE:
            message["quoteToken"] = state.quote_token(talk.id)
        message["markAsReadToken"] = token = f"r{state.names.hex32()}"
        if not state.rules.lean:
            state.unread[token] = (talk.id, key)
            self._bubble(talk, who, key, body)
        return self._post("message", who, where, {"message": message})

    def _bubble(self, talk: Talk, who: Person, key: str, body: JsonObject) -> None:
        talk.show(Item(key, mine=True, at=self.state.clock(), object=body, person=who.id))

    def _post(self, kind: str, who: Person | None, where: Place | None, body: JsonObject | None = None) -> str:
        event = shapes.make(self.state, kind, who, where, body)
        self.deliverer.post(event, where.id if where else who.id if who else "")
        return str(event["webhookEventId"])

    def _switch(self, person: str, alias: str) -> JsonObject:
        menu = self.state.menus.aliases.get(alias)
        if menu is None:
            return {"newRichMenuAliasId": alias, "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
        if menu not in self.state.menus.known:
            return {"newRichMenuAliasId": alias, "status": "RICHMENU_NOTFOUND"}
        self.person(person).menu = menu
        return {"newRichMenuAliasId": alias, "status": "SUCCESS"}

    def _callable(self, where: Place) -> dict[str, JsonObject]:
        names: dict[str, JsonObject] = {"All": {"type": "all"}}
        for key in where.members:
            named = {} if self.state.rules.hide_ids else {"userId": key}
            names[self.person(key).name] = {"type": "user", "isSelf": False, **named}
        names[self.state.bot_name] = {"type": "user", "isSelf": True, "userId": self.state.bot_id}
        return names
