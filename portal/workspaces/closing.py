"""What happens to a workspace when its owner's account ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from portal.jobs.ticker import periodic
from portal.people.models import User
from portal.workspaces.tasks import close_workspace

LOOK_BACK = timedelta(days=2)


def on_deactivate(user: User) -> None:
    """Queue the end of the person's server and tokens; it is tried until the Hub has done it."""
    close_workspace.enqueue(username=user.username)


@periodic("workspaces.queue_forgotten", every=timedelta(minutes=1))
def queue_forgotten(now: datetime) -> int:
    """Queue the end of workspaces whose owner's account ended while we were killed in between."""
    ended = User.objects.filter(is_active=False, deactivated_at__gt=now - LOOK_BACK)
    with transaction.atomic():
        jobs = DBTaskResult.objects.filter(
            task_path=close_workspace.module_path, enqueued_at__gt=now - 2 * LOOK_BACK
        )
        queued = {row["kwargs"]["username"] for row in jobs.values_list("args_kwargs", flat=True)}
        forgotten = [
            name for name in ended.values_list("username", flat=True) if name not in queued
        ]
        for name in forgotten:
            close_workspace.enqueue(username=name)
    return len(forgotten)
