"""What readers see: articles, claims, corrections, and the same for programs. Nobody signs in for it."""
