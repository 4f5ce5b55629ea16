"""The words of the page about graded closeness; the longer texts are in the catalogue."""

from __future__ import annotations

from trustapp.services.closeness import ClosenessView, Night
from trustapp.words import _
from ui.widgets.dates import day_of_week


def about() -> str:
    """Under the title."""
    return _(
        "It has no goal, and its pace is that of the slower one. Nothing has to be felt, nobody owes it, and "
        "“Not now” is a full answer."
    )


def when(night: Night) -> str:
    """The day and time of an evening, and who begins."""
    day = day_of_week(night.day)
    moment = _("{day}, {time}").format(day=day, time=night.time) if night.time else day
    return _("{when}. {who}.").format(when=moment, who=night.begins) if night.begins else moment


def result(night: Night, steps: tuple[str, ...]) -> str:
    """How far an evening goes: the same sentence until both have chosen, whoever has or has not."""
    if night.ceiling is None:
        return _("How far it goes at the most stands here once each of you has chosen, alone.")
    if not night.ceiling:
        return _("Not tonight.") if night.tonight else _("Not that evening.")
    step = lowered(steps[night.ceiling - 1])
    if night.tonight:
        return _("Tonight: no further than “{step}”.").format(step=step)
    return _("That evening: no further than “{step}”.").format(step=step)


def beside_result(night: Night) -> str:
    """What the result means, "" while there is none."""
    if night.ceiling is None:
        return ""
    if not night.ceiling:
        return _("That is a full answer, and neither of you is asked whose it was.")
    return _(
        "It is the lower of what each of you chose. Either of you lowers it at any moment, nobody raises it, "
        "and whatever stands here, what either of you says then counts."
    )


def what_the_other_sees(night: Night) -> str:
    """Under the tiles of one's own ceiling."""
    if night.ceiling is not None:
        return _("Both of you have chosen. Yours can still go down, alone and at once, and not up.")
    return _(
        "The other sees none of this. Once both of you have chosen, the page shows the lower of the two and "
        "not whose it is; with two people it can be guessed. Until then you can change it, and nobody is "
        "shown as having chosen; whoever has chosen can tell that the other has not. To choose nothing is an "
        "answer too: then no evening begins."
    )


def why_it_rests(code: str) -> str:
    """Why an evening rests, by its code."""
    return {
        "suspended": _("It rests while the agreement is suspended."),
        "limit": _("It rests: a limit stands on something in it."),
        "ended": _("It rests: a line of your agreement that it touches on has ended."),
        "doubt": _("It rests until the record of what you both said can be read without doubt."),
        "step": _("It rests: it goes further than both of you have said."),
    }.get(code, _("It rests for now."))


def said_of(step: int, view: ClosenessView) -> str:
    """What is said of a step so far; of the other's own step nothing, ever."""
    if step <= view.both:
        return _("both of you have said it")
    if view.mine is not None and step <= view.mine:
        return _("you have said it")
    return ""


def limited() -> str:
    """Of a step that both have said, while a limit stands on something in it."""
    return _("A limit stands on something in it, so it is not suggested.")


def next_step(view: ClosenessView) -> str:
    """Where no next step can be said now: why."""
    if view.mine is None:
        return _(
            "A step further, and a step back, is said alone, in one’s own space. Here either of you can let "
            "an evening go."
        )
    if view.mine > view.both:
        return _(
            "You have said “{step}”. It counts once both of you have; until then the page looks the same to "
            "the other."
        ).format(step=lowered(view.steps[view.mine - 1]))
    if view.mine >= len(view.steps):
        return _(
            "There is no further step here. For more than this, or for what stays hard, there are sex "
            "therapists."
        )
    if view.rests:
        return _("While this rests, no further step is said.")
    return _("A further step is said on a day of its own. Nothing is lost by waiting.")


def before_step_up(view: ClosenessView) -> tuple[str, ...]:
    """Read before one's own next step is said."""
    return (
        _(
            "You say that an evening may go as far as this, if both of you plan one and still want it then. "
            "It is no yes to any evening, and none to the moment itself."
        ),
        _(
            "What the other sees: nothing, until both of you have said it. Then the page says “both of you "
            "have said it”, without a day and without who was first. Your own step is shown to nobody."
        ),
        _(
            "What can be guessed: you are two. Once it shows, each knows that the other has said it; as long "
            "as it does not, whoever has said it knows that the other has not."
        ),
        _(
            "You take it back at any moment, alone and at once, without a reason. If you say it so that the "
            "other is not angry, or so that it ends, leave it as it is."
        ),
    )


def step_down_note() -> str:
    """Beside the ways back."""
    return _(
        "One press, and it holds at once, for both of you. No reason is needed. Evenings that go further "
        "rest."
    )


def lowered(step: str) -> str:
    """A step within a sentence."""
    return step[:1].lower() + step[1:]
