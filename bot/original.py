"""What a counselor wrote before a machine translated it: for who reads the translation, one tap away.

Where a channel can fold the original away below the translation, no tap ever comes here. Where it cannot, a
button asks for it by a name that is made from the words and does not tell them; the talk's own record knows
which they are, for as long as it keeps them. Such a tap is not a line of the talk: who has the talk is not
called by it, and the counter stays as silent as it was.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from bot import replies
from bot.message import Tap
from bot.reply import Kind, Paragraph, Reply
from bot.step import Step

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Content
    from bot.phrases import Phrasebook
    from bot.reply import Translated

_VERB = "original:"
_DIGITS = 24


def data(part: Translated) -> str:
    """Give what the button below a translation sends: ``Choice.data``."""
    return _VERB + name(part)


def name(part: Translated) -> str:
    """Name a translation and its original; the same for the same words."""
    whole = f"{part.written}\0{part.original}\0{part.text}"
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def wanted(content: Content) -> str | None:
    """Give the name of what a tap wants to see in the original; None for whatever else was said."""
    ours = isinstance(content, Tap) and content.data.startswith(_VERB)
    return content.data.removeprefix(_VERB) if ours and isinstance(content, Tap) else None


def label(part: Translated, phrases: Phrasebook, language: str) -> str:
    """Say that it is the original, and in which language, by that language's own name."""
    name_ = phrases.language(part.written).name if phrases.knows(part.written) else part.written
    return phrases.say("case_original", language, language=name_)


def notice(phrases: Phrasebook, language: str) -> str:
    """Say that a machine translated it, and what to do where it cannot be understood."""
    return f"🌐 {phrases.say('case_machine_translated', language)}"


def shown(talk: Conversation, part: Translated | None, desk: Desk) -> Step:
    """Show the original; say so where it is kept no more. Nothing else of the talk changes."""
    language = replies.language_of(talk)
    if part is None:
        return Step(talk, (replies.say(desk, talk, "case_original_gone"),))
    heading = Paragraph(label(part, desk.phrases, language))
    return Step(talk, (Reply(Kind.NOTICE, language, (heading, Paragraph(part.original))),))
