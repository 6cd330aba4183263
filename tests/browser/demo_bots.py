"""What the stand-ins' bots say: everything that a phone may have to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.browser.demo import Json, Phones


def line_fresh() -> Json:
    """Give the screen of somebody who has not added the account yet."""
    return {"items": [], "typing": False, "menu": None, "quick_replies": [], "version": 0}


def telegram_fresh() -> Json:
    """Give the screen of somebody who has not started the bot yet."""
    about = "Ask about life in Yokohama,\nin fifteen languages."
    menu = [{"command": "start", "description": "Begin"}, {"command": "help", "description": "What I can do"}]
    return {
        "items": [],
        "typing": False,
        "keyboard": None,
        "menu": menu,
        "profile": {"name": "Madoguchi Yokohama", "description": about, "short_description": ""},
        "callbacks": [],
        "started": False,
        "blocked": False,
        "version": 0,
    }


def text(words: str, **more: Any) -> Json:
    """Give a line of a Flex box."""
    return {"type": "text", "text": words, "wrap": True, **more}


def postback(label: str, data: str) -> Json:
    """Give something to tap."""
    return {"type": "postback", "label": label, "data": data, "displayText": label}


def uri(label: str, address: str) -> Json:
    """Give a link."""
    return {"type": "uri", "label": label, "uri": address}


def bubble(name: str) -> Json:
    """Give a place as a Flex bubble with everything in it."""
    rows = [
        text(name, weight="bold", size="lg"),
        text("なか国際交流ラウンジ", size="sm", color="#595959"),
        {"type": "separator", "margin": "md"},
        {
            "type": "box",
            "layout": "horizontal",
            "margin": "md",
            "spacing": "sm",
            "contents": [text("Hours", flex=2, color="#595959"), text("10:00–17:00, open now", flex=5)],
        },
        {
            "type": "box",
            "layout": "baseline",
            "spacing": "xs",
            "contents": [
                {"type": "icon", "url": "https://pictures.example/star.png"},
                {"type": "text", "contents": [{"type": "span", "text": "4", "weight": "bold"}, text(".0")]},
                {"type": "filler"},
                {"type": "text", "text": "350 m", "flex": 0},
            ],
        },
        {"type": "spacer", "size": "md"},
    ]
    buttons = [
        {"type": "button", "style": "primary", "height": "sm", "action": uri("Call", "tel:0452100667")},
        {"type": "button", "style": "secondary", "height": "sm", "action": uri("Map", "https://maps.example/x")},
        {"type": "button", "action": postback("More", "entry:place")},
    ]
    return {
        "type": "bubble",
        "size": "kilo",
        "hero": {
            "type": "image",
            "url": "https://pictures.example/p.jpg",
            "size": "full",
            "aspectRatio": "20:9",
            "aspectMode": "cover",
        },
        "body": {"type": "box", "layout": "vertical", "spacing": "sm", "contents": rows},
        "footer": {"type": "box", "layout": "vertical", "spacing": "sm", "contents": buttons},
        "styles": {"footer": {"separator": True}},
    }


def line_bot(phones: Phones, screen: Json, what: str, body: Json) -> None:
    """Answer on LINE; "all" brings everything onto the screen."""
    screen["quick_replies"] = []
    if what == "follow":
        phones.show(screen, {"type": "text", "text": "Welcome!"})
        screen["menu"] = menu()
    if what == "unsend":
        item = next(one for one in screen["items"] if one["id"] == body["item"])
        item.update(deleted=True, object={})
    if what == "say":
        phones.show(screen, {"type": "text", "text": body["text"]}, mine=True, read=True)
        phones.show(screen, {"type": "text", "text": f"You said: {body['text']}\nSee https://city.example/ja?a=1."})
        items = [postback("Nearest lounge", "entry:lounge"), {"type": "message", "label": "Thanks", "text": "thanks"}]
        items.append({"type": "location", "label": "Send my location"})
        screen["quick_replies"] = [{"type": "action", "action": action} for action in items]
    if what == "tap":
        phones.show(screen, {"type": "text", "text": f"You tapped {body['action']['data']}"})
    if what == "location":
        phones.show(screen, {"type": "location", **body}, mine=True)
    if body.get("text") == "all":
        carousel = {"type": "carousel", "contents": [bubble("Naka Lounge"), bubble("Tsurumi Lounge")]}
        phones.show(screen, {"type": "flex", "altText": "Places", "contents": carousel})
        spot = {"latitude": 35.5, "longitude": 139.6, "title": "鶴見国際交流ラウンジ", "address": "鶴見中央1-31-2"}
        phones.show(screen, {"type": "location", **spot})
        phones.show(screen, {"type": "sticker", "packageId": "1", "stickerId": "2"}, mine=True)
        phones.show(screen, {"type": "text", "text": "I am a person.", "sender": {"name": "<b>Sato"}})
        phones.show(screen, {"type": "flex", "altText": "Place", "contents": bubble("One place alone")})


def menu() -> Json:
    """Give a rich menu of two by one."""
    names = ("Nearest lounge", "Learn Japanese")
    return {
        "richMenuId": "richmenu-1",
        "size": {"width": 2500, "height": 843},
        "selected": False,
        "image": "/emulator/menus/richmenu-1",
        "chatBarText": "Menu",
        "areas": [
            {
                "bounds": {"x": 1250 * place, "y": 0, "width": 1250, "height": 843},
                "action": postback(name, f"menu:{place}"),
            }
            for place, name in enumerate(names)
        ],
    }


def telegram_bot(phones: Phones, screen: Json, what: str, body: Json) -> None:
    """Answer on Telegram; "all" brings everything onto the screen."""
    number = len(screen["items"]) + 1
    if what == "start":
        screen["started"] = True
        phones.show(screen, {"message_id": number, "text": "/start"}, mine=True)
        phones.show(screen, {"message_id": number + 1, "text": "Welcome!"})
    if what in {"block", "unblock"}:
        screen["blocked"] = what == "block"
    if what == "edit":
        item = next(one for one in screen["items"] if one["id"] == body["item"])
        item.update(edited=True, object={**item["object"], "text": body["text"]})
    if what == "tap":
        slow = body["data"] == "entry:hours"
        answer = None if slow else {"text": "Got it"}
        screen["callbacks"].append({"id": str(number), **body, "answer": answer})
        if not slow:
            phones.show(screen, {"message_id": number, "text": f"You tapped {body['data']}"})
    if what in {"location", "press"}:
        phones.show(screen, {"message_id": number, "location": body}, mine=True)
    if what == "say":
        phones.show(screen, {"message_id": number, "text": body["text"]}, mine=True)
        phones.show(screen, {"message_id": number + 1, **said(body["text"])})
    if body.get("text") == "all":
        spot = {"latitude": 35.5, "longitude": 139.6}
        venue = {"location": spot, "title": "鶴見国際交流ラウンジ", "address": "鶴見中央1-31-2"}
        phones.show(screen, {"message_id": number + 2, "venue": venue})
        phones.show(screen, {"message_id": number + 3, "sticker": {"emoji": "🐱"}}, mine=True)
        keys = [[{"text": "Send my location", "request_location": True}], [{"text": "Thanks"}, {"text": "Help"}]]
        screen["keyboard"] = {"keyboard": keys, "resize_keyboard": True}


def said(words: str) -> Json:
    """Give a message with every kind of letters and a keyboard below it."""
    whole = f"🙂 Bold and italic in it. {words}\nQuoted here\ncode 119 and a page"
    entities = [
        {"type": "bold", "offset": 3, "length": 15},
        {"type": "italic", "offset": 12, "length": 6},
        {"type": "blockquote", "offset": whole.index("Quoted") + 1, "length": 11},
        {"type": "code", "offset": whole.index("code") + 1, "length": 4},
        {"type": "phone_number", "offset": whole.index("119") + 1, "length": 3},
        {"type": "text_link", "offset": whole.index("a page") + 1, "length": 6, "url": "https://city.example/"},
    ]
    rows = [
        [
            {"text": "Nearest", "callback_data": "entry:lounge"},
            {"text": "Hours", "callback_data": "entry:hours"},
        ],
        [{"text": "Website", "url": "https://city.example/"}],
    ]
    return {"text": whole, "entities": entities, "reply_markup": {"inline_keyboard": rows}}
