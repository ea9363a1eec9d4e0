"""Ondit tells what a news page says, who says it, and where it comes from, with the evidence."""
