"""The directory of sources."""
