"""How many accounts strangers may ask for: at a time, from one address, in all, and waiting."""

from __future__ import annotations

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from perijove.common.address_blocks import address_blocks
from perijove.common.budget import Budget

from .outcomes import Registration

#: What a sign-up costs that is refused for its name or its password, without any hashing.
_CHEAP, _WHOLE = 0.1, 1.0
#: One budget for all of them together.
_ALL = "*"
#: The owner of that address may not have asked for these messages.
_MESSAGES_PER_HOUR = 3
_FEWEST_OF_ONE_ADDRESS, _FEWEST_IN_ALL = 20, 60

#: Seconds until a retry makes sense; only an administrator can make room.
FULL_SECONDS = 3600.0


class SignUpBudget:
    """The budgets of sign-ups; all of them follow from how many requests may wait."""

    def __init__(self, most_pending: int) -> None:
        self.most_pending = most_pending
        # A class behind one address signs up in the same minute.
        of_one = max(_FEWEST_OF_ONE_ADDRESS, most_pending / 2)
        self._addresses = Budget(burst=of_one, per_hour=of_one)
        in_all = max(_FEWEST_IN_ALL, most_pending)
        self._all = Budget(burst=in_all, per_hour=in_all)
        self._messages = Budget(burst=_MESSAGES_PER_HOUR, per_hour=_MESSAGES_PER_HOUR)
        self._full = Budget(burst=1, per_hour=1)

    def ask(self, address: str) -> bool:
        """Whether a sign-up from there is looked at."""
        return self._addresses.take(address_blocks(address)[0], _CHEAP) == 0

    def admit(self, address: str, *, first_admin: bool) -> bool:
        """Whether it may go on to what costs: a hash, and a row in the database.

        The first administrator does not depend on what strangers do elsewhere.
        """
        if self._addresses.take(address_blocks(address)[0], _WHOLE - _CHEAP) > 0:
            return False
        return first_admin or self._all.take(_ALL) == 0

    def may_write_to(self, email: str) -> bool:
        """Whether a message may go to that address."""
        return self._messages.take(email.lower()) == 0

    def is_full(self, db: Session) -> bool:
        """Whether as many requests wait for an administrator as may."""
        waiting = (
            select(func.count())
            .select_from(UserInfo)
            .outerjoin(orm.User, orm.User.name == UserInfo.username)
            # A disabled account that was in use before is no request.
            .where(UserInfo.is_authorized.is_(False), orm.User.id.is_(None))
        )
        return (db.scalar(waiting) or 0) >= self.most_pending

    def wait(self, address: str) -> float:
        """Seconds until a sign-up from there is accepted."""
        prefix = address_blocks(address)[0]
        return max(self._addresses.wait(prefix), self._all.wait(_ALL))

    def tell(self, refusal: Registration, address: str) -> bool:
        """Whether the audit log hears of this refusal: once for a pause, and not for each try."""
        if refusal is Registration.FULL:
            return self._full.tell(_ALL)
        return self._addresses.tell(address_blocks(address)[0])
