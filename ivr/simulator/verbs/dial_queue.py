"""<Dial><Queue>: the dialler takes the caller who has waited longest.

Source: Twilio docs, TwiML <Queue>.
"""

from __future__ import annotations

from datetime import timedelta

from ivr.simulator.call import Leg, Status
from ivr.simulator.dial_plan import Plan
from ivr.simulator.dial_report import DialReport
from ivr.simulator.queues import Connection, Dequeued, Queue, Waiting
from ivr.simulator.scene import Stage
from ivr.simulator.signals import FirstOf, Steps
from ivr.simulator.twiml_parser import Node


def take_from_queue(stage: Stage, plan: Plan, noun: Node, report: DialReport) -> Steps[None]:
    """Wait until somebody is in the queue, then talk with the first."""
    leg = stage.leg
    values = stage.values_of(noun)
    queue = leg.network.queues.get(noun.text.strip())
    if queue is None:
        report.status = Status.FAILED
        report.more = {"DequeueResult": "queue-not-found"}
        return
    connection = Connection(leg, values.url("url") or None, values.method(code=13221))
    waiting = yield from _first_in_line(leg, queue, plan)
    if waiting is None:
        report.status = Status.NO_ANSWER
        report.more = {"DequeueResult": "queue-empty", "QueueSid": queue.sid}
        return
    waited = waiting.seconds
    report.more = {
        "QueueSid": queue.sid,
        "DequeueResult": "bridged",
        "DequeuedCallSid": waiting.leg.sid,
        "DequeuedCallQueueTime": str(waited),
    }
    report.winner = waiting.leg
    try:
        yield from _talk(leg, waiting.leg, connection, plan, report)
    finally:
        connection.over.fire()


def _first_in_line(leg: Leg, queue: Queue, plan: Plan) -> Steps[Waiting | None]:
    loop = leg.network.loop
    deadline = loop.now() + timedelta(seconds=plan.ring_seconds)
    while not queue.members:
        if loop.now() >= deadline:
            return None
        yield FirstOf(queue.joined, loop.timer_at(deadline))
    waiting = queue.members[0]
    queue.remove(waiting)
    return waiting


def _talk(leg: Leg, caller: Leg, connection: Connection, plan: Plan, report: DialReport) -> Steps[None]:
    loop = leg.network.loop
    if caller.process is not None:
        caller.process.interrupt(Dequeued(connection))
    left = caller.left
    report.status = Status.COMPLETED
    yield FirstOf(connection.ready, caller.gone, left)
    if not caller.is_live or left.fired:
        report.more["DequeueResult"] = "hangup" if not left.fired else "redirected"
        return
    began_at = loop.now()
    leg.bridge(caller)
    report.was_bridged = True
    yield FirstOf(caller.gone, left, loop.timer(plan.limit_seconds), *([leg.star] if plan.hangs_up_on_star else []))
    leg.unbridge()
    report.more["DequeuedCallDuration"] = str(int((loop.now() - began_at).total_seconds()))
