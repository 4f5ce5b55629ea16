"""A demonstration couple with a past: some weeks of use, made through the same services as everything else.

The vault is a throw-away one in a temporary folder. Its passphrases are shown to whoever asks for it,
so its key derivation is cheap; nothing of this reaches a real vault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from trustapp import demonstration_letters, demonstration_reflections
from trustapp.bootstrap import Services, build
from trustapp.domain.agreement import State
from trustapp.domain.answers import Answer, Choice, Kind, Release, Shape, scale_of
from trustapp.domain.ids import FIRST, SECOND, CategoryId, MemberId, RitualId
from trustapp.domain.own_sheet import Part
from trustapp.domain.partners import Hue
from trustapp.domain.ritual_texts import RitualText
from trustapp.domain.rituals import Plan, RitualWords
from trustapp.domain.statements import LineKind, LineWords
from trustapp.services.agreements import NewDraft, NewLimit
from trustapp.services.openings import Setup
from trustapp.services.zones import zone_name
from trustapp.vault.kdf import KdfParameters, KdfPolicy

CHEAP: Final = KdfParameters(memory_kib=8 * 1024, passes=1)
DEMO_POLICY: Final = KdfPolicy(default=CHEAP, floor=CHEAP, cap=KdfParameters(1024 * 1024, 20))

NAMES: Final[Mapping[MemberId, str]] = {FIRST: "Robin", SECOND: "Sasha"}
PASSPHRASES: Final[Mapping[MemberId, str]] = {
    FIRST: "lantern oak seventh river calm",
    SECOND: "copper violin eleven meadow frost",
}

WEEKS: Final = 7
"""How long ago the couple of the demonstration began."""


class MovableClock:
    """A clock that the demonstration moves through the past up to now."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The moment at which it stands."""
        return self._now

    def move(self, by: timedelta) -> None:
        """Let some time pass."""
        self._now += by

    def set(self, moment: datetime) -> None:
        """Put the clock to a moment."""
        self._now = moment


@dataclass(frozen=True)
class Demonstration:
    """The couple's vault, and services on it whose clock shows the present."""

    folder: Path
    services: Services
    clock: MovableClock


def make(folder: Path, now: datetime | None = None) -> Demonstration:
    """Make the vault of the demonstration couple in an empty folder; nobody's sitting is open then."""
    present = now or datetime.now(UTC)
    clock = MovableClock(present - timedelta(weeks=WEEKS))
    services = build(folder, clock=clock, policy=DEMO_POLICY)
    _Past(services, clock).live()
    clock.set(present - timedelta(hours=2))
    _plan_rituals(services)
    clock.set(present)
    return Demonstration(folder, services, clock)


def make_alone(folder: Path, now: datetime | None = None) -> Demonstration:
    """One person alone, with some answers."""
    present = now or datetime.now(UTC)
    clock = MovableClock(present - timedelta(days=3))
    services = build(folder, clock=clock, policy=DEMO_POLICY)
    services.vault.begin(Setup(NAMES[FIRST], Hue.LAKE, PASSPHRASES[FIRST]))
    services.vault.finish_setup()
    _answer(services, services.answers.categories().value[0].id, _ROBIN)
    for part, text in _BOUNDARIES:
        services.own_sheet.put(part, text)
    services.vault.lock()
    clock.set(present)
    return Demonstration(folder, services, clock)


_BOUNDARIES: Final = (
    (Part.WILL, "I will go to bed when I am tired, also in the middle of a talk."),
    (Part.WILL, "I will see my sister on Thursdays."),
    (Part.WILL_NOT, "I will not be touched while we quarrel."),
    (Part.WILL_SAY, "“I need a break. I will be back at nine.”"),
)


_PLANNED: Final = (
    "ritual.one_thing_ahead", "ritual.six_breaths", "ritual.homecoming_hug", "ritual.walk_without_subject",
    "ritual.weekly_meeting", "ritual.cook_something_new", "ritual.after_therapy",
)  # fmt: skip
"""What the couple of the demonstration planned; Robin suggested it and Sasha said yes."""
_SUGGESTED: Final = "ritual.read_aloud"
"""What Sasha suggests, and Robin has not said anything to."""


