"""Serves the emulator alone: python -m adapters.emulators.line --webhook http://127.0.0.1:8080/line."""

from __future__ import annotations

import argparse
import asyncio
import sys

from adapters.emulators.line.emulator import Emulator
from adapters.emulators.line.rules import Rules
from adapters.emulators.line.serving import serve


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m adapters.emulators.line", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8791)
    parser.add_argument("--webhook", default="", help="where the bot listens; may be set later over the API")
    parser.add_argument("--secret", default="secret", help="the channel secret that signs the events")
    parser.add_argument("--token", default="token", help="the channel access token the bot must show")
    parser.add_argument("--redelivery", type=float, nargs="*", default=(), help="seconds before each further try")
    parser.add_argument("--lean", action="store_true", help="no deep looks, no bodies, no screens: for load tests")
    return parser


async def _run(given: argparse.Namespace) -> None:
    rules = Rules(redelivery=tuple(given.redelivery), lean=given.lean)
    emulator = Emulator(given.token, given.secret, given.webhook, rules)
    async with serve(emulator, given.port, given.host) as url:
        sys.stdout.write(f"LINE, emulated, at {url}\n")
        await asyncio.Event().wait()


def main() -> None:
    """Serve until interrupted."""
    try:
        asyncio.run(_run(_parser().parse_args()))
    except KeyboardInterrupt:
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
