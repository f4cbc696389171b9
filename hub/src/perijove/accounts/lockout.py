"""Pauses after wrong passwords: who has to wait, and who never does.

Wrong attempts count per name and source. A source is the address, an IPv6 one by its network, or
the browser once it has signed in as that name. Wider counts catch those who change addresses or
names; none of them concerns a browser or an address from which that name has signed in before. So a
stranger can make strangers wait, and no user of a known browser. `docs/security.md` explains it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jupyterhub import orm
from sqlalchemy import Column, Float, Integer, String, delete, func, select
from sqlalchemy.orm import Session

from perijove.common.address_blocks import address_blocks

_HOUR, _DAY = 3600.0, 86400.0

#: A pause never grows beyond this.
LONGEST_PAUSE = _HOUR
#: The pause of the two wide counts: they may hit users who did nothing.
LONGEST_WIDE_PAUSE = _HOUR / 4
#: Wide counts begin at so many times the attempts that one source has.
NAME_FACTOR, SOURCE_FACTOR = 5, 10
#: And at so many for a customer of a provider, who has 65,536 networks of IPv6.
CUSTOMER_FACTOR = 40
#: After so long without a wrong attempt everything is forgotten.
FORGET_AFTER, FORGET_WIDE_AFTER = _DAY, _HOUR
#: For so long a source counts as one that the user uses.
KNOWN_FOR = 90 * _DAY
#: Browsers, and addresses, that are known for one name; who signs in oftener forgets the oldest.
MOST_KNOWN = 50
#: Strangers with random names and addresses must not fill the disk.
MOST_ROWS = 20_000

_ANY = "*"


class SignInTries(orm.Base):
    """Wrong attempts, and the last right one, per name and source.

    Names are kept as digests: users type their password into the wrong field.
    """

    __tablename__ = "perijove_sign_in_tries"
    name = Column(String(32), primary_key=True)
    source = Column(String(80), primary_key=True)
    failures = Column(Integer, nullable=False, default=0)
    last_failure = Column(Float, nullable=True)
    last_success = Column(Float, nullable=True)


@dataclass(frozen=True)
class Rules:
    """`attempts` wrong ones are free; then follows `pause` seconds, doubled each time."""

    attempts: int
    pause: float

    def wait(self, failures: int, last_failure: float | None, now: float) -> float:
        """Seconds until this name may be tried again from this source."""
        return self._wait(failures - self.attempts, last_failure, now, LONGEST_PAUSE, FORGET_AFTER)

    def wide_wait(
        self, failures: int, last_failure: float | None, now: float, factor: int
    ) -> float:
        """Seconds until a stranger may try again, by one of the wide counts."""
        over = failures - self.attempts * factor
        return self._wait(over, last_failure, now, LONGEST_WIDE_PAUSE, FORGET_WIDE_AFTER)

    def _wait(
        self, over: int, last: float | None, now: float, longest: float, forget: float
    ) -> float:
        if self.attempts <= 0 or over < 0 or last is None or not 0 <= now - last < forget:
            return 0.0
        # 2 ** 30 is longer than any pause; more would overflow.
        return max(0.0, last + min(longest, self.pause * 2.0 ** min(over, 30)) - now)


class Lockout:
    """Counts attempts in the hub's database, so that they survive a restart."""

    def __init__(self, db: Session, rules: Rules, clock: Callable[[], float] = time.time) -> None:
        self._db, self._rules, self._clock = db, rules, clock
        self._writes = 0

    def source(self, name: str, address: str, mark: str) -> str:
        """The browser where its mark is known for that name, else the address."""
        if mark and self._known(self._row(name, _browser(mark))):
            return _browser(mark)
        return f"a:{address_blocks(address)[0]}"

    def wait(self, name: str, source: str) -> float:
        """Seconds until this may be tried; 0 for now."""
        row, now = self._row(name, source), self._clock()
        own = self._rules.wait(row.failures, row.last_failure, now) if row else 0.0
        if self._known(row):
            return own
        waits = [own]
        for of_name, of_source, factor in _wide_counts(name, source):
            count = self._row(of_name, of_source)
            if count:
                waits.append(self._rules.wide_wait(count.failures, count.last_failure, now, factor))
        return max(waits)

    def knows(self, name: str, source: str) -> bool:
        """Whether that name has signed in from this source before."""
        return self._known(self._row(name, source))

    def failed(self, name: str, source: str) -> None:
        """Count a wrong attempt."""
        now = self._clock()
        self._count(name, source, now, FORGET_AFTER)
        if not self._known(self._row(name, source)):
            for of_name, of_source, _ in _wide_counts(name, source):
                self._count(of_name, of_source, now, FORGET_WIDE_AFTER)
        self._db.commit()
        self._tidy(now)

    def succeeded(self, name: str, source: str, mark: str = "", former: str = "") -> None:
        """Forget this source's wrong attempts, and know it from now on.

        A browser is known by its new `mark`; its `former` one is void, and so is every copy.
        """
        now = self._clock()
        known = {source, _browser(mark)} if mark else {source}
        if mark and former:
            known.discard(_browser(former))
            if (void := self._row(name, _browser(former))) is not None:
                self._db.delete(void)
        for each in known:
            row = self._row(name, each) or self._add(name, each)
            row.failures, row.last_failure, row.last_success = 0, None, now
        self._db.flush()
        for kind in ("a:", "d:"):
            self._forget_oldest(name, kind)
        self._db.commit()
        self._tidy(now)

    def _forget_oldest(self, name: str, kind: str) -> None:
        rows = self._db.scalars(
            select(SignInTries)
            .where(
                SignInTries.name == _key(name),
                SignInTries.source.startswith(kind),
                SignInTries.last_success.is_not(None),
            )
            .order_by(SignInTries.last_success.desc())
            .offset(MOST_KNOWN)
        )
        for row in rows:
            self._db.delete(row)

    def _known(self, row: Any | None) -> bool:
        return (
            row is not None
            and row.last_success is not None
            and self._clock() - row.last_success < KNOWN_FOR
        )

    def _row(self, name: str, source: str) -> Any | None:
        return self._db.get(SignInTries, (_key(name), source[:80]))

    def _add(self, name: str, source: str) -> Any:
        row = SignInTries(name=_key(name), source=source[:80], failures=0)
        self._db.add(row)
        return row

    def _count(self, name: str, source: str, now: float, forget: float) -> None:
        row = self._row(name, source) or self._add(name, source)
        if row.last_failure is None or not 0 <= now - row.last_failure < forget:
            row.failures = 0
        row.failures += 1
        row.last_failure = now

    def _tidy(self, now: float) -> None:
        self._writes += 1
        if self._writes % 200 != 1:
            return
        stale = func.coalesce(SignInTries.last_failure, 0) < now - FORGET_AFTER
        unknown = func.coalesce(SignInTries.last_success, 0) < now - KNOWN_FOR
        self._db.execute(delete(SignInTries).where(stale, unknown))
        count = self._db.scalar(select(func.count()).select_from(SignInTries)) or 0
        if count > MOST_ROWS:
            # Those that never succeeded are worth the least, and among them one wrong attempt at a
            # name that no account has: strangers with many names push out no count that matters.
            least = self._db.scalars(
                select(SignInTries)
                .where(SignInTries.last_success.is_(None))
                .order_by(SignInTries.failures, SignInTries.last_failure)
                .limit(count - MOST_ROWS)
            )
            for row in least.all():
                self._db.delete(row)
        self._db.commit()


def _browser(mark: str) -> str:
    return f"d:{_digest(mark)}"


def _wide_counts(name: str, source: str) -> list[tuple[str, str, int]]:
    """Name, source and factor of each count that is wider than this name at this source."""
    counts = [(name, _ANY, NAME_FACTOR), (_ANY, source, SOURCE_FACTOR)]
    network = source.removeprefix("a:")
    if network != source and "/" in network:
        customer = address_blocks(network.partition("/")[0])[-1]
        counts.append((_ANY, f"a:{customer}", CUSTOMER_FACTOR))
    return counts


def _key(name: str) -> str:
    return name if name == _ANY else _digest(name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