def _plan_rituals(services: Services) -> None:
    """A week of rituals, one of closeness tonight, one suggestion that waits, and one of Robin alone."""
    _unlock(services, FIRST)
    demonstration_reflections.write(services.reflections)
    demonstration_letters.write_robin(services.letters)
    templates = {one.id: one for one in services.rituals.templates().value}
    today = services.own_rituals.view().value.today
    limited = services.rituals.view().value.limited
    suggested = [
        services.rituals.suggest(_words(templates[one], today)).value
        for one in _PLANNED
        if one not in limited
    ]
    services.own_rituals.put(templates["ritual.note_on_table"].words(RitualId(""), None, alone=True))
    services.closeness.step_up(1, PASSPHRASES[FIRST])
    _unlock(services, SECOND)
    demonstration_letters.write_sasha(services.letters)
    for ritual in suggested:
        services.rituals.say_yes(ritual)
    services.closeness.step_up(1, PASSPHRASES[SECOND])
    services.rituals.suggest(_words(templates[_SUGGESTED], today))
    step = next(one for one in templates.values() if one.step == 1)
    tonight = services.rituals.suggest(_words(step, today)).value
    _unlock(services, FIRST)
    services.rituals.say_yes(tonight)
    services.vault.lock()


def _unlock(services: Services, member: MemberId) -> None:
    services.vault.lock()
    services.vault.unlock(member, PASSPHRASES[member])


def _words(template: RitualText, today: date) -> RitualWords:
    """A template's words, as the form would fill them in."""
    timed = template.rule or template.time
    plan = Plan(today, template.time, zone_name(), template.rule) if timed else None
    return template.words(RitualId(""), plan)


def answer_again(services: Services, member: MemberId) -> None:
    """Answer the category of the round that is open once more, as this person did before."""
    category = services.rounds.state().value.category
    if category is not None:
        _answer(services, category.id, _ROBIN if member == FIRST else _SASHA)


Pattern = Sequence[tuple[Choice, Release]]
_OPEN = Release.OPEN
_ROBIN: Pattern = (
    (Choice.YES, _OPEN), (Choice.YES_IF, _OPEN), (Choice.YES, _OPEN), (Choice.NO, _OPEN),
    (Choice.NEED, _OPEN), (Choice.LIKE, _OPEN), (Choice.OFFER, _OPEN), (Choice.NOT_NOW, Release.KEEP),
)  # fmt: skip
_SASHA: Pattern = (
    (Choice.YES, _OPEN), (Choice.YES, _OPEN), (Choice.YES_IF, _OPEN), (Choice.YES, _OPEN),
    (Choice.LIKE, _OPEN), (Choice.NEED, _OPEN), (Choice.OFFER_IF, _OPEN), (Choice.ONLY_WHEN, Release.TALK),
)  # fmt: skip


def _answer(services: Services, category: CategoryId, pattern: Pattern) -> None:
    """Answer a category after a pattern: each item takes the next step of it that is on its scale."""
    entries = services.answers.category(category).value.items
    for number, entry in enumerate(entries):
        turned = [*pattern[number % len(pattern) :], *pattern[: number % len(pattern)]]
        choice, release = next(one for one in turned if one[0] in scale_of(entry.item))
        conditions = entry.conditions[:1] if choice in _CONDITIONAL else ()
        services.answers.keep(
            Answer(entry.item.id, choice, conditions, release=release, paper=entry.item.sensitivity < 3)
        )


_CONDITIONAL = frozenset({Choice.YES_IF, Choice.ONLY_WHEN, Choice.OFFER_IF})


