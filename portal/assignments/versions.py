"""Which release a learner worked on, and what later ones changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.assignments.errors import WrongNotebookError
from portal.assignments.models import Assignment, Release
from portal.assignments.notebooks import Notebook
from portal.assignments.results import shown


def release_worked_on(assignment: Assignment, notebook: Notebook, newest: Release) -> Release:
    """Return the release that the notebook was fetched from; the newest when it does not say.

    Raises:
        WrongNotebookError: the notebook says that it belongs to another exercise.
    """
    stamp = notebook.stamp
    if stamp is None:
        return newest
    if stamp.assignment != assignment.uuid:
        raise WrongNotebookError(expected=newest.notebook_name)
    return assignment.releases.filter(number=stamp.release).first() or newest


def notebook_names(assignment: Assignment) -> list[str]:
    """Return the names that the exercise's notebook has had, the newest first."""
    names = assignment.releases.order_by("-number").values_list("notebook_name", flat=True)
    return list(dict.fromkeys(names))


def newer_release(release: Release) -> Release | None:
    """Return the newest release, unless this is it or differs in nothing but its number."""
    newest = release.assignment.latest_release
    if newest is None or newest.number <= release.number:
        return None
    return None if newest.fingerprint == release.fingerprint else newest


def changes(old: Release, new: Release) -> list[str]:
    """Say in sentences what the newer release changed for a learner."""
    found = [*_task_changes(old, new), *_check_changes(old, new), *_file_changes(old, new)]
    if not found:
        found.append(_("The wording of the notebook or of its checks was improved."))
    return found


def _task_changes(old: Release, new: Release) -> Iterable[str]:
    before, after = _titles(old), _titles(new)
    for task, title in after.items():
        if task not in before:
            yield _("There is a new task: “%(title)s”.") % {"title": title}
        elif before[task] != title:
            yield _("“%(old)s” is now called “%(new)s”.") % {"old": before[task], "new": title}
    for task, title in before.items():
        if task not in after:
            yield _("“%(title)s” is not asked any more.") % {"title": title}


def _check_changes(old: Release, new: Release) -> Iterable[str]:
    before, after = _checks_by_task(old), _checks_by_task(new)
    titles = _titles(new)
    for task in [task for task in after if task in before]:
        values = {
            "title": titles.get(task, task),
            "old": shown(_points(before[task])),
            "new": shown(_points(after[task])),
        }
        if values["old"] != values["new"]:
            yield _("“%(title)s” is worth %(new)s points; before, it was %(old)s.") % values
        if _asked(before[task]) != _asked(after[task]):
            yield _("“%(title)s” is checked differently.") % values


def _file_changes(old: Release, new: Release) -> Iterable[str]:
    before = {entry["name"]: entry["sha256"] for entry in old.files}
    after = {entry["name"]: entry["sha256"] for entry in new.files}
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield _("The data changed: %(name)s.") % {"name": name}


def _titles(release: Release) -> dict[str, str]:
    return {task["id"]: task["title"] for task in release.tasks}


def _checks_by_task(release: Release) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for check in release.checks:
        found.setdefault(check["task"], []).append(check)
    return found


def _points(checks: Iterable[Mapping[str, Any]]) -> float:
    return sum(float(check["points"]) for check in checks)


def _asked(checks: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    return [(check["grade_id"], check["kind"], check["message"]) for check in checks]
