"""Any history of people, counselors, clocks, deaths and redeliveries keeps the invariants of the handoff."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.aside import Snooze, Stranded, Wake
from bot.case import (
    Cancel,
    CaseState,
    Claim,
    Hold,
    Label,
    Move,
    Reason,
    Release,
    Remark,
    Resolve,
    Restrict,
    Resume,
    Speak,
    Transfer,
    Urge,
)
from bot.message import Attachment, Content, Edited, Joined, Left, Location, Other, Retracted, Tap
from tests.bot.counter import Shelf, desk, message
from tests.bot.house import House
from tests.bot.office import MONDAY, Weekly, case

STAFF = st.sampled_from(["whoever has it", "whoever has it", "olena", "taras", "lead"])
WRITTEN: list[Content | str] = [
    "garbage", "he came again", "hm", "yes", "no", "a person please", "bot", "delete my data", "fire", "thanks", "5",
    "👍", "none", "0", "українською", Tap("person"), Tap("same:yes"), Tap("same:no"), Tap("rate-case:4"),
    Tap("erase:yes"), Tap("erase:no"), Tap("entry:talk-erase"), Tap("entry:safety-ambulance"), Tap("consent:no"),
    Attachment("picture"), Location(35.5, 139.6), Edited("event-1", "garbage"), Retracted("event-1"), Joined(),
    Other("poll"),
]  # fmt: skip
SPANS = st.sampled_from([timedelta(minutes=5)] * 4 + [timedelta(minutes=20), timedelta(hours=2), timedelta(hours=9),
                         timedelta(hours=25), timedelta(hours=71), timedelta(hours=200)])  # fmt: skip


class Handoff(RuleBasedStateMachine):
    """One person, three counselors, and a house that may die at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.house = House(desk(Shelf(), Weekly({"en": MONDAY.time().replace(hour=10)})), MONDAY)

    @property
    def has_case(self) -> bool:
        """Whether there is a case that somebody may do something with."""
        return self.house.work.case is not None

    @rule(content=st.sampled_from(WRITTEN))
    def the_person_writes(self, content: Content | str) -> None:
        self.house.keep(message(content))

    @rule(content=st.sampled_from(WRITTEN))
    def the_person_writes_and_is_answered(self, content: Content | str) -> None:
        self.house.keep(message(content))
        self.house.catch_up()

    @rule()
    def the_person_leaves(self) -> None:
        self.house.keep(message(Left()))

    @rule(back=st.integers(min_value=1, max_value=50))
    def the_platform_delivers_again(self, back: int) -> None:
        for event in list(self.house.inbox)[-back:]:
            self.house.keep(self.house.inbox[event])

    @precondition(lambda self: not self.house.work.talk.silent)
    @rule()
    def the_person_asks_for_a_person_and_says_yes(self) -> None:
        self.house.catch_up()
        for text in ("another matter", "a person please", "yes"):
            self.house.keep(message(text))
            self.house.catch_up()

    @precondition(lambda self: self.house.work.talk.silent)
    @rule(words=st.sampled_from([("bot",), ("delete my data", "yes"), ("delete my data", "no"), ("fire",)]))
    def the_person_says_what_is_always_heard(self, words: tuple[str, ...]) -> None:
        self.house.catch_up()
        for text in words:
            self.house.keep(message(text))
            self.house.catch_up()

    @rule()
    def a_message_is_decided(self) -> None:
        self.house.decide()

    @rule()
    def a_decision_is_saved(self) -> None:
        self.house.save()

    @rule()
    def the_house_dies_and_rises(self) -> None:
        self.house.die()

    @rule()
    def something_is_sent(self) -> None:
        self.house.send()

    @rule(span=SPANS, asleep=st.booleans())
    def time_goes_by(self, span: timedelta, *, asleep: bool) -> None:
        self.house.until(self.house.work.now + span, asleep=asleep)

    @rule(who=STAFF)
    def a_counselor_reads(self, who: str) -> None:
        self.house.seen[self._who(who)] = self.house.newest

    @precondition(lambda self: self.has_case)
    @rule(who=STAFF, answers=st.booleans())
    def a_counselor_claims(self, who: str, *, answers: bool) -> None:
        before, who = self.house.work.case, self._who(who)
        assert before is not None
        refused = self.house.act(Claim(who, who.title()))
        assert (refused is None) == (before.state == "queued" or (before.state == "callback" and before.urgent))
        if answers:
            self.a_counselor_speaks(who, "Good day", reads=True)

    @precondition(lambda self: self.has_case)
    @rule(who=STAFF, text=st.sampled_from(["Good day", "Good day", " "]), reads=st.booleans())
    def a_counselor_speaks(self, who: str, text: str, *, reads: bool) -> None:
        before, who = self.house.work.case, self._who(who)
        if reads:
            self.house.seen[who] = self.house.newest
        refused = self.house.act(Speak(who, who.title(), text), who)
        assert refused is not None or (before is not None and before.owner == who)

    @precondition(lambda self: self.has_case)
    @rule(who=STAFF, to=STAFF, note=st.sampled_from(["you know this", ""]), back=st.booleans())
    def a_counselor_passes_on(self, who: str, to: str, note: str, *, back: bool) -> None:
        who, to = self._who(who), self._who(to)
        lead = who == "lead"
        self.house.act(Release(who, note, lead=lead) if back else Transfer(who, to, to.title(), note, lead=lead))

    @precondition(lambda self: self.has_case)
    @rule(who=STAFF, span=SPANS)
    def a_counselor_asks_an_interpreter(self, who: str, span: timedelta) -> None:
        who = self._who(who)
        self.house.act(Hold(who, who.title(), self.house.work.now + span))

    @precondition(lambda self: self.has_case)
    @rule(who=STAFF, reason=st.sampled_from(Reason), reads=st.booleans())
    def a_counselor_resolves(self, who: str, reason: Reason, *, reads: bool) -> None:
        who = self._who(who)
        if reads:
            self.house.seen[who] = self.house.newest
        self.house.act(Resolve(who, reason, lead=who == "lead"), who)

    @precondition(lambda self: self.has_case)
    @rule(who=STAFF, what=st.sampled_from(["resume", "urge", "calm", "label", "remark", "restrict"]))
    def a_counselor_does_small_things(self, who: str, what: str) -> None:
        who = self._who(who)
        moves: dict[str, Move] = {
            "resume": Resume(who, who.title()),
            "urge": Urge(who, urgent=True),
            "calm": Urge(who, urgent=False),
            "label": Label(who, ("housing",)),
            "remark": Remark(who, "seen the letter"),
            "restrict": Restrict(who, restricted=True),
        }
        self.house.act(moves[what])

    @precondition(lambda self: self.has_case)
    @rule(who=STAFF, span=SPANS, wakes=st.booleans())
    def a_counselor_puts_it_aside(self, who: str, span: timedelta, *, wakes: bool) -> None:
        before, who = self.house.work.case, self._who(who)
        assert before is not None
        lead = who == "lead"
        refused = self.house.act(Snooze(who, self.house.work.now + span, lead=lead))
        awake = before.state in {"assigned", "waiting-user"} and (lead or before.owner == who)
        assert (refused is None) == awake
        if wakes:
            self.house.act(Wake(who, lead=lead))

    @precondition(lambda self: self.has_case and self.house.work.case.state.open)
    @rule(who=STAFF, state=st.sampled_from([CaseState.ASSIGNED, CaseState.WAITING_USER, CaseState.QUEUED]))
    def a_counselor_merges_it_into_another_one(self, who: str, state: CaseState) -> None:
        self.house.merge(self._who(who), case(state, opened=self.house.work.now, since=self.house.work.now))

    @precondition(lambda self: self.house.work.other is not None and self.house.work.other.state.open)
    @rule(resolved=st.booleans(), late=st.booleans())
    def the_other_one_ends(self, *, resolved: bool, late: bool) -> None:
        self.house.other_ends(Resolve("lead", Reason.ANSWERED, lead=True) if resolved else Cancel())
        if not late:
            self.house.part()

    @precondition(lambda self: self.house.work.other is not None)
    @rule()
    def a_late_clock_parts_them(self) -> None:
        self.house.part()

    @precondition(lambda self: self.has_case and self.house.work.case.owner is not None)
    @rule()
    def nobody_can_reach_the_person_any_more(self) -> None:
        assert self.house.act(Stranded()) is None

    @invariant()
    def whoever_writes_is_heard_by_people_or_answered(self) -> None:
        """Whatever was merged: a talk that people have is that of an open case, or leads to one (or is soon parted)."""
        work = self.house.work
        if work.talk.silent and work.case is not None and not work.case.state.open:
            assert work.case.into is not None
            assert work.other is not None
            assert work.other.id == work.case.into

    @invariant()
    def every_message_is_answered_once_and_none_is_lost(self) -> None:
        house = self.house
        assert all(count == 1 for count in house.answered.values())
        assert set(house.inbox) == {*house.answered, *house.waiting}

    @invariant()
    def nobody_answers_what_they_have_not_read(self) -> None:
        assert all(seen >= newest for seen, newest in self.house.spoken)

    def teardown(self) -> None:
        """In the end all is answered, and all that waits is sent."""
        self.house.catch_up()
        self.every_message_is_answered_once_and_none_is_lost()
        while any(row.state == "waiting" for row in self.house.outbox):
            self.house.send()

    def _who(self, who: str) -> str:
        owner = self.house.work.case.owner if self.house.work.case is not None else None
        return (owner or "olena") if who == "whoever has it" else who


Handoff.TestCase.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
TestHandoff = Handoff.TestCase
