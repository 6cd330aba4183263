"""The log of the process: what happened, never what anybody wrote.

Only fields of a short list come through, and only values of the right kind. What other libraries
say is reduced to who said it, how urgent it is, where in their code, and the type of an error:
their sentences hold addresses with tokens in them, and the texts of messages.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import structlog

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Mapping
    from types import TracebackType

_OURS = ("adapters", "bot", "knowledge", "madoguchi")
_HIDDEN = "…"
_WHERE = 6
_LONGEST = 300
_LARGEST = 10_000_000

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,60}", re.ASCII)
_PSEUDONYM = re.compile(r"[0-9a-f]{32}", re.ASCII)
_REQUEST = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_WORDS = frozenset(
    {
        *("web", "line", "telegram", "store", "outbox", "inbox", "sender", "polling", "webhook", "reply", "push"),
        *("ok", "timeout", "network", "quota", "token", "gone", "other"),
        *("reply token", "retry key", "monthly limit", "not connected", "no answer", "migrated", "refused", "closed"),
        *("disk", "clock", "loop", "senders", "channels", "ready", "on", "off", "yes", "no"),
    }
)


def _number(value: object) -> bool:
    """Say whether it is a count or a time. A larger number may be somebody's id or telephone."""
    return isinstance(value, (int, float)) and abs(value) < _LARGEST


def _word(value: object) -> bool:
    return isinstance(value, str) and (
        value in _WORDS or (value.isascii() and value.isdecimal() and len(value) <= len("503"))
    )


def _error(value: object) -> bool:
    return isinstance(value, str) and value in _errors()


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


FIELDS: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("channel", "code", "check", "mode", "result"), _word),
    **dict.fromkeys(("count", "seconds", "attempts", "number", "status", "port", "part", "wait", "seq", "id"), _number),
    "error": _error,
    "talk": _matches(_PSEUDONYM),
    "request": _matches(_REQUEST),
}
"""What a line may hold beside its sentence, and which values. ``talk`` is a pseudonym of the store,
``request`` the id that a platform gave to a call of ours."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Clerk(logging.Formatter):
    """Writes the lines: the one place that all of them go through, ours and those of others."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._write = _json if as_json else _text

    def format(self, record: logging.LogRecord) -> str:
        """Write a line. It never fails: a failure would be shown with all values on the terminal."""
        try:
            return self._write(_line(record))
        except Exception as error:  # noqa: BLE001 - see above
            return self._write(
                {"level": "error", "event": "a line of the log could not be written", "error": _type(error)}
            )


def install(log_format: str, stream: TextIO | None = None) -> Callable[[], None]:
    """Let the whole process log through here; gives what puts everything back (for tests).

    log_format  "json", "text", or "" for text on a terminal and JSON elsewhere
    """
    out = stream or sys.stderr
    clerk = logging.StreamHandler(out)
    clerk.setFormatter(Clerk(as_json=log_format == "json" or (not log_format and not out.isatty())))
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    root.handlers, logging.raiseExceptions = [clerk], False
    root.setLevel(logging.INFO)
    # Of what others say only the type of an error is left: without one it is worth no line.
    clerk.addFilter(lambda record: _ours(record) or record.levelno >= logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda got: _say("an error that nobody could take", got.exc_value)
    threading.excepthook = lambda got: _say("a thread ended by an error", got.exc_value)
    structlog.configure(
        processors=[structlog.stdlib.render_to_log_kwargs],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )

    def undo() -> None:
        root.handlers, logging.raiseExceptions = before[0], before[2]
        root.setLevel(before[1])
        sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()

    return undo


def mind(loop: asyncio.AbstractEventLoop) -> None:
    """Let a loop report what nobody awaited through here, without its values."""
    loop.set_exception_handler(lambda _, context: _say("a task ended by an error", context.get("exception")))


def _line(record: logging.LogRecord) -> dict[str, Any]:
    ours = _ours(record)
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name if _NAME.fullmatch(record.name) else _HIDDEN,
        "event": _sentence(record) if ours else f"said at {Path(record.pathname).name}:{record.lineno}",
    }
    if ours:
        given = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        line |= {name: value for name, value in given.items() if name in FIELDS and FIELDS[name](value)}
    error = record.exc_info[1] if record.exc_info else _found(record)
    if error is not None:
        line["error"] = " < ".join(_type(each) for each in _causes(error))
        line["where"] = " > ".join(_frames(error.__traceback__)[-_WHERE:])
    return line


def _ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OURS


def _sentence(record: logging.LogRecord) -> str:
    """Give our own sentence with those values that cannot be anybody's words."""
    if not isinstance(record.msg, str):
        return _type(record.msg) if isinstance(record.msg, BaseException) else _HIDDEN
    if len(record.msg) > _LONGEST:
        return _HIDDEN
    values = record.args
    if not values:
        return record.msg
    if isinstance(values, dict):
        return re.sub(r"%(?:\([^)]*\))?[^a-zA-Z]*[a-zA-Z]", _HIDDEN, record.msg)
    # Whatever a %d or %.1f asks for: a value is shown as it is, or not at all.
    parts = re.split(r"%[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]", record.msg)
    shown = [*(_shown(value) for value in values), *([_HIDDEN] * len(parts))]
    return "".join(part + value for part, value in zip(parts, [*shown[: len(parts) - 1], ""], strict=True))


def _shown(value: object) -> str:
    if isinstance(value, type) and issubclass(value, BaseException):
        return value.__name__
    if isinstance(value, BaseException):
        return _type(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    harmless = _number(value) or _word(value) or _error(value) or _matches(_REQUEST)(value)
    return str(value) if harmless else _HIDDEN


def _found(record: logging.LogRecord) -> BaseException | None:
    """Give an error that was handed over as a value, as many libraries do."""
    values = (record.msg, *(record.args if isinstance(record.args, tuple) else ()))
    return next((value for value in values if isinstance(value, BaseException)), None)


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in chain and len(chain) < _WHERE:
        chain.append(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return chain


def _frames(trace: TracebackType | None) -> list[str]:
    """Give where it happened: module and line, no values and no source."""
    frames = []
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames


def _type(error: object) -> str:
    name = type(error).__name__
    return name if _NAME.fullmatch(name) else _HIDDEN


def _errors() -> set[str]:
    """Give the names of all errors that there are: looked up only when a name is to be shown."""
    names: set[str] = set()
    kinds: list[type[BaseException]] = [BaseException]
    while kinds:
        kind = kinds.pop()
        if kind.__name__ not in names:
            names.add(kind.__name__)
        kinds.extend(type.__subclasses__(kind))
    return names


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _say("the program ended by an error", error.with_traceback(trace))


def _say(what: str, error: BaseException | None) -> None:
    logging.getLogger("madoguchi").error(what, exc_info=error)


def _json(line: dict[str, Any]) -> str:
    return str(structlog.processors.JSONRenderer(ensure_ascii=False)(None, "", line))


def _text(line: dict[str, Any]) -> str:
    begin = f"{line.get('at', '')[11:19]} {line['level']:<8}{line['event']}"
    rest = "".join(f"  {name}={value}" for name, value in line.items() if name not in {"at", "level", "event"})
    return begin + rest
