"""The roles as groups, what each may do in the CMS, and who approves what trainers submit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.people import policies

REVIEW_NAME = "Course review"
_FILES = ("images.add_image", "images.choose_image", "docs.add_document", "docs.choose_document")
_ALL_FILES = (*_FILES, "images.change_image", "docs.change_document")
_WAGTAIL_DEFAULTS = ("Moderators", "Editors")


@dataclass(frozen=True)
class CmsRights:
    """What a role may do in the CMS: on every page, and with pictures and documents."""

    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


RIGHTS = {
    policies.TRAINERS: CmsRights(pages=("add_page", "change_page"), files=_FILES),
    policies.COURSE_EDITORS: CmsRights(
        pages=("add_page", "change_page", "lock_page", "publish_page", "unlock_page"),
        files=_ALL_FILES,
    ),
    policies.ADMINISTRATORS: CmsRights(
        pages=(
            "add_page",
            "bulk_delete_page",
            "change_page",
            "lock_page",
            "publish_page",
            "unlock_page",
        ),
        files=_ALL_FILES,
    ),
    policies.HR_VIEWERS: CmsRights(),
}


@transaction.atomic
def set_up_roles() -> None:
    """Make groups, rights and the review workflow what this module says; idempotent.

    Groups that an installation made for itself, and who is in which group, are left alone.
    """
    for label in ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    for name, rights in RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        _grant(group, rights)
    _remove_unused_defaults()
    _set_up_review()


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _grant(group: Group, rights: CmsRights) -> None:
    access = _permission("wagtailadmin", "access_admin")
    if rights.pages:
        group.permissions.add(access)
    else:
        group.permissions.remove(access)
    pages = [_permission("wagtailcore", codename) for codename in rights.pages]
    for root in Page.get_root_nodes():
        wanted = GroupPagePermission.objects.filter(group=group, page=root)
        wanted.exclude(permission__in=pages).delete()
        for permission in pages:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    files = [_file_permission(name) for name in rights.files]
    for collection in Collection.get_root_nodes():
        held = GroupCollectionPermission.objects.filter(group=group, collection=collection)
        held.exclude(permission__in=files).delete()
        for permission in files:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def _file_permission(name: str) -> Permission:
    kind, _, codename = name.partition(".")
    return _permission(f"wagtail{kind}", codename)


def _remove_unused_defaults() -> None:
    """Remove the groups that Wagtail's own migrations make, unless somebody is in them."""
    Group.objects.filter(name__in=_WAGTAIL_DEFAULTS, user__isnull=True).delete()


def _set_up_review() -> None:
    """Let course editors and administrators approve whatever trainers submit, on every page."""
    reviewers: Iterable[Group] = Group.objects.filter(
        name__in=(policies.COURSE_EDITORS, policies.ADMINISTRATORS)
    )
    workflow = Workflow.objects.filter(name__in=(REVIEW_NAME, "Moderators approval")).first()
    if workflow is None:
        workflow = Workflow(name=REVIEW_NAME)
    workflow.name = REVIEW_NAME
    workflow.active = True
    workflow.save()
    task = GroupApprovalTask.objects.filter(name__in=(REVIEW_NAME, "Moderators approval")).first()
    if task is None:
        task = GroupApprovalTask(name=REVIEW_NAME)
    task.name = REVIEW_NAME
    task.active = True
    task.save()
    task.groups.set(reviewers)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for root in Page.get_root_nodes():
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
