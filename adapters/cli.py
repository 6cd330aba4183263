"""The command ``madoguchi``: every subcommand and its options."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from adapters import chores, commands, models, reviews
from bot.errors import MadoguchiError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status says whether all went well."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except MadoguchiError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="madoguchi", description="The multilingual counter of a city.")
    several = parser.add_subparsers(dest="command", required=True)

    serve = several.add_parser("serve", help="open the counter: web chat and all channels that are set up")
    serve.set_defaults(run=commands.serve)

    ask = several.add_parser("ask", help="ask one question, or many as JSON lines")
    ask.add_argument("text", nargs="?", help="the question; left out: one question a line from standard input")
    ask.add_argument("--language", help="answer in this language (a tag such as uk or ja-easy)")
    ask.add_argument("--jsonl", action="store_true", help="read and write one JSON object a line")
    ask.set_defaults(run=commands.ask)

    check = several.add_parser("check", help="check the knowledge: facts, texts, languages, phrasings")
    check.add_argument("path", nargs="?", type=Path, help="another knowledge folder")
    check.add_argument("--grid", action="store_true", help="show which entry is in what state in each language")
    check.add_argument("--languages", action="store_true", help="count what is by machine, by a person, reviewed")
    check.add_argument("--errors", action="store_true", help="leave the warnings out")
    check.set_defaults(run=commands.check)

    evaluate = several.add_parser("evaluate", help="measure the answers on a folder of test messages")
    evaluate.add_argument("questions", nargs="?", type=Path, default=Path("tests/questions"))
    evaluate.add_argument("--language", action="append", help="only this language (may be repeated)")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")
    evaluate.add_argument("--confusions", type=int, default=20, help="how many mistakes to list")
    evaluate.add_argument("--without-encoder", action="store_true", help="measure the lexical views alone")
    evaluate.set_defaults(run=commands.evaluate)

    _review(several)

    publish = several.add_parser("publish", help="train the finder on the knowledge as it is now")
    publish.add_argument("--whole", action="store_true", help="train on everything, even if only a few topics changed")
    publish.set_defaults(run=commands.publish)

    demo = several.add_parser("demo", help="show the counter on two emulated telephones, without any account")
    demo.add_argument("--port", type=int, default=8100, help="the port of the page (8100)")
    demo.set_defaults(run=chores.demo)

    doctor = several.add_parser("doctor", help="look at everything the counter needs, and say what to do")
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    doctor.set_defaults(run=chores.doctor)

    undelivered = several.add_parser("undelivered", help="what was given up: list it, try it again, drop it")
    undelivered.add_argument("what", nargs="?", choices=("list", "replay", "drop"), default="list")
    undelivered.add_argument("number", nargs="*", help='numbers from the list, or "all"')
    undelivered.set_defaults(run=chores.undelivered)

    staff = several.add_parser("staff", help="who works at the console; a new beginning for who lost everything")
    staff.add_argument("what", nargs="?", choices=("list", "renew"), default="list")
    staff.add_argument("login", nargs="?", help="whose new beginning: the name they sign in with")
    staff.set_defaults(run=chores.staff)

    _translate(several)
    _platforms(several)
    return parser


def _review(several: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    review = several.add_parser("review-sheet", help="a worksheet in which a reader of a language corrects its texts")
    what = review.add_mutually_exclusive_group(required=True)
    what.add_argument("language", nargs="?", help="write the worksheet of this language (a tag such as uk)")
    what.add_argument("--import", dest="file", type=Path, metavar="FILE", help="take a worksheet that came back")
    review.add_argument("--out", type=Path, help="the file to write (madoguchi-<tag>.xlsx)")
    review.add_argument("--by", default="", metavar="NAME", help="who read the texts, if they wish to be named")
    review.add_argument("--dry-run", action="store_true", help="only say what would be taken")
    review.set_defaults(run=reviews.review_sheet)


def _translate(several: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parts = several.add_parser("translate", help="what translates for counselors: its packages, and a try")
    what = parts.add_subparsers(dest="translate", required=True, metavar="{list,install,download,remove,try}")
    what.add_parser("list", help="what is installed, and what that can translate").set_defaults(run=models.packages)
    install = what.add_parser("install", help="install packages from files (.argosmodel)")
    install.add_argument("file", nargs="+", type=Path)
    install.add_argument("--sha256", default="", help="what the file has to be")
    install.set_defaults(run=models.install)
    download = what.add_parser("download", help="fetch packages from the index of Argos Translate, and install them")
    download.add_argument("pair", nargs="+", help="from and to, in the index's codes, like uk-en en-ja")
    download.add_argument("--sha256", default="", help="what the file has to be")
    download.add_argument("--yes", action="store_true", help="take files whose hash nobody has named")
    download.set_defaults(run=models.download)
    remove = what.add_parser("remove", help="remove packages")
    remove.add_argument("pair", nargs="+", help="like uk-en")
    remove.set_defaults(run=models.remove)
    attempt = what.add_parser("try", help="translate one text")
    attempt.add_argument("text")
    attempt.add_argument("--from", dest="source", required=True, metavar="TAG", help="the language it is in, like uk")
    attempt.add_argument(
        "--to", dest="target", required=True, metavar="TAG", help="the language it is to be in, like ja"
    )
    attempt.set_defaults(run=models.attempt)


def _platforms(several: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    line = several.add_parser("line", help="LINE: sync").add_subparsers(dest="line", required=True, metavar="{sync}")
    line.add_parser("sync", help="bring the rich menus up to date").set_defaults(run=chores.line_sync)

    telegram = several.add_parser("telegram", help="Telegram: sync, qr").add_subparsers(
        dest="telegram", required=True, metavar="{sync,qr}"
    )
    texts = telegram.add_parser("sync", help="bring the bot's commands and texts up to date")
    texts.set_defaults(run=chores.telegram_sync)
    codes = telegram.add_parser("qr", help="write printable sheets with a code for each place and language")
    codes.add_argument("bot", help="the bot's user name, like @madoguchi_bot")
    codes.add_argument("--out", type=Path, default=Path("madoguchi-telegram.pdf"), help="a .pdf or .png file")
    codes.add_argument("--place", help="only this place (an id such as tsurumi)")
    codes.add_argument("--language", action="append", help="only this language (may be repeated)")
    codes.set_defaults(run=chores.telegram_qr)


if __name__ == "__main__":
    sys.exit(main())
