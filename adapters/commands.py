"""What each command of ``madoguchi`` does. Printing happens here and nowhere deeper."""

from __future__ import annotations

import json
import sys
from collections import OrderedDict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from adapters.progress import Bar
from adapters.settings import read_settings
from bot.errors import KnowledgeError, SettingsError
from bot.outcome import Outcome, ask as put, fresh
from knowledge.publish import SHIPPED, open_house, train_library, trained_answers

if TYPE_CHECKING:
    import argparse

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import Finding

_TALKS = 10_000
_LONGEST_LINE = 1 << 20


def serve(_: argparse.Namespace) -> int:
    """Open the counter."""
    from adapters.server import run  # noqa: PLC0415 - asking needs no web server

    return run(read_settings())


def ask(options: argparse.Namespace) -> int:
    """Answer one question, or a stream of them."""
    settings = read_settings()
    desk = _desk(settings.knowledge_dir, settings.data_dir)
    if options.language and not desk.phrases.knows(options.language):
        tags = ", ".join(language.tag for language in desk.phrases.languages)
        raise SettingsError((f"--language: write one of {tags}",))
    if options.jsonl:
        return stream(desk, sys.stdin, sys.stdout)
    if options.text is not None:
        _print(put(desk, fresh(options.language), options.text, _now())[1])
        return 0
    talk = fresh(options.language, "terminal")
    for line in sys.stdin:
        talk, outcome = put(desk, talk, line.strip(), _now())
        _print(outcome)
    return 0


def stream(desk: Desk, lines: TextIO, out: TextIO) -> int:
    """One JSON object a line in, one out, in order; a line that makes no sense gets an "error"."""
    talks: OrderedDict[str, Conversation] = OrderedDict()
    for line in lines:
        if line.strip():
            out.write(json.dumps(_one(desk, line, talks), ensure_ascii=False) + "\n")
            out.flush()
    return 0


def _one(desk: Desk, line: str, talks: OrderedDict[str, Conversation]) -> dict[str, object]:
    if len(line) > _LONGEST_LINE:
        return {"error": f"a line may have at most {_LONGEST_LINE} characters"}
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": 'not JSON: write one object a line, like {"text": "…"}'}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"error": 'write an object with "text" (a string), and "language" or "conversation" if wanted'}
    tag = asked.get("language")
    if tag is not None and not (isinstance(tag, str) and desk.phrases.knows(tag)):
        return {"error": '"language" is not one that we write'}
    name = asked.get("conversation")
    if name is None:
        return _row(put(desk, fresh(tag), asked["text"], _now())[1])
    key = str(name)
    talk = talks.pop(key, None) or fresh(tag, key)
    talks[key], outcome = put(desk, talk, asked["text"], _now())
    if len(talks) > _TALKS:
        talks.popitem(last=False)
    return _row(outcome)


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "result": outcome.result,
        "entry": outcome.entry,
        "candidates": [{"entry": each.entry, "score": each.score} for each in outcome.candidates],
        "language": outcome.language,
        "answer": outcome.answer,
        "choices": list(outcome.choices),
    }


def _print(outcome: Outcome) -> None:
    sys.stdout.write(outcome.answer + "\n")
    for number, choice in enumerate(outcome.choices, 1):
        sys.stdout.write(f"  {number}. {choice}\n")
    sys.stdout.write("\n")


def check(options: argparse.Namespace) -> int:
    """Check the knowledge; 1 when there is an error."""
    from adapters.report import print_findings, print_grid, print_languages  # noqa: PLC0415
    from knowledge.check import run  # noqa: PLC0415

    folder = options.path or read_settings().knowledge_dir
    if options.grid:
        print_grid(folder, sys.stdout)
        return 0
    if options.languages:
        print_languages(folder, _now().date(), sys.stdout)
        return 0
    questions = Path("tests/questions")
    findings = run(
        folder,
        today=_now().date(),
        questions=questions if questions.is_dir() else None,
        predictions=_predictions(folder),
    )
    return print_findings(findings, sys.stdout, errors_only=options.errors)


def _predictions(folder: Path) -> dict[str, Finding] | None:
    """Give what the finder says to each phrasing; None where the library cannot be read or is not trained."""
    from knowledge.library import load  # noqa: PLC0415

    try:
        answers = trained_answers(load(folder))
    except KnowledgeError:
        return None
    if answers is None:
        sys.stderr.write("rivals are not checked: the finder knows another state of the library; madoguchi publish\n")
    return answers


def evaluate(options: argparse.Namespace) -> int:
    """Measure the answers on test messages."""
    from adapters.report import print_measures  # noqa: PLC0415
    from knowledge.evaluate import measure, read_questions  # noqa: PLC0415

    settings = read_settings()
    questions = read_questions(options.questions, options.language)
    desk = _desk(settings.knowledge_dir, settings.data_dir, semantic=not options.without_encoder)
    with Bar() as bar:
        measures = measure(desk, questions, _now(), lambda done: bar("asking", done, len(questions)))
    if options.json:
        sys.stdout.write(json.dumps(measures.as_json(), ensure_ascii=False) + "\n")
    else:
        print_measures(measures, sys.stdout, confusions=options.confusions)
    return 0


def publish(options: argparse.Namespace) -> int:
    """Train the finder on the knowledge folder and put the artefact beside it."""
    from knowledge.finder.encoder import load_encoder  # noqa: PLC0415
    from knowledge.library import load  # noqa: PLC0415

    library = load(read_settings().knowledge_dir)
    with Bar() as bar:
        artefact = train_library(library, load_encoder(), library.path / SHIPPED, bar, whole=options.whole)
    sys.stdout.write(f"published {artefact.digest}: {len(artefact.classes)} topics, {artefact.bands}\n")
    return 0


def _desk(knowledge: Path, data: Path, *, semantic: bool = True) -> Desk:
    with Bar() as bar:
        return open_house(knowledge, data / "finder", bar, semantic=semantic).desk


def _now() -> datetime:
    return datetime.now(UTC)
