"""What is remembered of the pages that were read, so that it is not worked out again for the next.

Class names, hosts and words come back from page to page, and what they mean is asked often. Whoever
reads a crawl of hostile pages must not pay for that: what is remembered is bounded in number, the
oldest forgotten first, and a text longer than any real one is worked out each time it is met.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])

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
