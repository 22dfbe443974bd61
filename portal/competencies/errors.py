"""What can go wrong with frameworks and evidence, and what to do next."""

from collections.abc import Iterable


class CompetenciesError(Exception):
    """Base of every error of this app."""


class EvidenceValueError(CompetenciesError, ValueError):
    """An item of evidence carries a value that cannot be true."""


class UnknownCompetencyError(CompetenciesError, LookupError):
    """Evidence names a competency that the framework does not hold."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(sorted(codes))
        super().__init__(
            f"The framework holds no competency {', '.join(self.codes)}. "
            "Load courses/competency_framework.yaml, or correct the code in the content."
        )


class EvidenceAppendOnlyError(CompetenciesError):
    """Somebody tried to edit or delete a row of the evidence ledger."""

    def __init__(self) -> None:
        super().__init__(
            "Evidence is never edited or deleted. Void it with void_evidence(), "
            "or replace it with correct_evidence()."
        )


class EvidenceAlreadyVoidError(CompetenciesError):
    """A row of evidence that no longer counts cannot be voided again."""

    def __init__(self) -> None:
        super().__init__(
            "This evidence no longer counts. Void or correct the row that replaced it."
        )


class FrameworkFileError(CompetenciesError, ValueError):
    """A framework file is not valid; the message names key and reason."""


class UnknownThresholdsError(CompetenciesError, LookupError):
    """A record names a version of the thresholds that this installation does not hold."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"There are no thresholds of version {version!r}. Versions are never removed from "
            "portal/competencies/thresholds.py: restore the one that is missing."
        )
