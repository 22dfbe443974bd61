"""What the ledger says of one learner: profile, evidence, and what a submission changed."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from portal.competencies import next_steps, suggestions, words
from portal.competencies.assessment import Assessment, Row, assess
from portal.competencies.models import Competency, Evidence
from portal.competencies.projections import effective_rows
from portal.competencies.thresholds import Thresholds, current
from portal.people.models import User


@dataclass(frozen=True)
class CompetencyProfile:
    """One competency of one learner, now."""

    code: str
    name: str
    descriptor: str
    level: int
    level_name: str
    faded_level: int
    mean: float
    low: float
    high: float
    low_level: int
    high_level: int
    weight: float
    sentence: str
    evidence_count: int
    newest: datetime | None
    next_step: str
    suggestions: tuple[suggestions.Suggestion, ...]

    @property
    def refresh_due(self) -> bool:
        """Whether a level that was shown has faded with age."""
        return self.faded_level > self.level


@dataclass(frozen=True)
class DomainProfile:
    """A domain and its competencies."""

    code: str
    name: str
    purpose: str
    competencies: tuple[CompetencyProfile, ...]

    @property
    def begun(self) -> tuple[CompetencyProfile, ...]:
        """The competencies with evidence."""
        return tuple(c for c in self.competencies if c.evidence_count)

    @property
    def unbegun(self) -> tuple[CompetencyProfile, ...]:
        """The competencies without evidence."""
        return tuple(c for c in self.competencies if not c.evidence_count)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many competencies stand at level 0, 1, 2, 3, 4."""
        return tuple(sum(c.level == level for c in self.competencies) for level in range(5))

    @property
    def summary(self) -> str:
        """The domain in words: "2 of 4 shown: 1 at Working, 1 at Awareness"."""
        return words.counts_in_words(self.counts)


@dataclass(frozen=True)
class SkillProfile:
    """Everything that the academy knows of what one learner can do, as of a moment."""

    domains: tuple[DomainProfile, ...]
    as_of: datetime
    thresholds_version: str
    evidence_count: int

    @property
    def competencies(self) -> tuple[CompetencyProfile, ...]:
        """All competencies in the framework's order."""
        return tuple(c for domain in self.domains for c in domain.competencies)

    @property
    def refresh_due(self) -> tuple[CompetencyProfile, ...]:
        """The competencies whose level has faded."""
        return tuple(c for c in self.competencies if c.refresh_due)

    @property
    def summary(self) -> str:
        """The whole in words."""
        counts = tuple(sum(d.counts[level] for d in self.domains) for level in range(5))
        return words.profile_in_words(counts)


def skill_profile(learner: User, *, now: datetime) -> SkillProfile:
    """Return the learner's skill profile as of ``now``, computed from the ledger."""
    thresholds = current()
    competencies = list(Competency.objects.current().select_related("domain"))
    rows = effective_rows([learner.pk])
    groups = [[row for _pk, row in rows.get((learner.pk, c.pk), ())] for c in competencies]
    assessments = assess(groups, thresholds=thresholds, now=now)
    leads = suggestions.suggestions_for(learner, _wanted(competencies, assessments, thresholds))
    by_domain: dict[int, list[CompetencyProfile]] = defaultdict(list)
    for competency, assessment in zip(competencies, assessments, strict=True):
        by_domain[competency.domain_id].append(
            _profile(competency, assessment, leads.get(competency.code, ()), thresholds, now)
        )
    domains = {competency.domain_id: competency.domain for competency in competencies}
    return SkillProfile(
        domains=tuple(
            DomainProfile(domain.code, domain.name, domain.purpose, tuple(by_domain[pk]))
            for pk, domain in domains.items()
        ),
        as_of=now,
        thresholds_version=thresholds.version,
        evidence_count=sum(assessment.evidence_count for assessment in assessments),
    )


def evidence_of(learner: User) -> list[Evidence]:
    """Return all of the learner's rows, newest first, with competency and what voids them."""
    return list(
        Evidence.objects.filter(learner=learner)
        .select_related("competency", "voided_by", "voids")
        .order_by("-observed_at", "-pk")
    )


