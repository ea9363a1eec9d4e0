"""Many pages as one case: everything that is asked of a store, and everything done to it.

:class:`Corpus` is what people and programs use; the file beneath it is :mod:`ondit.store`. Reading
gives the records of :mod:`ondit.model`; writing happens in runs (:mod:`ondit.corpus.adding`) that
may be cut off at any point and are taken up by the next.
"""

from __future__ import annotations

from ondit.corpus.corpus import Corpus as Corpus
