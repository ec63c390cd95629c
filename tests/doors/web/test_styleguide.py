"""The living page of the visual language is there for those who work at the desk."""

from collections.abc import Callable

from factories.visitor import Visitor

from verifier.accounts.types import Role


def test_the_living_page_is_for_the_desk_only(visit: Callable[..., Visitor]) -> None:
    assert visit().get("/styleguide").status_code == 303
    visitor = visit(Role.REVIEWER)
    visitor.get("/styleguide", status=200)
    assert "Paper and ink" in visitor.words()
