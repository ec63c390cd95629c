"""The newsroom's own: its name and the switches it sets for itself."""
