"""Who looked at a person's data: each look is kept, and shown to that person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.core import audit
from portal.core.models import AuditEvent
from portal.people.models import User

ACTION = "person.looked_at"
ONE_LOOK = timedelta(hours=1)
"""Opening the same thing again within this time belongs to the same look."""
MOST_SHOWN = 100


class LookKind(StrEnum):
    """What of a person somebody can open."""

    ACCOUNT = "account"
    EVIDENCE = "evidence"
    SUBMISSION = "submission"


@dataclass(frozen=True)
class Look:
    """One look, in words."""

    at: datetime
    who: str
    what: str


def note(*, person: User, by: User | None, kind: LookKind, title: str = "", at: datetime) -> None:
    """Keep that somebody opened something of a person's; one's own looks are nobody's business."""
    if by is not None and by.pk == person.pk:
        return
    before = _of(person).filter(actor=by, at__gt=at - ONE_LOOK)
    data = {"kind": str(kind), "title": title}
    if any(event.data == data for event in before):
        return
    audit.record(action=ACTION, by=by, obj=person, data=data)


def looks_at(person: User) -> list[Look]:
    """Return who opened what of the person's, newest first."""
    return [
        Look(at=event.at, who=_who(event), what=_what(event)) for event in _of(person)[:MOST_SHOWN]
    ]


def _of(person: User) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        action=ACTION, object_kind=User._meta.label_lower, object_id=str(person.uuid)
    ).order_by("-at", "-pk")


def _who(event: AuditEvent) -> str:
    operators = _("The people who run the academy's server")
    return operators if event.actor_label == "system" else event.actor_label


def _what(event: AuditEvent) -> str:
    words = {
        LookKind.ACCOUNT: _("Your account"),
        LookKind.EVIDENCE: _("Your evidence: %(title)s"),
        LookKind.SUBMISSION: _("Your work: %(title)s"),
    }
    return words[LookKind(event.data["kind"])] % {"title": event.data["title"]}
