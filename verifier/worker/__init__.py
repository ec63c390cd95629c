"""The door for the clock: what is done when nobody asks."""
