"""Captured originals: bytes as they arrived, addressed by their SHA-256, never altered."""
