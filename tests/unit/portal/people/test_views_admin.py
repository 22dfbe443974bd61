import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.people.models import User
from tests.factories.people import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/account/people/"


@pytest.fixture
def administrator(client: Client) -> User:
    user = UserFactory.create(administrator=True)
    client.force_login(user)
    return user


def _paths(person: User) -> list[tuple[str, str]]:
    return [
        ("get", PEOPLE),
        ("get", f"{PEOPLE}{person.uuid}/"),
        ("get", f"{PEOPLE}{person.uuid}/deactivate/"),
        ("post", f"{PEOPLE}{person.uuid}/deactivate/"),
        ("post", f"{PEOPLE}{person.uuid}/reactivate/"),
    ]


@pytest.mark.parametrize("trait", ["", "trainer", "course_editor", "hr_viewer"])
def test_people_pages_refuse_everybody_else(client: Client, trait: str) -> None:
    person = UserFactory.create()
    client.force_login(UserFactory.create(**({trait: True} if trait else {})))

    for method, path in _paths(person):
        response = getattr(client, method)(path)
        assert response.status_code == 403, path
        assert "Only administrators manage" in response.content.decode()
    person.refresh_from_db()
    assert person.is_active


def test_people_pages_send_visitors_to_sign_in(client: Client) -> None:
    for method, path in _paths(UserFactory.create()):
        response = getattr(client, method)(path)
        assert response.status_code == 302
        assert response.headers["location"].startswith("/account/sign-in/")


def test_people_search_finds_every_word(client: Client, administrator: User) -> None:
    department = DepartmentFactory.create(name="Treasury")
    UserFactory.create(first_name="Ana", last_name="Silva", department=department)
    UserFactory.create(first_name="Ana", last_name="Okafor")

    page = client.get(PEOPLE, {"q": "silva ana"}).content.decode()

    assert "Ana Silva" in page and "Treasury" in page
    assert "Ana Okafor" not in page
    assert "1 person" in page


def test_people_search_without_a_hit_says_what_to_try(client: Client, administrator: User) -> None:
    assert "Nobody fits." in client.get(PEOPLE, {"q": "zzz"}).content.decode()


def test_people_list_asks_few_questions(
    client: Client, administrator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    UserFactory.create_batch(20)

    with django_assert_max_num_queries(8):
        client.get(PEOPLE)


def test_people_list_keeps_the_search_when_paging(client: Client, administrator: User) -> None:
    UserFactory.create_batch(30, first_name="Ana")

    page = client.get(PEOPLE, {"q": "ana"}).content.decode()

    assert "Page 1 of 2" in page
    assert "?q=ana&amp;page=2" in page


def test_deactivate_page_names_what_ends_and_what_is_kept(
    client: Client, administrator: User
) -> None:
    person = UserFactory.create()

    page = client.get(f"{PEOPLE}{person.uuid}/deactivate/").content.decode()

    assert "running notebook server is stopped" in page
    assert "Kept: their courses, submissions" in page
    person.refresh_from_db()
    assert person.is_active


def test_deactivate_and_reactivate_by_button(client: Client, administrator: User) -> None:
    person = UserFactory.create()

    ended = client.post(f"{PEOPLE}{person.uuid}/deactivate/", follow=True).content.decode()
    person.refresh_from_db()
    assert not person.is_active
    assert "has ended" in ended and "Open this account again" in ended

    opened = client.post(f"{PEOPLE}{person.uuid}/reactivate/", follow=True).content.decode()
    person.refresh_from_db()
    assert person.is_active
    assert "is open again" in opened


def test_deactivate_signs_the_person_out_at_once(client: Client, administrator: User) -> None:
    person = UserFactory.create()
    theirs = Client()
    theirs.force_login(person)
    assert theirs.get("/account/").status_code == 200

    client.post(f"{PEOPLE}{person.uuid}/deactivate/")

    assert theirs.get("/account/").status_code == 302


def test_deactivate_own_account_is_refused_in_words(client: Client, administrator: User) -> None:
    response = client.post(f"{PEOPLE}{administrator.uuid}/deactivate/", follow=True)

    assert "You cannot end your own account." in response.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_active


def test_unknown_person_is_not_found(client: Client, administrator: User) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"

    for method, path in (("get", ""), ("post", "deactivate/"), ("post", "reactivate/")):
        assert getattr(client, method)(f"{PEOPLE}{unknown}/{path}").status_code == 404
