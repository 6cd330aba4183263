"""What the guard costs beside the engine behind it: ``python -m tests.bench.locks``.

The real library and glossary; an engine that answers at once, with the numbers as a good one would write
them. What is left is the guard: sentences, names, locks, and the comparison of all numbers. Milliseconds of
the processor for 100 signs, which is about what people write in one message.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.guarded import Guarded
from bot.translation import Translation, Way
from knowledge.glossary import Names
from knowledge.library import load

if TYPE_CHECKING:
    from collections.abc import Coroutine

ROOT = Path(__file__).parents[2]
_SIGNS = 100

TEXTS = (
    (
        "ja",
        "uk",
        "令和7年4月1日の午後5時に、鶴見国際交流ラウンジへ来てください。電話は045-222-1209です。1人3,000円かかります。",
    ),
    ("ja", "uk", "はじめまして。よろしくお願いします。ごみの出し方がわからなくて困っています。教えてもらえませんか。"),
    (
        "uk",
        "ja",
        "Я живу в районі Цурумі, вул. Садова, 5. Чи можна прийти 9 квітня о 10:30? Нас 3 людини. Мій син у Тоцуці.",
    ),
    (
        "en",
        "ja",
        "I live near Tsurumi station and have two children. May I come on April 9 at 10:30 a.m. with 3,000 yen?",
    ),
    ("th", "ja", "ผมอยู่ที่สึรุมิ อยากไปพบเจ้าหน้าที่วันที่ 9 เมษายน 2569 เวลา 10.30 น. ไปกัน 3 คน โทร 090-1234-5678 ครับ"),
    (
        "ko",
        "ja",
        "쓰루미역 근처에 살아요. 2026년 4월 9일 오후 3시 30분에 가도 될까요? 아이가 2명 있고 전화는 119입니다.",
    ),
    (
        "vi",
        "ja",
        "Tôi sống ở quận Tsurumi. Ngày 9 tháng 4 lúc 5 giờ chiều tôi đến được không? Số của tôi là 090-1234-5678.",
    ),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one text: its language and signs, the engine's calls, and milliseconds for 100 signs (the median)."""

    language: str
    signs: int
    calls: int
    ms_per_100: float


class Instant:
    """An engine that gives back what it gets, at once."""

    engine = "instant"

    def __init__(self) -> None:
        self.calls = 0

    def way(self, source: str, target: str) -> Way:
        """Say that there is a way."""
        del source, target
        return Way.DIRECT

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Give the text back."""
        self.calls += 1
        return Translation(text, source, target, Way.DIRECT, self.engine)


def measure(rounds: int = 200) -> tuple[float, list[Cost]]:
    """Give the milliseconds until the first message is guarded, and the cost of each text."""
    names = Names(load(ROOT / "knowledge"))
    begin = time.process_time()
    _run(Guarded(Instant(), names).translate("鶴見区です。3人です。", "ja", "uk"))
    ready = (time.process_time() - begin) * 1e3
    return ready, [_cost(names, *row, rounds) for row in TEXTS]


def _cost(names: Names, source: str, target: str, text: str, rounds: int) -> Cost:
    engine, taken = Instant(), []
    guarded = Guarded(engine, names)
    for _ in range(rounds):
        begin = time.process_time()
        done = _run(guarded.translate(text, source, target))
        taken.append((time.process_time() - begin) * 1e3)
        if not done.sound:
            msg = f"{source}: an engine that does no harm lost {done.losses}"
            raise ValueError(msg)
    return Cost(source, len(text), engine.calls // rounds, round(median(taken) * _SIGNS / len(text), 2))


def _run(work: Coroutine[object, object, Translation]) -> Translation:
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    msg = "the engine of this bench waited"
    raise RuntimeError(msg)


def main() -> None:
    """Print what was measured."""
    ready, costs = measure()
    print(f"ready after {ready:.0f} ms")  # noqa: T201
    for cost in costs:
        print(json.dumps(asdict(cost), ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main()
