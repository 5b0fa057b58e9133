"""Documents in: the seed folder and feeds, made readable as articles."""
