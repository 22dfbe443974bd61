"""What happens elsewhere when an account ends.

Apps above this one register what must stop with the account (tokens, running servers), so that
people needs to know none of them.
"""

from collections.abc import Callable

from portal.people.models import User

_on_deactivate: list[Callable[[User], None]] = []


def on_deactivate(callback: Callable[[User], None]) -> Callable[[User], None]:
    """Register ``callback`` to run after an account was deactivated and committed."""
    if callback not in _on_deactivate:
        _on_deactivate.append(callback)
    return callback


def callbacks() -> tuple[Callable[[User], None], ...]:
    """Return the registered callbacks in order of registration."""
    return tuple(_on_deactivate)
