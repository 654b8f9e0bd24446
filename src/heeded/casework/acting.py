"""What a person wants to do about a warning, checked against where it stands; refused in a sentence, nothing lost."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from heeded.casework.keeping import Held
from heeded.casework.staffing import Staffing
from heeded.casework.state import state
from heeded.casework.warning import (
    ACKNOWLEDGED,
    ASSIGNED,
    CLOSED,
    DECIDED,
    DEFERRED,
    OUTCOMES,
    WITH_ACTION,
    Act,
    State,
)  # fmt: skip
from heeded.reference.responses import responses
from heeded.reference.roles import ladder
from heeded.words.instants import NEVER, Instant, day_of, start_of
from heeded.words.spoken import written_day
from heeded.words.trouble import Trouble

# Control characters but new lines and tabs, halves of characters, and what turns the direction of the text around it.
UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FEWEST_WORDS, LONGEST, LONGEST_NAME = 3, 4000, 120  # of a reason in words; of a text and a name in characters


class CaseworkTrouble(Trouble):
    """An act that was refused. `typed` carries back everything that was written, so that nobody writes it twice."""

    def __init__(self, where: str, what: str, do: str = "", typed: Mapping[str, str] | None = None) -> None:
        super().__init__(where, what, do)
        self.typed = dict(typed or {})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do. `seen` is `State.seen` of what they were shown; `on` a day they say it was done."""

    warning: str
    kind: str
    by: str
    seen: int
    reason: str = ""
    to: str = ""
    until: date | None = None
    approver: str = ""
    outcome: str = ""
    action: str = ""
    on: date | None = None

    def typed(self) -> dict[str, str]:
        """What they wrote, by field."""
        said = {
            "reason": self.reason, "to": self.to, "until": self.until.isoformat() if self.until else "",
            "approver": self.approver, "outcome": self.outcome, "action": self.action,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}

    def refused(self, what: str, do: str = "") -> CaseworkTrouble:
        """The refusal of this."""
        return CaseworkTrouble(f"warning {self.warning[:24]}", what, do, self.typed())


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act is checked against: the staff, the clock, who may act without being on the staff list."""

    staffing: Staffing
    now: Instant
    local: str
    moved_to: Callable[[Held], str]


def acted(wish: Wish, held: Held | None, facts: Facts) -> Act:
    """The act that a wish becomes; CaseworkTrouble where it may not be."""
    if held is None or held.standing.raised > facts.now:
        raise wish.refused("there is no such warning.", "Look it up in the work list.")
    known = replace(wish, by=facts.staffing.named(wish.by))
    now_at = state(held.standing, held.acts, facts.staffing, facts.now, held.terms)
    _check_who(known, facts)
    _check_day(known, facts)
    _check_words(known)
    _check_unchanged(known, held, now_at, facts)
    if now_at.status == CLOSED and known.kind != ACKNOWLEDGED:
        raise known.refused(f"it is decided already: {said(now_at.decision)}.", "It opens again on new evidence.")
    CHECKS[known.kind](known, held, now_at, facts)
    return Act(
        known.warning, known.kind, known.by, facts.now, printed(known.reason), facts.staffing.named(known.to),
        start_of(known.until) if known.until else NEVER, facts.staffing.named(known.approver), known.outcome,
        printed(known.action), held.standing.known_by(facts.now),
    )  # fmt: skip


def printed(text: str) -> str:
    """A text as it can be kept and shown anywhere: without what no page or printer shows."""
    return UNPRINTED.sub("", text).strip()


def said(act: Act | None) -> str:
    """What somebody did, in words."""
    if act is None:
        return "nothing"
    on = written_day(day_of(act.at))
    if act.kind == DECIDED:
        words = f"{act.by} decided “{act.outcome.replace('_', ' ')}” on {on}"
    elif act.kind == DEFERRED:
        words = f"{act.by} put it off until {written_day(day_of(act.until))} on {on}, approved by {act.approver}"
    elif act.kind == ASSIGNED:
        words = f"{act.by} gave it to {act.to} on {on}"
    else:
        return f"{act.by} acknowledged it on {on}"
    more = [act.action, act.reason]
    return f"{words} ({'; '.join(m.rstrip('.') for m in more if m)[:300]})"


def _check_who(wish: Wish, facts: Facts) -> None:
    if not wish.by.strip() or len(wish.by) > LONGEST_NAME:
        raise wish.refused("nobody is named as doing this.", "Say who you are.")
    if not may_act(wish.by, facts):
        raise wish.refused(f"{wish.by} does not work here now, or is away.", "Let somebody who is here do it.")


def may_act(name: str, facts: Facts) -> bool:
    """Whether somebody is there; the local viewer is, unless the staff records know them and say otherwise."""
    unlisted = name == facts.local and not facts.staffing.known(name)
    return unlisted or facts.staffing.present(name, facts.now)


def _check_day(wish: Wish, facts: Facts) -> None:
    today = day_of(facts.now)
    if wish.on is not None and wish.on != today:
        what = f"it counts from now, {written_day(today)}, and not from {written_day(wish.on)}."
        raise wish.refused(what, "Leave the date out; say in the reason when it was really done.")


def _check_words(wish: Wish) -> None:
    for name in ("reason", "action"):
        text = getattr(wish, name)
        if len(text) > LONGEST:
            what = f"the {name} is {len(text)} characters long."
            raise wish.refused(what, f"Use at most {LONGEST}; put the rest in the case file.")
    for name in ("to", "approver"):
        if len(getattr(wish, name)) > LONGEST_NAME:
            raise wish.refused("a name is too long.", f"Use at most {LONGEST_NAME} characters.")
    if wish.kind != ACKNOWLEDGED and _words(wish.reason) < FEWEST_WORDS:
        what = "it has no reason." if not _words(wish.reason) else "the reason is too short to be understood later."
        raise wish.refused(what, "Say why, in a few words.")


def _words(text: str) -> int:
    """How many words have a letter or a figure in them."""
    return sum(any(c.isalnum() for c in word) for word in printed(text).split())


def _check_unchanged(wish: Wish, held: Held, now_at: State, facts: Facts) -> None:
    """What was seen must be what there is: else it is said what came between, and asked again."""
    if wish.seen == now_at.seen:
        return
    moves = [m for m in held.standing.moves if m.at <= facts.now]
    between = [said(a) for a in held.acts[-1:]]
    if moves and (not held.acts or moves[-1].at >= held.acts[-1].at):
        between = [facts.moved_to(held)]
    elif held.acts and held.standing.known_by(facts.now) > held.acts[-1].known:
        between.append("new evidence or a higher level came in since")
    told = "; ".join(between) or "new evidence or a higher level came in"
    raise wish.refused(f"it has changed since you read it: {told}.", "Read it again, and then say what is to be done.")


def _check_acknowledge(wish: Wish, held: Held, now_at: State, facts: Facts) -> None:
    if now_at.status == CLOSED:
        raise wish.refused(f"it is decided already: {said(now_at.decision)}.", "There is nothing to acknowledge.")


def _check_assign(wish: Wish, held: Held, now_at: State, facts: Facts) -> None:
    to = facts.staffing.named(wish.to)
    if not to:
        raise wish.refused("it does not say whose it is to be.", "Name somebody.")
    if not facts.staffing.present(to, facts.now):
        raise wish.refused(f"{to} does not work here now, or is away.", "Name somebody who is here.")
    if held.standing.bars(to, facts.now):
        raise wish.refused(f"{to} dismissed a warning that this one is about.", "Name somebody else.")
    if to == now_at.owner:
        raise wish.refused(f"it is {to}'s already.", "Name somebody else, or leave it.")


def _check_defer(wish: Wish, held: Held, now_at: State, facts: Facts) -> None:
    today, longest = day_of(facts.now), responses().longest_deferral
    if wish.until is None or wish.until <= today:
        raise wish.refused("it does not say until which day to come.", "Give a day after today.")
    if wish.until > today + timedelta(days=longest):
        last = today + timedelta(days=longest)
        raise wish.refused(
            f"it would wait for more than {longest} days.", f"Put it off until {written_day(last)} at most."
        )
    approver = facts.staffing.named(wish.approver)
    if not approver or approver == wish.by:
        raise wish.refused("somebody else has to approve that it waits.", "Name who approved it.")
    if approver not in approvers(held, now_at, facts):
        what = f"{approver} cannot approve this: it takes the owner's manager or a role above, here today."
        raise wish.refused(what, "Name one of them.")


def approvers(held: Held, now_at: State, facts: Facts) -> frozenset[str]:
    """Who may approve today that it waits: the owner's manager, whoever holds a role above, and the last owner."""
    member = facts.staffing.member(now_at.owner, facts.now)
    theirs = [rung for rung, role in enumerate(held.terms.ladder) if member and role in member.roles]
    roles = ladder(now_at.role) or held.terms.ladder[max(theirs, default=0) :]
    found = {name for role in roles[1:] for name in facts.staffing.holding(role, facts.now)}
    manager = facts.staffing.named(member.answers_to) if member and member.answers_to else ""
    if manager and facts.staffing.present(manager, facts.now):
        found.add(manager)
    return frozenset(found | {facts.staffing.last_owner}) - {now_at.owner}


def _check_decide(wish: Wish, held: Held, now_at: State, facts: Facts) -> None:
    if wish.outcome not in OUTCOMES:
        raise wish.refused(f"'{wish.outcome[:40]}' is no decision.", f"Use one of: {', '.join(OUTCOMES)}.")
    if wish.outcome in WITH_ACTION and not _words(wish.action):
        raise wish.refused("it does not say what was done.", "Name the action that was taken or is in place.")
    if held.standing.bars(wish.by, facts.now) and wish.by != facts.staffing.last_owner:
        raise wish.refused(f"{wish.by} dismissed a warning that this one is about.", "Somebody else has to decide it.")


CHECKS: Mapping[str, Callable[[Wish, Held, State, Facts], None]] = {
    ACKNOWLEDGED: _check_acknowledge, ASSIGNED: _check_assign, DEFERRED: _check_defer, DECIDED: _check_decide,
}  # fmt: skip
