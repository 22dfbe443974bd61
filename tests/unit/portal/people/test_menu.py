import re

import pytest
from django.test import Client
from django.test.client import RequestFactory
from pytest_django import DjangoAssertNumQueries

from portal.people.menu import FrameMenu, frame_menu
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def _labels(path: str = "/", **fields: bool) -> tuple[list[str], list[str]]:
    request = RequestFactory().get(path)
    request.user = UserFactory.create(**fields)
    menu = FrameMenu(request)
    return [str(e.label) for e in menu.main], [str(e.label) for e in menu.account]


def test_menu_shows_what_the_role_can_open() -> None:
    assert _labels() == (["Learn", "My skills"], ["Your account"])
    assert _labels(trainer=True)[0] == ["Learn", "My skills", "Teach"]
    assert _labels(course_editor=True)[0] == ["Learn", "My skills", "Teach"]
    assert _labels(hr_viewer=True)[0] == ["Learn", "My skills", "Reports"]
    assert _labels(administrator=True)[1] == ["Your account", "People", "Manage content"]


def test_menu_of_a_visitor_offers_to_sign_in_and_come_back(client: Client) -> None:
    page = client.get("/privacy/?a=1").content.decode()

    assert "/account/sign-in/?next=%2Fprivacy%2F%3Fa%3D1" in page
    assert 'href="/skills/"' not in page


def test_menu_marks_the_current_page(client: Client) -> None:
    client.force_login(UserFactory.create())

    page = client.get("/account/").content.decode()

    assert re.search(r'href="/account/"\s+aria-current="page"', page)


def test_menu_asks_once_for_each_request(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = RequestFactory().get("/")
    request.user = UserFactory.create(administrator=True)

    with django_assert_num_queries(1):
        for _time in range(3):
            menu = frame_menu(request)["frame_menu"]
            assert menu.main and menu.account


def test_menu_that_no_template_shows_asks_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    request = RequestFactory().get("/")
    request.user = UserFactory.create()

    with django_assert_num_queries(0):
        frame_menu(request)
