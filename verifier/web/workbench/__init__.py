"""The workbench: one ticket on one page, and everything that can be done to it."""
