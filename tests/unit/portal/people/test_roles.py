import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.people import policies, roles
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def set_up() -> None:
    roles.set_up_roles()


@pytest.mark.parametrize(
    ("trait", "may_edit", "may_publish"),
    [
        ("trainer", True, False),
        ("course_editor", True, True),
        ("administrator", True, True),
        ("hr_viewer", False, False),
    ],
)
def test_role_has_its_rights_on_pages(trait: str, may_edit: bool, may_publish: bool) -> None:
    user = UserFactory.create(**{trait: True})
    page = Page.objects.filter(depth__gt=1).first() or Page.get_first_root_node()

    rights = page.permissions_for_user(user)

    assert (rights.can_edit(), rights.can_publish()) == (may_edit, may_publish)


@pytest.mark.parametrize(
    ("trait", "status"),
    [
        ("trainer", 200),
        ("course_editor", 200),
        ("administrator", 200),
        ("hr_viewer", 302),
        ("", 302),
    ],
)
def test_cms_opens_for_authors_only(client: Client, trait: str, status: int) -> None:
    client.force_login(UserFactory.create(**({trait: True} if trait else {})))

    assert client.get("/cms/").status_code == status


def test_trainers_work_is_reviewed_by_editors_and_administrators() -> None:
    for root in Page.get_root_nodes():
        workflow = root.get_workflow()
        assert workflow.name == roles.REVIEW_NAME
        [task] = workflow.tasks
        names = set(task.specific.groups.values_list("name", flat=True))
        assert names == {policies.COURSE_EDITORS, policies.ADMINISTRATORS}


def test_set_up_roles_twice_changes_nothing() -> None:
    models = (Group, GroupPagePermission, GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask)
    before = [sorted(model.objects.values_list("pk", flat=True)) for model in models]

    call_command("setup_roles")

    assert [sorted(model.objects.values_list("pk", flat=True)) for model in models] == before


def test_set_up_roles_takes_back_what_a_role_should_not_have() -> None:
    trainers = Group.objects.get(name=policies.TRAINERS)
    root = Page.get_first_root_node()
    GroupPagePermission.objects.create(group=trainers, page=root, permission_type="publish")

    roles.set_up_roles()

    held = GroupPagePermission.objects.filter(group=trainers).values_list(
        "permission__codename", flat=True
    )
    assert sorted(held) == ["add_page", "change_page"]


def test_set_up_roles_leaves_a_default_group_that_is_used() -> None:
    moderators = Group.objects.create(name="Moderators")
    UserFactory.create().groups.add(moderators)
    Group.objects.create(name="Editors")

    roles.set_up_roles()

    assert Group.objects.filter(name="Moderators").exists()
    assert not Group.objects.filter(name="Editors").exists()
