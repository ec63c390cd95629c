"""What the public is told: the standing of a claim, ClaimReview, feeds."""
