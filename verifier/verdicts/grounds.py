"""From the rows of a claim to what still stops its verdict: what is missing, what fails, which rule is broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verifier.provenance.grades import confirming, is_founded
from verifier.provenance.independence import Measured, in_words, measure
from verifier.provenance.models import Grade
from verifier.provenance.queries import ClaimRows, end_of, graph
from verifier.provenance.types import Access, DerivationStatus, Medium
from verifier.tickets.models import Ticket
from verifier.verdicts import rules
from verifier.verdicts.demands import Ground, breaches, unanswered
from verifier.verdicts.types import Breach, Readiness, RuleSet, VerdictFields


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict is judged by: the claim's rows measured, the grades that hold, and the rules in force."""

    rows: ClaimRows
    measured: Measured
    grades: Mapping[int, Grade]
    rules: RuleSet

    def breaches(self, content: str) -> tuple[Breach, ...]:
        """Every rule that a verdict with this content rating breaks."""
        return breaches(self.rules, content, self.ground())

    def ground(self) -> Ground:
        """What the rules see of the evidence."""
        others = [row for row in self.rows.statements if not row.article_own]
        return Ground(
            supporting=self.measured.supporting.count,
            refuting=self.measured.refuting.count,
            end=end_of(self.rows),
            primary=frozenset(
                row.stance
                for row in others
                if row.medium is Medium.DOCUMENT and row.access is Access.FIRST_HAND and row.capture_id is not None
            ),
            stances=frozenset(row.stance for row in others),
            originals=sum(row.capture_id is not None for row in others),
        )

    def unfounded(self) -> tuple[Readiness, ...]:
        """Grades that say "confirmed by other sources" where the sources no longer show that."""
        return tuple(self._unfounded())

    def _unfounded(self) -> Iterator[Readiness]:
        for row in self.rows.statements:
            grade = self.grades.get(row.id)
            origins = confirming(self.measured, row.stance)
            if grade is None or is_founded(grade.credibility, origins):
                continue
            source = self.rows.sources[row.source_id]
            who = "A protected source" if source.protected else source.name
            words = f"{who} is graded 1, confirmed by others; the sources show {in_words(origins)} now. Grade it again."
            yield Readiness("grade_unfounded", words, f"{'hop' if _in_chain(row.id, self.rows) else 'source'}-{row.id}")


def _in_chain(statement_id: int, rows: ClaimRows) -> bool:
    return statement_id in {row.id for row in rows.chain()}


def basis_of(rows: ClaimRows, grades: Mapping[int, Grade], in_force: RuleSet) -> Basis:
    """What a verdict is judged by, from rows that are already read."""
    return Basis(rows, measure(graph(rows)), grades, in_force)


def readiness_of(ticket: Ticket, fields: VerdictFields, basis: Basis) -> tuple[Readiness, ...]:
    """What still stops a proposal, from rows that are already read."""
    rows = basis.rows
    lacking = rules.missing(
        fields,
        open_hops=sum(hop.status is DerivationStatus.PROPOSED for hop in rows.links()),
        open_copies=sum(hop.status is DerivationStatus.PROPOSED for hop in rows.beside()),
        evidence=sum(not row.article_own for row in rows.statements),
        chain_length=len(rows.chain()),
        correction=ticket.published_at is not None,
    )
    return (*lacking, *shortfalls(fields, basis))


def shortfalls(fields: VerdictFields, basis: Basis) -> tuple[Readiness, ...]:
    """What stops a proposal and a signature alike: grades that no longer hold, broken rules without a reason."""
    open_rules = unanswered(basis.breaches(fields.content), fields.overrides)
    broken = (Readiness("rule_broken", one.message, one.place, one.rule) for one in open_rules)
    return (*basis.unfounded(), *broken)
