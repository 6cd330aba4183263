"""Replies worth drawing, and what is seen of them."""

from __future__ import annotations

from typing import Any

from bot.reply import Choice, Kind, Paragraph, Phone, PlaceCard, Reply, ShowJapanese

LOUNGE = PlaceCard(
    place="naka",
    name="Naka International Lounge",
    name_ja="なか国際交流ラウンジ",
    address_ja="横浜市中区日本大通35 中区役所別館1階",
    tel="045-210-0667",
    fax="045-224-8343",
    open_now=True,
    hours="Open now, until 17:00",
    url="https://nakalounge.jp/ラウンジ",
    distance_m=812,
    latitude=35.44477,
    longitude=139.64234,
)
HELP = Reply(
    Kind.EMERGENCY,
    "uk",
    (
        Phone("119", "Пожежа і швидка"),
        Paragraph("Залишайтеся на лінії."),
        ShowJapanese("救急車をお願いします。", "Kyūkyūsha o onegai shimasu."),
        Phone("#7119", "Порада"),
    ),
    (Choice("person", "Так"), Choice("no", "Ні")),
)


def labels(found: list[dict[str, Any]]) -> list[str]:
    return [item["action"]["label"] for item in found[-1]["quickReply"]["items"]]


def kinds(found: list[dict[str, Any]]) -> list[str]:
    return [each["type"] for each in found]
