"""What is remembered of the pages that were read, so that it is not worked out again for the next.

Class names, hosts and words come back from page to page, and what they mean is asked often. Whoever
reads a crawl of hostile pages must not pay for that: what is remembered is bounded in number, the
oldest forgotten first, and a text longer than any real one is worked out each time it is met.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, Generic, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Value = TypeVar("_Value")

LONGEST = 100
"""Characters of a name or word that is remembered; of a page's own names hardly one has as many."""


def remembered(most: int, *, longest: int = LONGEST) -> Callable[[_Function], _Function]:
    """Give a decorator of pure functions whose last argument is a text.

    The results of the last ``most`` calls are kept, but for texts past ``longest`` characters.
    """

    def around(function: _Function) -> _Function:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def asked(*given: Any) -> Any:
            return kept(*given) if len(given[-1]) <= longest else function(*given)

        return asked  # type: ignore[return-value]

    return around


class Kept(Generic[_Value]):
    """What was made of whole pages, so many that their weights together stay below ``most``.

    The two last ones are kept whatever they weigh, since pages are compared in pairs.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._values: OrderedDict[Hashable, tuple[_Value, int]] = OrderedDict()
        self._changing = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(
        self, key: Hashable, make: Callable[[], _Value], weigh: Callable[[_Value], int]
    ) -> _Value:
        """Give what is kept by ``key``, or what ``make`` makes and ``weigh`` weighs."""
        with self._changing:
            known = self._values.get(key)
            if known is not None:
                self._values.move_to_end(key)
                return known[0]
        made = make()
        weight = weigh(made)
        with self._changing:
            before = self._values.pop(key, None)
            self._weight += weight - (before[1] if before else 0)
            self._values[key] = made, weight
            while self._weight > self._most and len(self._values) > _PAIR:
                _, (_, least) = self._values.popitem(last=False)
                self._weight -= least
        return made


_PAIR = 2
