"""Help with a language: calling one of our interpreters into a case, and asking the city's scheme for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.console.acting import KEY
from adapters.console.cases import address
from adapters.console.refusal import Refused
from adapters.console.visit import Way
from adapters.console.when import day
from adapters.roster.people import Role
from adapters.roster.roles import Action, may
from bot.case import Remark
from knowledge.interpreting import Field, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from adapters.console.bureau import Bureau
    from adapters.console.cases import Cases
    from adapters.console.visit import Visit
    from adapters.console.words import Words
    from adapters.roster.ports import People
    from bot.case import Case
    from knowledge.interpreting import Checked, Problem, Request
    from knowledge.scheme import Scheme

LONGEST = 200


class Interpreters:
    """Calls and requests. Without a scheme nobody can be asked for outside the house."""

    def __init__(self, bureau: Bureau, cases: Cases, people: People, scheme: Scheme | None) -> None:
        self._bureau = bureau
        self._cases = cases
        self._people = people
        self._scheme = scheme

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        case = "/staff/cases/{number}"
        return (
            Way(f"{case}/call", post=self.call, needs=Action.CALL),
            Way(f"{case}/dismiss", post=self.dismiss, needs=Action.CALL),
            Way(f"{case}/interpreter", self.form, self.ask, needs=Action.CALL),
        )

    async def call(self, visit: Visit) -> Response:
        """Call an interpreter of ours into a case: they read it, and suggest words."""
        case = await self._callable(visit)
        staff = await self._people.member(visit.one("staff"))
        if staff is None or staff.role is not Role.INTERPRETER or not staff.active:
            raise visit.missing()
        await self._people.call(case.id, staff.id, visit.viewer.id, visit.now)
        return visit.to(address(case, visit))

    async def dismiss(self, visit: Visit) -> Response:
        """Take back a call."""
        case = await self._callable(visit)
        await self._people.dismiss(case.id, visit.one("staff"), visit.viewer.id, visit.now)
        return visit.to(address(case, visit))

    async def form(self, visit: Visit) -> Response:
        """Show the form of the city's scheme, with the language of the case."""
        case = await self._callable(visit)
        blank = dict.fromkeys((field.value for field in Field), "")
        return await self._form(visit, case, {**blank, "language": case.language.removesuffix("-easy")})

    async def ask(self, visit: Visit) -> Response:
        """Hold the form against the rules; a good one becomes a note that is handed to the desk in charge."""
        case, scheme = await self._callable(visit), self._rules(visit)
        given = {field.value: visit.one(field.value)[: LONGEST + 1] for field in Field}
        checked = check(given, scheme, visit.now)
        if checked.request is None or (checked.problems and visit.one("sure") != "1"):
            return await self._form(visit, case, given, checked, 422)
        if not KEY.fullmatch(visit.one("key")):
            raise Refused(400, "door_unreadable")
        text = self._text(checked.request, visit)
        await self._bureau.casebook.act(case.id, Remark(visit.viewer.id, text), visit.one("key"))
        return visit.to(f"{address(case, visit)}&said=interpreter-asked")

    async def _callable(self, visit: Visit) -> Case:
        case = await self._cases.readable(visit)
        if not may(visit.viewer, Action.CALL, case):
            raise Refused(403, "door_forbidden")
        return case

    def _rules(self, visit: Visit) -> Scheme:
        if self._scheme is None:
            raise visit.missing()
        return self._scheme

    async def _form(
        self, visit: Visit, case: Case, given: dict[str, str], checked: Checked | None = None, status: int = 200
    ) -> Response:  # fmt: skip
        scheme, words = self._rules(visit), visit.words
        problems: dict[str, list[str]] = {}
        for problem in checked.problems if checked else ():
            problems.setdefault(problem.field.value, []).append(_said(problem, words))
        names = self._bureau.names
        languages = sorted((names.language(tag, words.language), tag) for tag in {*scheme.languages, given["language"]})
        return self._bureau.view.page(
            visit, "interpreter.html", status,
            t=self._bureau.teller(visit, {}), case=case, given=given, problems=problems,
            doubtful=checked is not None and checked.request is not None, key=_key(visit),
            offices=[(office, _named("dispatch", office, words)) for office in scheme.offices],
            kinds=[(kind, _named("dispatch", kind, words)) for kind in scheme.excluded],
            languages=[(tag, name) for name, tag in languages if tag],
            rules=_rules(scheme, words), first=scheme.first_day(visit.now),
            desks=[names.title(f"place-{desk.removeprefix('yoke-')}", words.language) or desk for desk in scheme.desks],
            within="/staff",
        )  # fmt: skip

    def _text(self, request: Request, visit: Visit) -> str:
        words = visit.words
        when = f"{day(request.day, words.language, with_year=True)} {request.begins:%H:%M}–{request.ends:%H:%M}"
        lines = (
            words["dispatch_title"],
            f"{words['dispatch_day']}: {when}",
            f"{words['dispatch_language']}: {self._bureau.names.language(request.language, words.language)}",
            f"{words['dispatch_office']}: {_named('dispatch', request.office, words)} {request.place}",
            f"{words['dispatch_topic']}: {request.topic}",
        )
        return "\n".join(lines)


def _key(visit: Visit) -> str:
    """Give the key of the form: that of the one that was sent, so that one intention stays one."""
    given = visit.one("key")
    return given if KEY.fullmatch(given) else f"interpreter-{visit.now.timestamp():.0f}"


def _named(group: str, name: str, words: Words) -> str:
    """Name an office of the scheme; one that the words do not know is called as the facts call it."""
    return words.texts.get(f"{group}_{name.replace(' ', '_')}", name)


def _rules(scheme: Scheme, words: Words) -> list[str]:
    hours = int(scheme.longest.total_seconds()) // 3600
    said = [
        words.say("dispatch_rule_ahead", days=str(scheme.ahead.days)),
        words.say("dispatch_rule_hours", hours=scheme.hours.replace("Mo-Fr", words["dispatch_weekdays"])),
        words.say("dispatch_rule_longest", n=str(hours)),
    ]
    return [*said, words["dispatch_rule_free"]] if scheme.free else said


def _said(problem: Problem, words: Words) -> str:
    return words.say(f"dispatch_fault_{problem.fault.replace('-', '_')}", **dict(problem.slots))
