"""The exit codes of every command."""

DONE = 0
FAILED = 1
"""Nothing could be read."""
MISUSED = 2
"""The command was not understood."""
INTERRUPTED = 130
