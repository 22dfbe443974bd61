"""The only writers of evidence and of the framework."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.competencies import projections
from portal.competencies.errors import EvidenceAlreadyVoidError, UnknownCompetencyError
from portal.competencies.evidence import EvidenceItem, LearnerEvidence
from portal.competencies.framework import CompetencySpec, FrameworkSpec, parse_framework
from portal.competencies.models import Competency, Domain, Evidence, Framework
from portal.core import audit
from portal.people.models import User

_Kind = Evidence.WeightKind
_Act = tuple[int, str, str, uuid.UUID]


def record_evidence(
    *, learner: User, items: Sequence[EvidenceItem], by: User | None, at: datetime
) -> list[Evidence]:
    """Add what a learner's act has shown to the ledger, and bring the projection up to date.

    The first attempt at an item counts; later ones are kept as repeats without weight. Reporting
    the same item of the same act again adds nothing, so a job may safely be run twice.

    Args:
        learner: whose act it was.
        items: what was observed.
        by: who recorded it; None when the academy did so by itself.
        at: the moment of recording.

    Returns:
        One row for each item, in the same order.

    Raises:
        UnknownCompetencyError: an item names a competency that is not in the framework.
    """
    return record_evidence_batch(batch=[LearnerEvidence(learner, items)], by=by, at=at)[0]


@transaction.atomic
def record_evidence_batch(
    *, batch: Sequence[LearnerEvidence], by: User | None, at: datetime
) -> list[list[Evidence]]:
    """Do what ``record_evidence`` does for many learners in one transaction.

    Returns:
        For each entry of the batch, one row for each of its items.

    Raises:
        UnknownCompetencyError: an item names a competency that is not in the framework.
    """
    competencies = _competencies_of(batch)
    _lock({entry.learner.pk for entry in batch})
    attempted, acts = _already_recorded(batch)
    planned: list[list[Evidence]] = []
    fresh: list[Evidence] = []
    for entry in batch:
        rows: list[Evidence] = []
        for item in entry.items:
            attempt = (entry.learner.pk, item.item_key)
            act = (*attempt, str(item.source_kind), item.source_id)
            if act not in acts:
                kind = _Kind.REPEAT if attempt in attempted else _Kind.COUNTED
                row = _new_row(entry.learner, item, competencies[item.competency_code])
                row.weight_kind, row.recorded_by, row.recorded_at = kind, by, at
                attempted.add(attempt)
                acts[act] = row
                fresh.append(row)
            rows.append(acts[act])
        planned.append(rows)
    _append(fresh, by=by, at=at)
    return planned


@transaction.atomic
def void_evidence(*, evidence: Evidence, by: User | None, at: datetime, reason: str) -> Evidence:
    """Take a row back: it stays in the ledger but no longer counts, nor does a later attempt.

    Returns:
        The row that voids it.

    Raises:
        EvidenceAlreadyVoidError: the row has been voided before.
    """
    return _supersede(evidence, _Kind.VOID, evidence.score, by=by, at=at, reason=reason)


@transaction.atomic
def correct_evidence(
    *, evidence: Evidence, score: float, by: User | None, at: datetime, reason: str
) -> Evidence:
    """Replace the score of a row, for instance after a regrade: void it and add one that counts.

    Returns:
        The row that counts from now on. Correcting a repeat adds a correction that counts no more
        than the repeat did.

    Raises:
        EvidenceAlreadyVoidError: the row has been voided before.
    """
    return _supersede(evidence, _Kind.CORRECTION, score, by=by, at=at, reason=reason)


@transaction.atomic
def load_framework(*, data: Mapping[str, Any], by: User | None) -> Framework:
    """Create or update the framework from the contents of its file.

    Domains and competencies are known by uuid, so names and codes may change. A competency that the
    file no longer holds is withdrawn, never deleted: evidence may hang on it. Loading the same file
    again changes nothing.

    Raises:
        FrameworkFileError: the file is not valid; nothing was changed.
    """
    spec = parse_framework(data)
    now = timezone.now()
    stored = Framework.objects.filter(uuid=spec.uuid).first()
    before = stored.version if stored else None
    content = {
        "version": spec.version,
        "title": spec.title,
        "levels": [level.model_dump() for level in spec.levels],
    }
    if stored is None or any(getattr(stored, key) != value for key, value in content.items()):
        stored, _ = Framework.objects.update_or_create(
            uuid=spec.uuid, defaults={**content, "loaded_at": now}
        )
    changed = _apply_framework(stored, spec, now)
    if changed or before != spec.version:
        audit.record(
            action="framework.loaded",
            by=by,
            obj=stored,
            data={"version": spec.version, "before": before, "changed": changed},
        )
    return stored


def _competencies_of(batch: Sequence[LearnerEvidence]) -> dict[str, Competency]:
    codes = {item.competency_code for entry in batch for item in entry.items}
    found = {c.code: c for c in Competency.objects.current().filter(code__in=codes)}
    if missing := codes - found.keys():
        raise UnknownCompetencyError(missing)
    return found


def _lock(learner_ids: set[int]) -> None:
    """Make acts of the same learner wait for each other, so that only one is the first attempt."""
    list(
        User.objects.select_for_update()
        .filter(pk__in=learner_ids)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _already_recorded(
    batch: Sequence[LearnerEvidence],
) -> tuple[set[tuple[int, str]], dict[_Act, Evidence]]:
    """Return which items the learners have attempted, and the rows by the act they came from."""
    rows = Evidence.objects.filter(
        learner__in={entry.learner.pk for entry in batch}, voids__isnull=True
    )
    if len(batch) == 1:
        rows = rows.filter(item_key__in={item.item_key for item in batch[0].items})
    attempted: set[tuple[int, str]] = set()
    acts: dict[_Act, Evidence] = {}
    for row in rows.select_related("competency"):
        attempted.add((row.learner_id, row.item_key))
        acts[row.learner_id, row.item_key, row.source_kind, row.source_id] = row
    return attempted, acts


def _new_row(learner: User, item: EvidenceItem, competency: Competency) -> Evidence:
    return Evidence(
        learner=learner,
        competency=competency,
        item_key=item.item_key,
        source_kind=str(item.source_kind),
        source_id=item.source_id,
        level=item.level,
        difficulty=item.difficulty,
        guess=item.guess,
        score=item.score,
        tier=str(item.tier),
        observed_at=item.observed_at,
        is_demo=learner.is_demo,
    )


def _append(rows: Sequence[Evidence], *, by: User | None, at: datetime) -> None:
    """Write the rows, one audit row for each learner, and the projection."""
    if not rows:
        return
    Evidence.objects.bulk_create(rows, batch_size=500)
    by_learner: dict[User, list[Evidence]] = defaultdict(list)
    for row in rows:
        by_learner[row.learner].append(row)
    for learner, own in by_learner.items():
        audit.record(
            action="evidence.recorded",
            by=by,
            obj=learner,
            data={
                "rows": len(own),
                "counted": sum(row.weight_kind == _Kind.COUNTED for row in own),
                "sources": sorted({f"{row.source_kind}:{row.source_id}" for row in own})[:20],
                "first_row": str(own[0].uuid),
            },
        )
    projections.refresh(
        {(row.learner_id, row.competency_id) for row in rows},
        at=at,
        last_id=max(row.pk for row in rows),
    )


def _supersede(
    evidence: Evidence,
    kind: "Evidence.WeightKind",
    score: float,
    *,
    by: User | None,
    at: datetime,
    reason: str,
) -> Evidence:
    _lock({evidence.learner_id})
    if evidence.weight_kind == _Kind.VOID or Evidence.objects.filter(voids=evidence.pk).exists():
        raise EvidenceAlreadyVoidError
    kind = _Kind.VOID if evidence.weight_kind == _Kind.REPEAT else kind
    row = Evidence.objects.create(
        learner_id=evidence.learner_id,
        competency_id=evidence.competency_id,
        item_key=evidence.item_key,
        source_kind=evidence.source_kind,
        source_id=evidence.source_id,
        level=evidence.level,
        difficulty=evidence.difficulty,
        guess=evidence.guess,
        score=score,
        tier=evidence.tier,
        weight_kind=kind,
        observed_at=evidence.observed_at,
        recorded_at=at,
        recorded_by=by,
        voids=evidence,
        reason=reason,
        is_demo=evidence.is_demo,
    )
    audit.record(
        action="evidence.voided" if kind == _Kind.VOID else "evidence.corrected",
        by=by,
        obj=evidence,
        data={"row": str(row.uuid), "score": score, "before": evidence.score, "reason": reason},
    )
    projections.refresh([(evidence.learner_id, evidence.competency_id)], at=at, last_id=row.pk)
    return row


def _apply_framework(framework: Framework, spec: FrameworkSpec, now: datetime) -> list[str]:
    """Bring domains and competencies in line with the file; return the codes that changed."""
    changed: list[str] = []
    kept: list[uuid.UUID] = []
    for place, domain_spec in enumerate(spec.domains):
        domain, fields = _upsert(
            Domain,
            domain_spec.uuid,
            framework=framework,
            code=domain_spec.code,
            name=domain_spec.name,
            purpose=domain_spec.purpose,
            observables={str(level): seen for level, seen in domain_spec.observables.items()},
            position=place,
        )
        changed += [domain_spec.code] * bool(fields)
        for index, competency_spec in enumerate(domain_spec.competencies):
            kept.append(competency_spec.uuid)
            changed += _apply_competency(domain, competency_spec, index)
    gone = Competency.objects.current().filter(domain__framework=framework).exclude(uuid__in=kept)
    changed += list(gone.values_list("code", flat=True))
    gone.update(withdrawn_at=now)
    return changed


def _apply_competency(domain: Domain, spec: CompetencySpec, position: int) -> list[str]:
    _, fields = _upsert(
        Competency,
        spec.uuid,
        domain=domain,
        code=spec.code,
        name=spec.name,
        descriptor=spec.descriptor,
        position=position,
        withdrawn_at=None,
    )
    return [spec.code] * bool(fields)


def _upsert(model: Any, key: uuid.UUID, **fields: Any) -> tuple[Any, list[str]]:
    """Create or update the object with this uuid; return it and the names of changed fields."""
    stored = model.objects.filter(uuid=key).first()
    if stored is None:
        return model.objects.create(uuid=key, **fields), list(fields)
    differing = [name for name, value in fields.items() if getattr(stored, name) != value]
    if differing:
        for name in differing:
            setattr(stored, name, fields[name])
        stored.save(update_fields=differing)
    return stored, differing
