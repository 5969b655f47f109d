"""The outcome of a certification, as records and as a page for whoever builds the environment.

In:  certificates and verifiers.
Out: `Certification`.
Never here: measuring; the report says what the certificates hold and nothing else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas import Certificate, MutantCount, Verifier


@dataclass(frozen=True)
class Certification:
    certificates: list[Certificate]
    """The environment's first, then one for each task in the order of the tasks."""
    verifiers: list[Verifier]
    """As they were tested: frames that listed tables now count the changes of the executed solution."""

    @property
    def passed(self) -> bool:
        return all(certificate.passed for certificate in self.certificates)

    @property
    def environment(self) -> Certificate:
        return self.certificates[0]

    @property
    def tasks(self) -> list[Certificate]:
        return self.certificates[1:]

    @property
    def mutants(self) -> list[MutantCount]:
        """All tasks together, one count a kind."""
        return sum_counts(count for certificate in self.tasks for count in certificate.mutants)

    def report(self) -> str:
        """What was proved and what stands against publishing, line by line."""
        return "\n".join([*self._headline(), *self._alternatives(), "", *self._table(), *self._complaints()])

    def _headline(self) -> Iterator[str]:
        certified = sum(certificate.passed for certificate in self.tasks)
        state = "is certified" if self.passed else "is not certified"
        yield f"{self.environment.name} {state}: {certified} of {len(self.tasks)} tasks pass"
        measures = self.environment.measures
        yield (
            f"tools that succeeded: {measures.get('tools_succeeded', 0):g} of {measures.get('tools', 0):g}; "
            f"requirements that fired: {measures.get('requirements_fired', 0):g} of "
            f"{measures.get('requirements', 0):g}; {measures.get('calls', 0):g} calls in "
            f"{measures.get('walks', 0):g} walks"
        )

    def _alternatives(self) -> Iterator[str]:
        tried = alternatives_of(self.tasks)
        if tried.tried:
            yield f"right work done otherwise: {tried.tried} ways tried, {tried.refused} refused ({tried.share:.2%})"

    def _table(self) -> Iterator[str]:
        yield f"{'mutants':<22}{'made':>6}{'rejected':>10}{'refused':>9}{'equivalent':>12}{'survived':>10}"
        counts = self.mutants
        for count in [*counts, *([_total(counts)] if counts else [])]:
            yield (
                f"{count.kind:<22}{count.made:>6}{count.rejected:>10}{count.refused:>9}"
                f"{count.equivalent:>12}{count.survived:>10}"
            )

    def _complaints(self) -> Iterator[str]:
        for certificate in self.certificates:
            lines = [f"  problem {p.rule}: {p.where}: {p.message}" for p in certificate.problems]
            lines += [f"  warning {p.rule}: {p.where}: {p.message}" for p in certificate.warnings]
            if lines:
                state = "passed" if certificate.passed else "failed"
                yield f"\n{certificate.scope} {certificate.name} ({state})"
                yield from lines


@dataclass(frozen=True)
class Alternatives:
    """Right work done in other ways: orders and routes."""

    tried: int
    refused: int
    """False rejections: they ended in the same world with the same answer."""

    @property
    def share(self) -> float:
        return self.refused / self.tried if self.tried else 0.0


def alternatives_of(certificates: Sequence[Certificate]) -> Alternatives:
    """All tasks together; other orders that were accepted count as well."""
    tried = refused = 0.0
    for certificate in certificates:
        wrongly = sum(problem.rule == "false_rejection" for problem in certificate.problems)
        orders = certificate.orders.get("accepted", 0)
        tried += certificate.measures.get("alternatives", 0) + orders
        refused += max(wrongly, certificate.measures.get("alternatives_refused", 0))
    return Alternatives(int(max(tried, refused)), int(refused))


def sum_counts(counts: "Iterator[MutantCount] | Sequence[MutantCount]") -> list[MutantCount]:
    """One count a kind, in the order in which kinds first appear."""
    by_kind: dict[str, list[MutantCount]] = {}
    for count in counts:
        by_kind.setdefault(count.kind, []).append(count)
    return [_sum(kind, same) for kind, same in by_kind.items()]


def _total(counts: Sequence[MutantCount]) -> MutantCount:
    return _sum("all", counts)


def _sum(kind: str, counts: Sequence[MutantCount]) -> MutantCount:
    return MutantCount(
        kind=kind,
        made=sum(count.made for count in counts),
        rejected=sum(count.rejected for count in counts),
        refused=sum(count.refused for count in counts),
        equivalent=sum(count.equivalent for count in counts),
        survived=sum(count.survived for count in counts),
    )
