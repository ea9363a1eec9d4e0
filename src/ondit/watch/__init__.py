"""Keeping an eye on feeds: new pages are added to a store, and what rules ask for is told once."""
