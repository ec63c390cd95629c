"""Reports: what a source published once, and every claim that draws on it."""
