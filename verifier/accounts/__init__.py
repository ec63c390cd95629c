"""People who sign in: their roles, sessions and one-time links."""
