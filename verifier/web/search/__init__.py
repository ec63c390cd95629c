"""Looking for claims, articles and sources."""
