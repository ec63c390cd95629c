"""The words of the archive."""

from enum import StrEnum


class CaptureMethod(StrEnum):
    """How an original came to the desk."""

    HTTP = "http"
    UPLOAD = "upload"
    PASTE = "paste"
    COMMAND = "command"
