"""People with browsers: the pages of the desk and what readers see."""
