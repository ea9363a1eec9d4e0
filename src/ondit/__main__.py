"""``python -m ondit`` is ``ondit``."""

from ondit.cli import main

main()