def changes_for_source(learner: User, source_kind: str, source_id: uuid.UUID) -> list[str]:
    """Say in words what one act (a submission, a quiz answer) changed in the learner's levels.

    The answer is computed from the ledger as it was just before and just after the act, so it stays
    the same however much evidence comes later.

    Returns:
        One sentence for each competency that the act gave evidence for; empty when it gave none.
    """
    recorded = list(
        Evidence.objects.filter(
            learner=learner, source_kind=source_kind, source_id=source_id, voids__isnull=True
        ).select_related("competency__domain")
    )
    if not recorded:
        return []
    moment = max(row.recorded_at for row in recorded)
    pks = [row.pk for row in recorded]
    before = effective_rows([learner.pk], up_to=min(pks) - 1)
    after = effective_rows([learner.pk], up_to=max(pks))
    touched = {row.competency_id: row.competency for row in recorded}
    counted = {row.competency_id for row in recorded if row.weight_kind == "counted"}
    ordered = sorted(touched.values(), key=lambda c: (c.domain.position, c.position))
    thresholds = current()
    was = _assess_each(before, learner, ordered, thresholds, moment)
    now = _assess_each(after, learner, ordered, thresholds, moment)
    return [
        words.change(competency.name, old, new, moment)
        if competency.pk in counted
        else _("%(name)s: unchanged, because only the first attempt at a task counts.")
        % {"name": competency.name}
        for competency, old, new in zip(ordered, was, now, strict=True)
    ]


def level_history(learner: User) -> list[tuple[datetime, str]]:
    """Return when which level was first shown, in words, newest first."""
    found: list[tuple[datetime, str]] = []
    names = dict(Competency.objects.values_list("pk", "name"))
    thresholds = current()
    for (_learner, competency_id), rows in effective_rows([learner.pk]).items():
        ordered: list[Row] = sorted((row for _pk, row in rows), key=lambda row: row.observed_at)
        moments = [row.observed_at for row in ordered]
        prefixes = [ordered[: end + 1] for end in range(len(ordered))]
        best = 0
        for moment, assessment in zip(
            moments, assess(prefixes, thresholds=thresholds, now=moments), strict=True
        ):
            if assessment.level > best:
                found.append((moment, words.reached(names[competency_id], best, assessment.level)))
                best = assessment.level
    return sorted(found, reverse=True)


def _assess_each(
    rows: dict[tuple[int, int], list[tuple[int, Row]]],
    learner: User,
    competencies: Iterable[Competency],
    thresholds: Thresholds,
    moment: datetime,
) -> list[Assessment]:
    groups = [[row for _pk, row in rows.get((learner.pk, c.pk), ())] for c in competencies]
    return assess(groups, thresholds=thresholds, now=moment)


def _wanted(
    competencies: Sequence[Competency],
    assessments: Sequence[Assessment],
    thresholds: Thresholds,
) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for competency, assessment in zip(competencies, assessments, strict=True):
        cut = next_steps.next_cut(assessment, thresholds)
        if cut is not None and cut.by_machine:
            wanted[competency.code] = cut.level
    return wanted


def _profile(
    competency: Competency,
    assessment: Assessment,
    leads: tuple[suggestions.Suggestion, ...],
    thresholds: Thresholds,
    now: datetime,
) -> CompetencyProfile:
    return CompetencyProfile(
        code=competency.code,
        name=competency.name,
        descriptor=competency.descriptor,
        level=assessment.level,
        level_name=words.level_name(assessment.level),
        faded_level=assessment.faded_level,
        mean=assessment.mean,
        low=assessment.low,
        high=assessment.high,
        low_level=assessment.low_level,
        high_level=assessment.high_level,
        weight=assessment.weight,
        sentence=words.sentence(assessment, thresholds=thresholds, now=now),
        evidence_count=assessment.evidence_count,
        newest=assessment.newest,
        next_step=next_steps.next_step(assessment, thresholds),
        suggestions=leads,
    )
