"""The door for people with browsers."""
