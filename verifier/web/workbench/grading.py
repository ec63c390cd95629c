"""How the workbench shows what each source is graded, and all that it was graded before."""

from collections.abc import Callable

from verifier.provenance.grades import spell
from verifier.web.workbench.forms import GradeForm
from verifier.web.workbench.gathering import Gathered
from verifier.web.workbench.page import GradeLine, GradePart


def grade_part(
    known: Gathered, put: Callable[[GradeForm], GradeForm], statement_id: int, *, asked: bool = True
) -> GradePart:
    """The grades of one statement; ``put`` gives a form its place on the page, if it is ``asked`` for.

    A new source begins as F6.
    """
    given = known.grades.get(statement_id, ())
    form = None
    if known.can_edit() and asked:
        present = given[0] if given else None
        chosen = {
            "reliability": present.reliability.value if present else "F",
            "credibility": str(present.credibility) if present else "6",
        }
        form = put(GradeForm(f"grade-{statement_id}", given=chosen))
    history = tuple(
        GradeLine(spell(row.reliability, row.credibility), row.reason, known.names[row.graded_by_id], row.graded_at)
        for row in given
    )
    return GradePart(history[0].words if history else "", history, form)
