"""Budgets: what one uses up is nobody's but their own, and memory has an end."""

from __future__ import annotations

import asyncio

import pytest

from perijove.common import budget
from perijove.common.budget import Budget
from perijove.common.fair_queue import FairQueue, FullQueueError


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_free_and_then_it_goes_by_the_hour() -> None:
    clock = Clock()
    one = Budget(burst=3, per_hour=60, clock=clock)
    assert [one.take("a") for _ in range(4)] == [0, 0, 0, 60]
    assert one.take("b") == 0
    clock.now += 59
    assert one.take("a") == pytest.approx(1)
    assert one.wait("a") == pytest.approx(1)
    clock.now += 1
    assert one.take("a") == 0
    clock.now += 10**6
    assert [one.take("a", 1.5) > 0 for _ in range(3)] == [False, False, True]


def test_a_pause_is_told_once() -> None:
    clock = Clock()
    one = Budget(burst=1, per_hour=60, clock=clock)
    assert [one.tell("a") for _ in range(3)] == [True, False, False]
    clock.now += 3599
    assert not one.tell("a")
    clock.now += 1
    assert one.tell("a")


def test_strangers_without_end_take_room_and_nobodys_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget, "MOST_KEYS", 100)
    one = Budget(burst=1, per_hour=1)
    for number in range(1000):
        assert one.take(f"stranger {number}") == 0
        assert (one.take("noisy") > 0) is (number > 0)
    assert len(one) == 100


async def entered(queue: FairQueue, names: list[str], order: list[str], first: str = "") -> None:
    async def one(name: str) -> None:
        await queue.enter(name[0], first=name == first)
        order.append(name)
        await asyncio.sleep(0)
        queue.leave()

    await asyncio.gather(*(one(name) for name in names))


async def test_who_brings_much_waits_behind_the_first_of_each() -> None:
    order: list[str] = []
    await entered(FairQueue(1, 100, 100), ["a1", "a2", "a3", "a4", "b1", "c1"], order)
    assert order == ["a1", "a2", "b1", "c1", "a3", "a4"]


async def test_the_known_one_goes_first() -> None:
    order: list[str] = []
    await entered(FairQueue(1, 100, 100), ["a1", "a2", "b1", "k1"], order, first="k1")
    assert order == ["a1", "k1", "a2", "b1"]


async def test_a_queue_has_an_end_for_one_and_for_all() -> None:
    queue = FairQueue(1, 3, 2)
    await queue.enter("a")
    waiting = [asyncio.ensure_future(queue.enter("a")) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(FullQueueError):
        await queue.enter("a")
    other = asyncio.ensure_future(queue.enter("b"))
    await asyncio.sleep(0)
    with pytest.raises(FullQueueError):
        await queue.enter("c")
    # A caller that goes away leaves room, wherever it stood.
    waiting[0].cancel()
    await asyncio.sleep(0)
    for task in (other, waiting[1]):
        queue.leave()
        await task
    queue.leave()
    await asyncio.wait_for(queue.enter("c"), 1)


async def test_a_place_that_was_given_in_the_moment_of_going_away_is_not_lost() -> None:
    queue = FairQueue(1, 9, 9)
    await queue.enter("a")
    gone, last = (asyncio.ensure_future(queue.enter(name)) for name in "bc")
    await asyncio.sleep(0)
    queue.leave()  # to b, who goes away before hearing of it
    gone.cancel()
    await asyncio.wait_for(last, 1)
