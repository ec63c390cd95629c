"""The ground: the database and the shape of a refusal."""
