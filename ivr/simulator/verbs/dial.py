"""<Dial>: rings telephones for a caller, connects the one that answers, and reports how it went.

Source: Twilio docs, TwiML <Dial>.
"""

from __future__ import annotations

from datetime import timedelta

from ivr.simulator.call import Leg, LegGone, Redirected, Status, live_among
from ivr.simulator.callee import place_callee
from ivr.simulator.dial_plan import Noun, Plan, caller_id_for, read_plan
from ivr.simulator.dial_report import DialReport
from ivr.simulator.documents import Source
from ivr.simulator.findings import TwimlFailure
from ivr.simulator.late_action import ask_too_late
from ivr.simulator.scene import Stage
from ivr.simulator.signals import FirstOf, Steps
from ivr.simulator.verbs.dial_queue import take_from_queue

#: How much later the action of an abandoned Dial arrives when the new document is asked for first.
OVERTAKEN_SECONDS = 0.5


def dial(stage: Stage) -> Steps[Source | None]:
    """Return the action with the outcome; without one, go on while the caller is still there."""
    plan = read_plan(stage)
    report = DialReport()
    leg = stage.leg
    try:
        yield from _hunt(stage, plan, report)
    except LegGone:
        report.caller_left(by=leg.ended_by)
        _ask_action_too_late(leg, plan, report)
        raise
    except Redirected:
        report.caller_left(by="api")
        overtaken = leg.network.faults.new_document_before_old_action
        _ask_action_too_late(leg, plan, report, after_seconds=OVERTAKEN_SECONDS if overtaken else 0.0)
        raise
    if plan.action is None:
        return None
    return Source(plan.action, plan.method, report.parameters())


def _hunt(stage: Stage, plan: Plan, report: DialReport) -> Steps[None]:
    """Ring all at once, or one after another until one picks up."""
    if plan.queue is not None:
        yield from take_from_queue(stage, plan, plan.queue, report)
        return
    try:
        caller_id = caller_id_for(stage.leg, plan, url=stage.document.url)
    except TwimlFailure as failure:
        stage.leg.network.debugger.fail(stage.leg, failure)
        report.error = (failure.code, failure.text)
        return
    groups = [(noun,) for noun in plan.nouns] if plan.is_sequential else [plan.nouns]
    for group in groups:
        winner = yield from _ring(stage, group, plan, caller_id, report)
        if winner is not None:
            report.winner = winner
            yield from _connect(stage.leg, winner, plan, report)
            return


def _ring(stage: Stage, nouns: tuple[Noun, ...], plan: Plan, caller_id: str, report: DialReport) -> Steps[Leg | None]:
    """Return the first leg to be picked up, the others cancelled; None when none was in time."""
    loop = stage.leg.network.loop
    legs = [place_callee(stage.leg, noun, caller_id=caller_id, url=stage.document.url) for noun in nouns]
    report.legs += legs
    deadline = loop.now() + timedelta(seconds=plan.ring_seconds)
    while ringing := live_among(legs):
        picked_up = next((leg for leg in ringing if leg.is_answered), None)
        if picked_up is not None:
            for loser in ringing:
                if loser is not picked_up:
                    loser.end(by="network", status=Status.CANCELED)
            return picked_up
        if loop.now() >= deadline:
            for late in ringing:
                late.end(by="network", status=Status.NO_ANSWER)
            break
        changes = [signal for leg in ringing for signal in (leg.answered, leg.gone)]
        yield FirstOf(*changes, loop.timer_at(deadline))
    report.nobody_answered(legs)
    return next((leg for leg in legs if leg.is_answered), None)


def _connect(leg: Leg, callee: Leg, plan: Plan, report: DialReport) -> Steps[None]:
    """Wait for the callee's whisper to end well, then let both talk until one leaves."""
    loop = leg.network.loop
    report.status = Status.COMPLETED
    left = callee.left
    yield FirstOf(callee.ready, callee.gone, left)
    if callee.is_live and not left.fired:
        leg.answer()
        leg.bridge(callee)
        report.was_bridged = True
        limit = loop.timer_at((callee.answered_at or loop.now()) + timedelta(seconds=plan.limit_seconds))
        ends = [callee.gone, left, limit, *([leg.star] if plan.hangs_up_on_star else [])]
        first = yield FirstOf(*ends)
        if first not in (callee.gone, left):
            callee.end(by="network" if first is limit else "caller")
    report.was_redirected = left.fired


def _ask_action_too_late(leg: Leg, plan: Plan, report: DialReport, *, after_seconds: float = 0.0) -> None:
    """Tell the action how it went although nobody will execute its answer."""
    if plan.action is not None:
        ask_too_late(leg, plan.action, method=plan.method, params=report.parameters(), after_seconds=after_seconds)
