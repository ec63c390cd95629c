"""People, the newsroom's settings and the log."""
