"""WHO says it: reported statements, and the speakers they are given to."""
