"""Measure WHENCE: what is found, how it is aligned, what it is called, and what is said falsely.

    python -m benchmarks.whence [PART ...] [--sets NAME ...]

Without a part all are measured. Data: the folder of ``ONDIT_DATA``, else ``../shared/data`` beside
the repository. Derived texts are made here from those articles, by chance with a fixed seed, and
never kept. A part is a module with a function ``report(sets)`` and a line in ``__main__.py``.
"""

from .directions import cases, told
from .kinds import recognised
from .retrieval import CODES, ranks
from .strangers import independents
from .trees import attached

__all__ = ["CODES", "attached", "cases", "independents", "ranks", "recognised", "told"]
