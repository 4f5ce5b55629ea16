"""Rules of other programs in the spelling that our forms use, where they mean the same."""

from __future__ import annotations

from dataclasses import replace

from trustapp.domain.recurrence import last_day
from trustapp.domain.rituals import Plan
from trustapp.domain.rules import WEEKDAYS


def as_a_form_says(plan: Plan) -> Plan:
    """The same days, said as a form says them if one can: a count or a moment at the end becomes a day.

    The rule is one that can be read.
    """
    if not plan.rule:
        return plan
    said = dict(part.split("=") for part in plan.rule.split(";"))
    ended = bool(said.keys() & {"UNTIL", "COUNT"})
    for name in ("UNTIL", "COUNT"):
        said.pop(name, None)
    if said.get("INTERVAL", "").lstrip("0") == "1":
        del said["INTERVAL"]
    weeks_differ = "BYWEEKNO" in said or (said["FREQ"] == "WEEKLY" and "INTERVAL" in said)
    if said.get("WKST") == "MO" or not weeks_differ:
        said.pop("WKST", None)
    _first_day_said(said, plan)
    last = last_day(plan) if ended else None
    if last is not None:
        said["UNTIL"] = f"{last:%Y%m%d}"
    return replace(plan, rule=";".join(f"{name}={value}" for name, value in said.items()))


def _first_day_said(said: dict[str, str], plan: Plan) -> None:
    """Weeks and months say their days, years leave them to the first day."""
    names = said.keys() - {"FREQ", "INTERVAL", "WKST"}
    if said["FREQ"] == "WEEKLY" and "BYDAY" not in names:
        said["BYDAY"] = WEEKDAYS[plan.day.weekday()]
    elif said["FREQ"] == "MONTHLY" and not names & {"BYDAY", "BYMONTHDAY"}:
        said["BYMONTHDAY"] = str(plan.day.day)
    elif said["FREQ"] == "YEARLY" and names and names <= {"BYMONTH", "BYMONTHDAY"}:
        day, month = str(plan.day.day), str(plan.day.month)
        if said.get("BYMONTH") == month and said.get("BYMONTHDAY", day) == day:
            del said["BYMONTH"]
            said.pop("BYMONTHDAY", None)
