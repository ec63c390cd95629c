"""The door for whoever holds the machine: ``python app.py COMMAND``, also ``flask COMMAND``."""
