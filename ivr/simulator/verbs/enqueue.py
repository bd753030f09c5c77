"""<Enqueue>: the caller waits in a queue, hearing the waitUrl's documents again and again.

Source: Twilio docs, TwiML <Enqueue>.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ivr.simulator.call import LegGone, Redirected
from ivr.simulator.documents import Source
from ivr.simulator.findings import TwimlFailure
from ivr.simulator.late_action import ask_too_late
from ivr.simulator.queues import Connection, Dequeued, LeftQueue, Queue, Waiting
from ivr.simulator.scene import Scene, Stage
from ivr.simulator.signals import Signal, Steps
from ivr.simulator.values import Method

LONGEST_NAME = 64
#: A wait document that ends sooner is asked for again so fast that it floods the service.
SHORTEST_ROUND_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Order:
    """The queue, what is heard in it, and whom to tell afterwards; `wait_url` None is Twilio's music."""

    queue: Queue
    action: str | None
    method: Method
    wait_url: str | None
    wait_method: Method


def enqueue(stage: Stage) -> Steps[Source | None]:
    """Return the action with the result; without one, go on with the next verb."""
    order = _read(stage)
    if len(order.queue.members) >= order.queue.most:
        stage.complain(14207, f"the queue {order.queue.name!r} is full")
        return _after(order, {"QueueResult": "queue-full"})
    waiting = order.queue.join(stage.leg)
    result = "hangup"
    try:
        try:
            yield from _wait(stage, order, waiting)
        except LeftQueue:
            result = "leave"
        except TwimlFailure as failure:
            stage.leg.network.debugger.fail(stage.leg, failure)
            result = "error"
        except Dequeued as order_to_talk:
            result = "bridged"
            yield from _talk(stage, order, waiting, order_to_talk.connection)
    except LegGone:
        _report_late(stage, order, waiting, result)
        raise
    except Redirected:
        _report_late(stage, order, waiting, "redirected-from-bridged" if result == "bridged" else "redirected")
        raise
    finally:
        order.queue.remove(waiting)
    return _after(order, _outcome(order, waiting, result))


def _read(stage: Stage) -> Order:
    values = stage.values
    name = stage.verb.text.strip()
    if not name:
        raise TwimlFailure(14204, "<Enqueue> without a queue name", url=stage.document.url)
    if len(name) > LONGEST_NAME:
        raise TwimlFailure(14205, f"the queue name has {len(name)} characters", url=stage.document.url)
    return Order(
        queue=stage.leg.network.queue(name),
        action=values.url("action") or None,
        method=values.method(code=14201),
        wait_url=values.url("waitUrl"),
        wait_method=values.method("waitUrlMethod", code=14206),
    )


def _wait(stage: Stage, order: Order, waiting: Waiting) -> Steps[None]:
    """Run the wait documents for ever; ends by an interruption."""
    leg = stage.leg
    if not order.wait_url:
        yield Signal()
        return
    while True:
        began_at = leg.network.loop.now()
        following: Source | None = Source(order.wait_url, order.wait_method)
        while following is not None:
            told = replace(following, params=order.queue.parameters(waiting) | dict(following.params))
            following = yield from leg.network.interpreter.perform_from(leg, told, Scene.WAITING)
        if (leg.network.loop.now() - began_at).total_seconds() < SHORTEST_ROUND_SECONDS:
            stage.complain(14202, f"the wait document {order.wait_url} ends at once and is asked for without pause")
            yield leg.network.loop.timer(SHORTEST_ROUND_SECONDS)


def _talk(stage: Stage, order: Order, waiting: Waiting, connection: Connection) -> Steps[None]:
    leg = stage.leg
    leg.stop_speech()
    order.queue.remove(waiting)
    if connection.url:
        params = {
            "QueueSid": order.queue.sid,
            "QueueTime": str(waiting.seconds),
            "DequeingCallSid": connection.dialler.sid,
        }
        following: Source | None = Source(connection.url, connection.method, params)
        while following is not None:
            following = yield from leg.network.interpreter.perform_from(leg, following, Scene.CONNECTING)
    connection.ready.fire()
    yield connection.over


def _report_late(stage: Stage, order: Order, waiting: Waiting, result: str) -> None:
    if order.action:
        params = _outcome(order, waiting, result)
        ask_too_late(stage.leg, order.action, method=order.method, params=params)


def _outcome(order: Order, waiting: Waiting, result: str) -> dict[str, str]:
    return {"QueueResult": result, "QueueSid": order.queue.sid, "QueueTime": str(waiting.seconds)}


def _after(order: Order, params: dict[str, str]) -> Source | None:
    return Source(order.action, order.method, params) if order.action else None
