"""Full text, and claims that say the same."""
