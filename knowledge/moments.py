"""Saying a moment that comes as people say it: today at seven, on Monday at ten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.calendar import TOKYO
from knowledge.when import say_date, say_time

if TYPE_CHECKING:
    from datetime import datetime

    from bot.phrases import Phrasebook

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_A_WEEK = 7
# Before the one hour that begins with a vowel the preposition gets a consonant (об одинадцятій).
_EUPHONY = {"uk": (" о 11:", " об 11:")}


def say_moment(moment: datetime, language: str, now: datetime, phrases: Phrasebook) -> str:
    """Say a moment as seen from now, by the clocks here; a week ahead and further with its date.

    What comes out stands in a sentence where an adverb stands: "we open {time}".
    """
    here = moment.astimezone(TOKYO)
    day, clock = here.date(), say_time(here.time(), language)
    ahead = (day - now.astimezone(TOKYO).date()).days
    match ahead:
        case 0:
            said = phrases.say("moment_today", language, day=phrases.say("today", language), time=clock)
        case 1:
            said = phrases.say("moment_tomorrow", language, day=phrases.say("tomorrow", language), time=clock)
        case _:
            named = phrases.say(f"on_{_WEEKDAYS[day.weekday()]}", language)
            key = "moment_weekday" if 0 < ahead < _A_WEEK else "moment_date"
            said = phrases.say(key, language, day=named, date=say_date(day, language), time=clock)
    return said.replace(*_EUPHONY[language]) if language in _EUPHONY else said
