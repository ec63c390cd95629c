"""The words of the newsroom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What the newsroom decided for itself.

    ``auto_publish``: a signature publishes at once. ``single_sign_off``: one editor may sign their own work, and then
    every public line says so. ``requires_factor``: editors and admins must have a second factor.
    """

    name: str = "The verification desk"
    auto_publish: bool = True
    single_sign_off: bool = False
    requires_factor: bool = False
