"""Writing audit rows, in the same transaction as the act they record."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from portal.core.models import AuditEvent


def record(
    *,
    action: str,
    by: models.Model | None,
    obj: models.Model | None = None,
    data: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Record that ``by`` did ``action`` (a dotted name such as ``submission.received``).

    Args:
        action: what was done, "<noun>.<past participle>".
        by: the user who acted; None when the system acted by itself.
        obj: what it was done to.
        data: details that JSON can hold; never secrets.
    """
    # Any: this layer knows the user model by its setting only.
    actor: Any = by if by is not None and by.pk else None
    return AuditEvent.objects.create(
        action=action,
        actor=actor,
        actor_label=str(by) if by is not None else "system",
        object_kind=obj._meta.label_lower if obj is not None else "",
        object_id=str(getattr(obj, "uuid", None) or obj.pk) if obj is not None else "",
        data=dict(data or {}),
    )
