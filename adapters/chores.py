"""What an operator does now and then: examine, synchronise, print codes, look after what was given up."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from adapters.settings import read_settings
from bot.errors import SendError, SettingsError
from knowledge.library import load, read_phrasebook

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from adapters.settings import Settings
    from adapters.store.staff_beside import StaffList
    from adapters.store.undelivered import Drawer, Undelivered
    from knowledge.library import Library


def doctor(options: argparse.Namespace) -> int:
    """Examine everything that the counter needs; 1 when something is wrong."""
    from adapters.doctor import tell  # noqa: PLC0415 - each command loads what it needs

    return tell(read_settings, sys.stdout, as_json=options.json)


def demo(options: argparse.Namespace) -> int:
    """Show the counter with two emulated platforms on one page."""
    from adapters.demo.run import run  # noqa: PLC0415

    return run(read_settings(), port=options.port)


def line_sync(_: argparse.Namespace) -> int:
    """Bring the rich menus on LINE up to date; 1 when LINE refused something."""
    from adapters.line.menu.areas import Numbers  # noqa: PLC0415
    from adapters.line.sync import sync  # noqa: PLC0415

    settings = read_settings()
    if settings.line is None:
        raise SettingsError(("LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN: set them first (docs/line.md)",))
    library = load(settings.knowledge_dir)
    numbers = Numbers(library.records["fire-ambulance"].value("tel"), library.records["police"].value("tel"))
    try:
        changed = asyncio.run(sync(settings.line, library.phrasebook, numbers, _say))
    except SendError as error:
        return _told((), error.reason)
    return _told((*changed.made, *changed.named, *changed.default, *changed.deleted), "")


def telegram_sync(_: argparse.Namespace) -> int:
    """Bring the bot's commands and texts up to date; 1 when Telegram refused something."""
    from adapters.telegram.sync import sync  # noqa: PLC0415

    settings = read_settings()
    if settings.telegram is None:
        raise SettingsError(("TELEGRAM_BOT_TOKEN: set it first (docs/telegram.md)",))
    changes = asyncio.run(sync(settings.telegram, read_phrasebook(settings.knowledge_dir), _say))
    return _told(changes.made, changes.trouble)


def telegram_qr(options: argparse.Namespace) -> int:
    """Write printable sheets with a code for each place and language."""
    from adapters.telegram.qr import write_sheets  # noqa: PLC0415

    settings = read_settings()
    library = load(settings.knowledge_dir)
    known = {language.tag for language in library.phrasebook.languages}
    unknown = sorted(set(options.language or ()) - known)
    if unknown:
        raise SettingsError((f"--language: {', '.join(unknown)}: write some of {', '.join(sorted(known))}",))
    places = {place: names for place, names in places_of(library).items() if options.place in {None, place}}
    if not places:
        raise SettingsError((f"--place: write one of {', '.join(sorted(places_of(library)))}",))
    sheets = write_sheets(options.out, options.bot, places, library.phrasebook, options.language or ())
    for file in sheets.files:
        _say(f"written: {file}")
    if sheets.undrawn:
        _say(f"printed in Latin letters or left out, for lack of a picture: {', '.join(sheets.undrawn)}")
    return 0


def places_of(library: Library) -> Mapping[str, tuple[str, str]]:
    """Give the names, Japanese and English, of the places that have an entry of their own."""
    return {
        entry.removeprefix("place-"): (record.name_ja, (record.name.get("en") or record.name["ja"]).value)
        for entry in library.entries
        if entry.startswith("place-") and (record := library.records.get(entry.removeprefix("place-"))) is not None
    }


def undelivered(options: argparse.Namespace) -> int:
    """List what was given up, have it tried again, or drop it."""
    from adapters.store.undelivered import open_drawer  # noqa: PLC0415

    settings = read_settings()
    drawer = open_drawer(settings.database_url, settings.data_dir, settings.data_key or None)
    try:
        return _list(drawer) if options.what == "list" else _each(drawer, options.what, options.number)
    finally:
        drawer.close()


def staff(options: argparse.Namespace) -> int:
    """List who works at the console, or let somebody begin anew who lost everything they came in with."""
    from adapters.store.staff_beside import open_staff_list  # noqa: PLC0415

    settings = read_settings()
    roster = open_staff_list(settings.database_url, settings.data_dir, settings.data_key or None)
    try:
        return _staff(roster) if options.what == "list" else _renew(roster, options.login or "", settings)
    finally:
        roster.close()


def _staff(roster: StaffList) -> int:
    members = roster.members()
    for one in members:
        state = "shut out" if not one.active else "may enter" if one.ready else "not set up"
        _say(f"{one.login:<32}  {one.role:<14} {state:<10}  {one.name}")
    if not members:
        _say("nobody yet: the start of the counter shows the link for the first administrator")
    return 0


def _renew(roster: StaffList, login: str, settings: Settings) -> int:
    from adapters.console.joining import new_link  # noqa: PLC0415
    from adapters.counselors import home  # noqa: PLC0415

    link = new_link(home(settings))
    if not roster.renew(login, link.id, link.key_hash, datetime.now(UTC)):
        raise SettingsError(
            (f"madoguchi staff renew: nobody who may enter signs in as {login!r}; madoguchi staff list",)
        )
    _say(f"Works once, within 24 hours. Give it to {login} alone; until it is used, everything old still works:")
    _say(link.address)
    return 0


def _list(drawer: Drawer) -> int:
    rows = drawer.undelivered()
    for row in rows:
        _say(_row(row))
    _say("nothing was given up" if not rows else f"\n{len(rows)} given up; madoguchi undelivered replay NUMBER … | all")
    return 0


def _row(row: Undelivered) -> str:
    age = timedelta(seconds=int(row.age))
    return (
        f"{row.number:>10}  {row.channel:<9} {row.state:<10} {age!s:>16} ago  {row.code or '-':<16} {row.person[:12]}"
    )


def _each(drawer: Drawer, what: str, numbers: list[str]) -> int:
    if not numbers:
        raise SettingsError((f"madoguchi undelivered {what}: say which numbers, or all",))
    chosen = [row.number for row in drawer.undelivered()] if numbers == ["all"] else numbers
    change = drawer.replay if what == "replay" else drawer.drop
    done = [number for number in chosen if change(number)]
    _say(f"{len(done)} of {len(chosen)} {'will be tried again' if what == 'replay' else 'dropped'}")
    return 0 if len(done) == len(chosen) else 1


def _told(made: tuple[str, ...], trouble: str) -> int:
    if trouble:
        sys.stderr.write(f"stopped: {trouble}; madoguchi doctor says more\n")
        return 1
    _say(f"{len(made)} changes" if made else "everything is up to date")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
