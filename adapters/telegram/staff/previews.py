"""A preview as staff see it: the translation, the same translated back, what was lost, the buttons. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.telegram.split import EXPANDABLE, Run
from adapters.telegram.staff import translated
from bot.translation import Trouble

if TYPE_CHECKING:
    from adapters.telegram.keyboard import Markup
    from adapters.telegram.staff.draft import Draft
    from adapters.telegram.staff.sheets import Reader

VERB = "s:tr:"
SEND, AS_IS, DROP, AGAIN = "send", "as-is", "drop", "again"
LONGEST_LABEL = 60
_ITALIC, _QUOTED, _FOLDED = ("i",), ("blockquote",), (EXPANDABLE,)


def sheet(draft: Draft, reader: Reader) -> list[Run]:
    """Give the words of a preview."""
    words, tag = reader.words, reader.words.language
    name = reader.names.language(draft.target, tag)
    if draft.held and not draft.translated:
        return [Run(f"🚨 {words.say('preview_held', name=name)}")]
    if not draft.translated:
        why = words.say(f"trouble_{(draft.trouble or Trouble.DOWN).value}")
        return [Run(f"{translated.MARK} {words.say('preview_none', why=why, name=name)}")]
    told = f"{translated.MARK} {words.say('preview_own')}" if draft.own else ""
    runs = [Run(told or translated.label(draft.source, draft.target, draft.way, reader), _ITALIC), Run("\n")]
    runs += [Run(draft.translated, _QUOTED), Run("\n")]
    if draft.back:
        runs += [Run(f"↩️ {words.say('preview_back')}\n", _ITALIC), Run(draft.back, _FOLDED), Run("\n")]
    else:
        runs.append(Run(f"↩️ {words.say('preview_no_back')}\n", _ITALIC))
    if said := translated.lost(draft.losses, reader):
        runs.append(Run(f"{said}\n", ("b",)))
    return [*runs, Run(words.say("preview_how", name=name))]


def buttons(draft: Draft, reader: Reader) -> Markup:
    """Give the buttons: what was lost stands on the one that sends it all the same."""
    words = reader.words
    rows = []
    if draft.translated and draft.losses and draft.warned:
        rows.append((words.say("preview_send_lossy", things=translated.listed(draft.losses, reader)), SEND))
    elif draft.translated:
        rows.append((words.say("preview_send"), SEND))
    elif not draft.held:
        rows.append((words.say("preview_again"), AGAIN))
    rows += [(words.say("preview_as_is"), AS_IS), (words.say("preview_drop"), DROP)]
    return {"inline_keyboard": [[{"text": _cut(text), "callback_data": data(draft, verb)}] for text, verb in rows]}


def data(draft: Draft, verb: str) -> str:
    """Give what a button sends: which draft, in which wording."""
    return f"{VERB}{verb}:{draft.at.message}:{draft.turn}"


def read(given: str) -> tuple[str, int, int] | None:
    """Read what a button of ours sent: the verb, the message and the turn; None for any other."""
    parts = given.removeprefix(VERB).split(":") if given.startswith(VERB) else []
    known = len(parts) == 3 and parts[0] in {SEND, AS_IS, DROP, AGAIN}  # noqa: PLR2004 - verb, message, turn
    if not known or not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts[1:]):  # noqa: PLR2004 - digits of a number of theirs
        return None
    return parts[0], int(parts[1]), int(parts[2])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"
