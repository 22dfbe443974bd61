"""Adding people and departments from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.core.models import AuditEvent
from portal.people.models import Department, User
from portal.people.policies import is_trainer

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_add_person_opens_an_account_whose_printed_password_works(client: Client) -> None:
    _run("add_department", "registers", "Registers")

    text = _run("add_person", "amina", "--department", "registers", "--role", "Trainers")

    user = User.objects.get(username="amina")
    assert (str(user.department), is_trainer(user)) == ("Registers", True)
    password = text.split("first password ")[1].splitlines()[0]
    client.post("/account/sign-in/", {"username": "amina", "password": password})
    assert client.get("/account/").status_code == 200
    assert AuditEvent.objects.filter(action="person.created").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("amina", "--department", "nowhere"), "There is no department 'nowhere'"),
        (("Amina!",), "Use 2 to 63 characters"),
        (("taken",), "This user name is taken."),
    ],
)
def test_add_person_says_what_is_wrong(arguments: tuple[str, ...], words: str) -> None:
    _run("add_person", "taken")

    with pytest.raises(CommandError, match=words):
        _run("add_person", *arguments)


def test_add_department_builds_the_tree_and_renames() -> None:
    _run("add_department", "interior", "Interior")
    _run("add_department", "registers", "Registers", "--under", "interior")

    _run("add_department", "registers", "Civil registers")

    made = Department.objects.get(code="registers")
    assert (made.name, made.get_parent().code) == ("Civil registers", "interior")
    assert Department.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("registers", "Registers", "--under", "nowhere"), "There is no department 'nowhere'"),
        (("no short name", "X"), "valid"),
    ],
)
def test_add_department_says_what_is_wrong(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        _run("add_department", *arguments)
    assert not Department.objects.exists()
