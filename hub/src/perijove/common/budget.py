"""Limits how often an actor can ask for costly work: a token bucket per key.

The twin of the backend's `platform/budget.ts`. Every work has a budget per actor and one per
address, so that a noisy one uses up only its own. `docs/security.md` has the table.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

#: Keys that are remembered. The one unused longest is forgotten first, and has a full budget again:
#: strangers who change their address take room, and no one's budget.
MOST_KEYS = 10_000

#: A refusal is told once for each key, and again after so long.
_TELL_AGAIN_SECONDS = 3600.0


@dataclass
class _Bucket:
    tokens: float
    at: float
    told: float | None = None


class Budget:
    """`burst` at once, then `per_hour` on average, for each key."""

    def __init__(
        self, *, burst: float, per_hour: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._rate, self._clock = burst, per_hour / 3600.0, clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str, cost: float = 1.0) -> float:
        """Take it, and answer 0; or take nothing, and answer the seconds until there is enough."""
        bucket = self._of(key)
        # Hours of fractions add up to a hair less than a whole.
        if bucket.tokens >= cost - 1e-9:
            bucket.tokens -= cost
            return 0.0
        return (cost - bucket.tokens) / self._rate

    def wait(self, key: str, cost: float = 1.0) -> float:
        """Seconds until `take` would grant it; takes nothing."""
        return max(0.0, (cost - self._of(key).tokens) / self._rate)

    def tell(self, key: str) -> bool:
        """Whether a refusal is worth a line in the audit log: once for a pause, not for a try."""
        bucket = self._of(key)
        if bucket.told is not None and bucket.at - bucket.told < _TELL_AGAIN_SECONDS:
            return False
        bucket.told = bucket.at
        return True

    def __len__(self) -> int:
        return len(self._buckets)

    def _of(self, key: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._burst, now)
            if len(self._buckets) > MOST_KEYS:
                self._buckets.popitem(last=False)
            return bucket
        self._buckets.move_to_end(key)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._rate)
        bucket.at = now
        return bucket