class _Past:
    """Some weeks of two people: setting up, three rounds, still yeses, a limit, an end, a draft."""

    def __init__(self, services: Services, clock: MovableClock) -> None:
        self._services = services
        self._clock = clock

    def live(self) -> None:
        """All of it, in order."""
        self._set_up()
        categories = [one.id for one in self._services.answers.categories().value]
        for category in categories[:3]:
            self._round(category)
            self._sleep_and_say_yes()
        self._changed_minds(categories[0])
        self._own_words(categories[0])
        self._clock.move(timedelta(days=1))
        self._together(FIRST)
        self._services.rounds.choose(categories[3])
        for member, pattern in ((FIRST, _ROBIN), (SECOND, _SASHA)):
            self._open(member)
            _answer(self._services, categories[3], pattern)
        self._services.vault.lock()

    def _set_up(self) -> None:
        services = self._services
        services.vault.begin(Setup(NAMES[FIRST], Hue.LAKE, PASSPHRASES[FIRST]))
        services.vault.finish_setup()
        services.vault.invite()
        services.vault.join(Setup(NAMES[SECOND], Hue.CLAY, PASSPHRASES[SECOND]))
        services.vault.finish_setup()
        self._open(FIRST)

    def _open(self, member: MemberId) -> None:
        self._services.vault.lock()
        self._clock.move(timedelta(minutes=7))
        self._services.vault.unlock(member, PASSPHRASES[member])

    def _together(self, member: MemberId) -> None:
        self._open(member)
        self._services.vault.open_together()

    def _round(self, category: CategoryId) -> None:
        self._together(FIRST)
        self._services.rounds.choose(category)
        tickets = []
        for member, pattern in ((FIRST, _ROBIN), (SECOND, _SASHA)):
            self._clock.move(timedelta(hours=20))
            self._open(member)
            _answer(self._services, category, pattern)
            tickets.append(" ".join(self._services.rounds.release(wishes=True).value))
        self._clock.move(timedelta(days=1))
        self._together(SECOND)
        self._services.rounds.open((tickets[0], tickets[1]))

    def _sleep_and_say_yes(self) -> None:
        for member in (FIRST, SECOND):
            self._open(member)
            self._services.agreements.mark_seen(tuple(line.id for line in self._drafts()))
        self._clock.move(timedelta(hours=26))
        for member in (FIRST, SECOND):
            self._open(member)
            for words in self._drafts():
                if words.owner in (None, member):
                    self._services.agreements.still_yes(
                        words.id, PASSPHRASES[member], paper=words.sensitivity < 3
                    )
        self._clock.move(timedelta(days=4))

    def _drafts(self) -> list[LineWords]:
        lines = self._services.agreements.view().value.agreement.lines
        return [line.words for line in lines if line.state is State.DRAFT and line.words is not None]

    def _changed_minds(self, category: CategoryId) -> None:
        """Some weeks later Robin says otherwise of two things, kept to oneself."""
        self._open(FIRST)
        entries = self._services.answers.category(category).value.items
        for entry in [one for one in entries if one.item.shape is Shape.OPENING][:2]:
            self._services.answers.keep(Answer(entry.item.id, Choice.YES_IF, entry.conditions[:2]))

    def _own_words(self, category: CategoryId) -> None:
        self._open(FIRST)
        self._services.agreements.state_limit(
            NewLimit(
                category,
                "After a hard day",
                "No touch in the first half hour after I come home.",
                Kind.MINE,
                paper=True,
            )
        )
        counting = [
            line.words.id
            for line in self._services.agreements.view().value.agreement.lines
            if line.state is State.COUNTS and line.kind is LineKind.OPENING and line.words is not None
        ]
        if len(counting) > 1:
            self._services.agreements.end_line(counting[-1])
        self._clock.move(timedelta(days=2))
        self._open(SECOND)
        until = (self._clock() + timedelta(days=60)).date()
        self._services.agreements.draft(
            NewDraft(
                LineKind.OPENING,
                category,
                "A walk arm in arm",
                "On Sunday walks we may go arm in arm, if either of us offers an arm.",
                until,
            )
        )
