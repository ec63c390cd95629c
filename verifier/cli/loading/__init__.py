"""A desk full of invented work, for trying how it behaves under load. Every word of it is made up here."""
