"""Serve the stand-in alone: python -m adapters.emulators.telegram."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from .emulator import TOKEN, Emulator
from .rules import Rules
from .serving import serve
from .state import Bot


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m adapters.emulators.telegram", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN, help="the bot's token, number:letters")
    parser.add_argument("--username", default="counter_bot")
    parser.add_argument("--webhook", default="", help="deliver to this address from the start")
    parser.add_argument("--secret", default="", help="secret token sent along to the webhook")
    parser.add_argument("--person", action="append", default=[], metavar="NAME:LANGUAGE")
    parser.add_argument("--lean", action="store_true", help="for load: less kept, less looked at")
    parser.add_argument("--no-rates", action="store_true", help="never answer 429")
    return parser


async def _run(arguments: argparse.Namespace) -> None:
    rules = Rules(lean=arguments.lean, rates=not arguments.no_rates)
    emulator = Emulator(Bot(arguments.token, arguments.username), rules=rules)
    for person in arguments.person:
        name, _, language = person.partition(":")
        emulator.people.add(name, language or None)
    if arguments.webhook:
        emulator.set_webhook(arguments.webhook, arguments.secret)
    async with serve(emulator, arguments.port, arguments.host) as url:
        sys.stdout.write(f"{url}/bot<token>/<method>, people at {url}/emulator/people\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main(words: list[str] | None = None) -> int:
    """Serve until interrupted."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(_parser().parse_args(words)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
