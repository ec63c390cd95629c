"""What the desk's machinery costs and how good it is, measured on this machine in this run."""
