"""Engines: where the work of a run is done, and what may die without costing the run."""
