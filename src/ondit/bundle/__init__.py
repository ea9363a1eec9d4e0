"""A case file that proves itself: pages as they were kept, what Ondit found, and hashes of it all.

A bundle is a WACZ 1.1.1 (Webrecorder's packaging of web archives, which ReplayWeb.page opens) with
a folder ``ondit/`` beside the archive:

========================== ==================================================================
``archive/data.warc.gz``    the pages' bytes, one record each (ISO 28500, ``resource`` records)
``indexes/index.cdx.gz``    where each record lies, by address (CDXJ); ``index.idx``, its blocks
``pages/pages.jsonl``       the pages, for a reader of archives
``ondit/pages.json``        what was known of each page when it came in, and the hash of its bytes
``ondit/records.jsonl``     what Ondit found, one record a line (:mod:`ondit.views.export.jsonl`)
``ondit/report.html``       the same to read, where one was made
``datapackage.json``        names, sizes and SHA-256 of all of these
``datapackage-digest.json`` the SHA-256 of that file, and a time stamp of it where one was asked for
========================== ==================================================================

The bytes of a bundle follow from its contents alone, so that :mod:`ondit.bundle.verify` can make it
again and compare: one changed byte anywhere is found.
"""
