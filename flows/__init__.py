"""Countercheck: reads what outlets publish and tells an analyst where they disagree on a number."""
