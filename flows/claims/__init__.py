"""Text in, claims out: pure functions, with rules and vocabulary as data beside them."""
