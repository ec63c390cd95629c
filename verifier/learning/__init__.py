"""What people decided about the reader's proposals, kept with the rule that made each; how far a rule holds here."""
