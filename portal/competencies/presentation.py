"""What the page "My skills" shows, ready for its template: no query happens in the template."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.competencies import pictures, selectors, sources, words
from portal.competencies.models import Evidence, Framework
from portal.competencies.thresholds import Thresholds, of_version
from portal.people.models import User

Kind = Evidence.WeightKind


@dataclass(frozen=True)
class EvidenceLine:
    """One row of evidence in words."""

    observed_at: datetime
    title: str
    url: str
    level: str
    result: str
    standing: str


@dataclass(frozen=True)
class CompetencyBlock:
    """One competency with its picture and evidence."""

    profile: selectors.CompetencyProfile
    picture: SafeString
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True)
class DomainBlock:
    """One domain with its glance and the competencies that have been begun."""

    profile: selectors.DomainProfile
    picture: SafeString
    begun: tuple[CompetencyBlock, ...]


@dataclass(frozen=True)
class SkillsPage:
    """The whole page."""

    profile: selectors.SkillProfile
    domains: tuple[DomainBlock, ...]
    history: tuple[tuple[datetime, str], ...]
    levels: tuple[tuple[str, str], ...]
    thresholds: Thresholds


def skills_page(learner: User, *, now: datetime) -> SkillsPage:
    """Return everything that the page shows of the learner."""
    profile = selectors.skill_profile(learner, now=now)
    thresholds = of_version(profile.thresholds_version)
    lines = _evidence_lines(learner)
    framework = Framework.objects.order_by("-loaded_at").first()
    return SkillsPage(
        profile=profile,
        domains=tuple(_domain(domain, lines, thresholds) for domain in profile.domains),
        history=tuple(selectors.level_history(learner)),
        levels=tuple(
            (level["name"], level["meaning"]) for level in (framework.levels if framework else [])
        ),
        thresholds=thresholds,
    )


def standing_in_words(row: Evidence) -> str:
    """Return whether a row counts, and if not, why."""
    if hasattr(row, "voided_by"):
        return _("Taken back: %(reason)s") % {"reason": row.voided_by.reason}
    return {
        Kind.COUNTED: _("Counts"),
        Kind.CORRECTION: _("Counts; corrected: %(reason)s") % {"reason": row.reason},
        Kind.REPEAT: _("Later attempt, does not count"),
        Kind.VOID: _("Record of a correction: %(reason)s") % {"reason": row.reason},
    }[Kind(row.weight_kind)]


def result_in_words(score: float) -> str:
    """Return a share of points: "right", "not right", "60 % of the points"."""
    if score >= 1:
        return _("right")
    if score <= 0:
        return _("not right")
    return _("%(share)d %% of the points") % {"share": round(score * 100)}


def evidence_columns() -> list[str]:
    """Return the headings of the download."""
    return [
        _("Observed at"),
        _("Competency"),
        _("Item"),
        _("Source"),
        _("Level of the item"),
        _("Difficulty in logits"),
        _("Chance of guessing"),
        _("Share of points"),
        _("How it was seen"),
        _("Standing"),
        _("Recorded at"),
    ]


def evidence_table(rows: Iterable[Evidence]) -> Iterable[list[str | float]]:
    """Yield the rows of the download."""
    for row in rows:
        yield [
            row.observed_at.isoformat(),
            row.competency.code,
            row.item_key,
            f"{row.get_source_kind_display()} {row.source_id}",
            words.level_name(row.level),
            row.difficulty,
            row.guess,
            row.score,
            row.get_tier_display(),
            standing_in_words(row),
            row.recorded_at.isoformat(),
        ]


def _evidence_lines(learner: User) -> dict[str, list[EvidenceLine]]:
    rows = selectors.evidence_of(learner)
    described = sources.describe(learner, {(row.source_kind, row.source_id) for row in rows})
    lines: dict[str, list[EvidenceLine]] = defaultdict(list)
    for row in rows:
        source = described.get((row.source_kind, row.source_id))
        kind = str(row.get_source_kind_display())
        lines[row.competency.code].append(
            EvidenceLine(
                observed_at=row.observed_at,
                title=source.title if source else kind[:1].upper() + kind[1:],
                url=source.url if source else "",
                level=words.level_name(row.level),
                result=result_in_words(row.score),
                standing=standing_in_words(row),
            )
        )
    return lines


def _domain(
    domain: selectors.DomainProfile,
    lines: dict[str, list[EvidenceLine]],
    thresholds: Thresholds,
) -> DomainBlock:
    return DomainBlock(
        profile=domain,
        picture=pictures.steps_picture([c.level for c in domain.competencies]),
        begun=tuple(
            CompetencyBlock(
                profile=competency,
                picture=pictures.range_picture(
                    competency.low, competency.high, competency.mean, thresholds.taus
                ),
                evidence=tuple(lines.get(competency.code, ())),
            )
            for competency in domain.begun
        ),
    )
