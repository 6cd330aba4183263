"""The calls about rich menus: make, picture, link, alias. What one person sees: their own menu before everybody's.

Source: Messaging API reference, "Rich menu", and "Rich menus overview" (read 2026-11-23): 1000 menus, 20 areas, picture
JPEG or PNG, 800 to 2500 wide, at least 250 high, ratio at least 1.45, 1 MB, uploaded once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.emulators.line.calls import Answer, Call, Refused, refused
from adapters.emulators.line.media import dimensions
from adapters.emulators.line.sending import checked
from adapters.emulators.line.state import Menu

if TYPE_CHECKING:
    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.state import State
    from adapters.emulators.line.talks import Person

_NO_MENU = "richmenu not found"
_NARROW, _WIDE, _LOW, _FLAT, _BYTES = 800, 2500, 250, 1.45, 1024 * 1024


def shown(state: State, who: Person) -> Menu | None:
    """Find the menu a person sees."""
    return state.menus.known.get(who.menu or "") or state.menus.known.get(state.menus.default or "")


def create(state: State, call: Call) -> Answer:
    """Make a menu; it can be linked once it has a picture."""
    body = checked(state, call, "menu")
    if len(state.menus.known) >= state.rules.menus:
        raise refused(400, "The maximum number of rich menus has been reached")
    key = f"richmenu-{state.names.hex32()}"
    state.menus.known[key] = Menu(key, body)
    return Answer(200, {"richMenuId": key})


def check(state: State, call: Call) -> Answer:
    """Look at a menu object without making it."""
    checked(state, call, "menu")
    return Answer()


def every(state: State, _call: Call) -> Answer:
    """List the menus."""
    return Answer(200, {"richmenus": [_json(menu) for menu in state.menus.known.values()]})


def get(state: State, call: Call) -> Answer:
    """Give one menu."""
    return Answer(200, _json(_menu(state, call.parts[0])))


def delete(state: State, call: Call) -> Answer:
    """Throw a menu away; whoever had it has it no more."""
    key = _menu(state, call.parts[0]).id
    del state.menus.known[key]
    if state.menus.default == key:
        state.menus.default = None
    for who in state.people.people.values():
        who.menu = None if who.menu == key else who.menu
    _touch_all(state)
    return Answer()


def upload(state: State, call: Call) -> Answer:
    """Give a menu its picture, once."""
    menu, mime = _menu(state, call.parts[0]), call.headers.get("content-type", "").split(";")[0]
    if menu.image is not None:
        raise refused(400, "An image has already been uploaded to the richmenu", "A second picture for a rich menu")
    if mime not in {"image/png", "image/jpeg"}:
        raise refused(415, "Unsupported Media Type", "A rich menu's picture must be image/png or image/jpeg")
    if len(call.raw) > _BYTES:
        raise refused(413, "Request Entity Too Large", "A rich menu's picture must be at most 1 MB")
    size = dimensions(mime, call.raw)
    if size is None or not _NARROW <= size[0] <= _WIDE or size[1] < _LOW or size[0] / size[1] < _FLAT:
        raise refused(400, "invalid image", "A rich menu's picture must be 800-2500 wide, 250 high, ratio 1.45")
    menu.image = (mime, call.raw)
    return Answer()


def download(state: State, call: Call) -> Answer:
    """Give a menu's picture."""
    menu = _menu(state, call.parts[0])
    if menu.image is None:
        raise refused(404, "image not found")
    return Answer(200, menu.image[1], mime=menu.image[0])


def set_default(state: State, call: Call) -> Answer:
    """Show a menu to everybody who has none of their own."""
    state.menus.default = _pictured(state, call.parts[0]).id
    _touch_all(state)
    return Answer()


def get_default(state: State, _call: Call) -> Answer:
    """Tell which menu everybody sees."""
    if state.menus.default is None:
        raise refused(404, "no default richmenu")
    return Answer(200, {"richMenuId": state.menus.default})


def clear_default(state: State, _call: Call) -> Answer:
    """Show no menu to those who have none of their own."""
    state.menus.default = None
    _touch_all(state)
    return Answer()


def link(state: State, call: Call) -> Answer:
    """Give one person a menu of their own; without effect, but 200, for who is no friend."""
    _give(state, [call.parts[0]], _pictured(state, call.parts[1]).id)
    return Answer()


def get_link(state: State, call: Call) -> Answer:
    """Tell which menu a person has of their own."""
    who = state.people.people.get(call.parts[0])
    if who is None or who.menu is None:
        raise refused(404, "the user has no richmenu")
    return Answer(200, {"richMenuId": who.menu})


def unlink(state: State, call: Call) -> Answer:
    """Take a person's own menu away."""
    _give(state, [call.parts[0]], None)
    return Answer()


def bulk_link(state: State, call: Call) -> Answer:
    """Give several people a menu of their own."""
    body = checked(state, call, "bulk_link")
    _give(state, body["userIds"], _pictured(state, body["richMenuId"]).id)
    return Answer(202)


def bulk_unlink(state: State, call: Call) -> Answer:
    """Take several people's own menus away."""
    _give(state, checked(state, call, "bulk_unlink")["userIds"], None)
    return Answer(202)


def create_alias(state: State, call: Call) -> Answer:
    """Give a menu a name by which a tap may switch to it."""
    body = checked(state, call, "create_alias")
    if body["richMenuAliasId"] in state.menus.aliases:
        raise Refused(Answer(400, {"message": "conflict richmenu alias id"}))
    state.menus.aliases[body["richMenuAliasId"]] = _aliased(state, body)
    return Answer()


def update_alias(state: State, call: Call) -> Answer:
    """Let a name mean another menu."""
    _alias(state, call)
    state.menus.aliases[call.parts[0]] = _aliased(state, checked(state, call, "update_alias"))
    return Answer()


def get_alias(state: State, call: Call) -> Answer:
    """Tell what a name means."""
    return Answer(200, {"richMenuAliasId": call.parts[0], "richMenuId": _alias(state, call)})


def delete_alias(state: State, call: Call) -> Answer:
    """Forget a name."""
    _alias(state, call)
    del state.menus.aliases[call.parts[0]]
    return Answer()


def aliases(state: State, _call: Call) -> Answer:
    """List the names."""
    known = [{"richMenuAliasId": name, "richMenuId": key} for name, key in state.menus.aliases.items()]
    return Answer(200, {"aliases": known})


def _json(menu: Menu) -> JsonObject:
    return {"richMenuId": menu.id, **menu.object}


def _menu(state: State, key: str) -> Menu:
    if key not in state.menus.known:
        raise refused(404, _NO_MENU)
    return state.menus.known[key]


def _pictured(state: State, key: str) -> Menu:
    menu = _menu(state, key)
    if menu.image is None:
        raise refused(
            400, "must upload richmenu image before applying it to user", "A menu without a picture is linked"
        )
    return menu


def _aliased(state: State, body: JsonObject) -> str:
    key = str(body["richMenuId"])
    if key not in state.menus.known or state.menus.known[key].image is None:
        raise refused(400, _NO_MENU, "An alias for a menu that is not there or has no picture")
    return key


def _alias(state: State, call: Call) -> str:
    if call.parts[0] not in state.menus.aliases:
        raise refused(404, "richmenu alias not found")
    return state.menus.aliases[call.parts[0]]


def _give(state: State, people: list[str], menu: str | None) -> None:
    for key in people:
        who = state.people.people.get(key)
        if who is not None and who.friend and not who.blocked:
            who.menu = menu
            who.talk.touch()


def _touch_all(state: State) -> None:
    for who in state.people.people.values():
        who.talk.touch()
