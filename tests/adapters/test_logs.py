"""The log says what happened; what people write, and what opens doors, is in none of its lines."""

from __future__ import annotations

import ast
import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from adapters.logs import FIELDS, install, mind
from bot.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
WORDS = "мій чоловік мене б'є"
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - a canary
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"  # noqa: S105
PERSON = "U4af4980629aabbccddeeff0011223344"
CANARIES = (WORDS, TOKEN, SECRET, PERSON, "canary", "hunter2", "987654321012")
LOGGERS = (
    "bot.dialog", "knowledge.finder", "adapters.line", "aiohttp.client", "httpx", "telegram.ext", "linebot.v3",
    "asyncio", "sqlalchemy.engine.Engine", "uvicorn.error", "py.warnings", "root", "anybody",
)  # fmt: skip


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    # A server that another test ran in this process may have set its own logger's level.
    for name in {part for each in LOGGERS for part in (each, each.partition(".")[0])} - {"root"}:
        monkeypatch.setattr(logging.getLogger(name), "level", logging.NOTSET)
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
        monkeypatch.setattr(logging.getLogger(name), "disabled", False)
        logging.getLogger(name).manager._clear_cache()  # type: ignore[attr-defined]
    stream = io.StringIO()
    undo = install("json", stream)
    yield stream
    undo()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


class CanaryError(Exception):
    """Its text holds all that must not be seen, as the errors of HTTP clients do."""

    def __init__(self) -> None:
        super().__init__(f"https://api.telegram.org/bot{TOKEN}/sendMessage {WORDS} {SECRET} {PERSON}")


def thrown() -> CanaryError:
    try:
        try:
            password = f"hunter2 {SECRET}"
            raise ValueError(password)  # noqa: TRY301 - a cause is wanted
        except ValueError as error:
            raise CanaryError from error
    except CanaryError as error:
        return error


def test_our_sentences_come_through_with_numbers_and_types_of_errors(out: io.StringIO) -> None:
    log = logging.getLogger("adapters.app")
    log.warning("the round has to wait: %s", type(StoreBusy(3)).__name__)
    log.warning("%d of %s waited %.1f s on %s: %s", 3, 4, 2.5, "line", StoreBusy(3))
    log.warning("LINE answered %d: %s (request %s)", 429, "monthly limit", "123e4567-e89b-12d3-a456-426655440001")
    said = [line["event"] for line in lines(out)]
    assert said == [
        "the round has to wait: StoreBusy",
        "3 of 4 waited 2.5 s on line: StoreBusy",
        "LINE answered 429: monthly limit (request 123e4567-e89b-12d3-a456-426655440001)",
    ]
    assert lines(out)[0]["logger"] == "adapters.app"
    assert lines(out)[0]["level"] == "warning"
    assert lines(out)[0]["at"].endswith("+00:00")


def test_fields_of_the_list_come_through_and_no_others(out: io.StringIO) -> None:
    talk = "0" * 32
    structlog.get_logger("adapters.outbox").info(
        "sent", channel="line", code="429", seconds=0.25, attempts=2, talk=talk, text=WORDS, token=TOKEN, to=PERSON
    )
    (line,) = lines(out)
    assert {name: line[name] for name in ("channel", "code", "seconds", "attempts", "talk")} == {
        "channel": "line", "code": "429", "seconds": 0.25, "attempts": 2, "talk": talk,
    }  # fmt: skip
    assert set(line) <= {"at", "level", "logger", "event"} | set(FIELDS)


@pytest.mark.parametrize("name", sorted(FIELDS))
@pytest.mark.parametrize(
    "value",
    [WORDS, TOKEN, PERSON, "canary", "12345678901", 987654321012, SECRET[:31], ["canary"], {"a": "canary"}, b"canary"],
)
def test_a_field_of_the_list_takes_no_value_of_another_kind(out: io.StringIO, name: str, value: object) -> None:
    logging.getLogger("adapters.x").info("something", extra={name: value})
    assert name not in lines(out)[0]


@pytest.mark.parametrize("name", LOGGERS)
@pytest.mark.parametrize(
    "say",
    [
        lambda log: log.error("HTTP Request: POST %s %s", f"https://x/bot{TOKEN}/getMe", WORDS),
        lambda log: log.error("%(a)s and %(b)s", {"a": TOKEN, "b": WORDS}),
        lambda log: log.error("too few %s %s %s", SECRET),  # noqa: PLE1206
        lambda log: log.error("too many", WORDS, TOKEN),  # noqa: PLE1205
        lambda log: log.error("no such %y %s", WORDS, SECRET),
        lambda log: log.error(CanaryError()),
        lambda log: log.error("it failed: %r", CanaryError()),
        lambda log: log.error("a chat of %d: %s", 987654321012, 987654321012),
        lambda log: log.error("it failed", exc_info=thrown()),
        lambda log: log.error("it failed", exc_info=thrown(), stack_info=True),
        lambda log: log.error("fields", extra={"text": WORDS, "error": TOKEN, "channel": PERSON, "talk": SECRET + "x"}),
        lambda log: log.error("an object: %s", SimpleNamespace(token=TOKEN, text=WORDS)),
        lambda log: log.error({"text": WORDS, "token": TOKEN}),
    ],
)
def test_no_planted_word_token_or_id_is_in_any_line(
    out: io.StringIO, name: str, say: Callable[[logging.Logger], None]
) -> None:
    say(logging.getLogger(name))
    assert len(lines(out)) == 1
    found = [canary for canary in CANARIES if canary in out.getvalue()]
    assert found == [], out.getvalue()


def test_what_others_say_is_reduced_to_who_said_it_where_and_the_type_of_the_error(out: io.StringIO) -> None:
    logging.getLogger("telegram.ext").error(f"a url with {TOKEN}", exc_info=thrown())  # noqa: G004 - as others do
    (line,) = lines(out)
    assert line["logger"] == "telegram.ext"
    assert line["event"].startswith("said at test_logs.py:")
    assert line["error"] == "CanaryError < ValueError"
    assert "test_logs:" in line["where"]


def test_chatter_of_others_is_left_out_and_their_trouble_is_not(out: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET %s", TOKEN)
    logging.getLogger("uvicorn.access").info("GET /")
    logging.getLogger("httpx").warning("HTTP Request: GET %s", TOKEN)
    assert [line["logger"] for line in lines(out)] == ["httpx"]


def test_an_error_that_nobody_caught_shows_its_type_and_no_value(out: io.StringIO) -> None:
    error = thrown()
    sys.excepthook(type(error), error, error.__traceback__)
    (line,) = lines(out)
    assert (line["event"], line["error"]) == ("the program ended by an error", "CanaryError < ValueError")
    assert [canary for canary in CANARIES if canary in out.getvalue()] == []


def test_threads_warnings_and_what_nobody_could_take_show_no_value_either(out: io.StringIO) -> None:
    def fail() -> None:
        raise CanaryError

    thread = threading.Thread(target=fail, name=WORDS)
    thread.start()
    thread.join()
    sys.unraisablehook(SimpleNamespace(exc_type=CanaryError, exc_value=thrown(), object=TOKEN))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"old: {TOKEN} {WORDS}", stacklevel=1)
    events = [line["event"] for line in lines(out)]
    assert events[:2] == ["a thread ended by an error", "an error that nobody could take"]
    assert events[2].startswith("said at")
    assert [canary for canary in CANARIES if canary in out.getvalue()] == []


def test_a_task_that_nobody_awaited_shows_its_type_and_no_value(out: io.StringIO) -> None:
    async def fail() -> None:
        mind(asyncio.get_running_loop())
        context = {"message": WORDS, "exception": thrown(), "future": TOKEN}
        asyncio.get_running_loop().call_exception_handler(context)

    asyncio.run(fail())
    (line,) = lines(out)
    assert (line["event"], line["error"]) == ("a task ended by an error", "CanaryError < ValueError")
    assert [canary for canary in CANARIES if canary in out.getvalue()] == []


def test_on_a_terminal_a_line_is_for_people() -> None:
    out = io.StringIO()
    out.isatty = lambda: True  # type: ignore[method-assign]
    undo = install("", out)
    logging.getLogger("adapters.outbox").warning("trying again", extra={"seconds": 2.5, "text": WORDS})
    undo()
    assert out.getvalue()[9:] == "warning trying again  logger=adapters.outbox  seconds=2.5\n"


def test_afterwards_everything_is_as_it_was() -> None:
    before = (logging.getLogger().handlers[:], sys.excepthook, threading.excepthook, logging.raiseExceptions)
    install("json", io.StringIO())()
    assert (logging.getLogger().handlers, sys.excepthook, threading.excepthook, logging.raiseExceptions) == before


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for room in ("bot", "knowledge", "adapters"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                method = node.func if isinstance(node, ast.Call) else None
                if not (isinstance(node, ast.Call) and isinstance(method, ast.Attribute)):
                    continue
                teller = method.value
                named = isinstance(teller, ast.Name) and teller.id in {"log", "_log", "logger", "_logger"}
                if named and method.attr in {"debug", "info", "warning", "error", "critical", "exception"}:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_sentence_of_ours_stands_in_the_code() -> None:
    """A sentence that was put together at run time could hold anything, and the clerk would believe it."""
    calls = list(_calls())
    assert len(calls) > 2
    made = [at for at, call in calls if not (call.args and isinstance(call.args[0], ast.Constant))]
    assert made == []
