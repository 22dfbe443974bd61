"""The demo house: made once, whole, marked, through the same service as real evidence."""

import io
import json
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.competencies import services
from portal.competencies.models import Evidence, Proficiency
from portal.core.models import AuditEvent
from portal.people import policies
from portal.people.models import Department, ReportingScope, User
from portal.reporting import selectors
from portal.reporting.demo.making import DEFAULT_PASSWORD
from portal.reporting.demo.places import PEOPLE, PLACES, sizes

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework() -> None:
    path = settings.COURSES_DIR / "competency_framework.yaml"
    services.load_framework(data=yaml.safe_load(path.read_text(encoding="utf-8")), by=None)


@pytest.fixture
def roles() -> None:
    for name in (
        policies.TRAINERS,
        policies.COURSE_EDITORS,
        policies.HR_VIEWERS,
        policies.ADMINISTRATORS,
    ):
        Group.objects.get_or_create(name=name)


def seed(*options: str) -> str:
    out = io.StringIO()
    call_command("seed_demo", "--learners=60", *options, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("framework")
def test_house_is_made_once_and_marked() -> None:
    assert "Made 60 demo learners in 10 departments." in seed()
    rows = Evidence.objects.count()

    assert "already there" in seed()

    assert Evidence.objects.count() == rows
    assert User.objects.filter(username__startswith="demo.").count() == 60
    assert not User.objects.filter(is_demo=False).exists()
    assert not Evidence.objects.filter(is_demo=False).exists()
    assert not Department.objects.filter(is_demo=False).exists()
    assert all(not user.has_usable_password() for user in User.objects.all())
    learners = Evidence.objects.values("learner").distinct().count()
    assert AuditEvent.objects.filter(action="evidence.recorded").count() == learners
    assert Proficiency.objects.filter(level__gt=0).exists()


@pytest.mark.usefixtures("framework")
def test_same_seed_makes_the_same_people() -> None:
    seed("--seed=7")
    names = list(User.objects.order_by("pk").values_list("first_name", "last_name"))
    scores = list(Evidence.objects.order_by("pk").values_list("item_key", "score")[:200])
    with_other_names = len(set(names))
    assert with_other_names > 40
    Proficiency.objects.all().delete()
    Evidence.objects.all()._raw_delete("default")
    User.objects.all().delete()

    seed("--seed=7")

    assert list(User.objects.order_by("pk").values_list("first_name", "last_name")) == names
    assert list(Evidence.objects.order_by("pk").values_list("item_key", "score")[:200]) == scores


@pytest.mark.usefixtures("framework", "roles")
def test_accounts_are_made_on_request_with_role_and_scope(tmp_path: Path) -> None:
    seed()
    assert not User.objects.filter(username="amina").exists()

    assert "amina, tomas, edith, hana, ada" in seed("--demo-accounts")

    hana = User.objects.get(username="hana")
    assert hana.check_password(DEFAULT_PASSWORD)
    assert policies.is_hr_viewer(hana)
    assert ReportingScope.objects.get().user == hana
    assert policies.is_trainer(User.objects.get(username="tomas"))
    assert policies.is_course_editor(User.objects.get(username="edith"))
    assert policies.is_administrator(User.objects.get(username="ada"))
    assert policies.role_names(User.objects.get(username="amina")) == frozenset()
    home = selectors.report_home(hana, at=timezone.now())
    assert len(home.departments) == len(PLACES)
    assert "Made the demo accounts" not in seed("--demo-accounts")


@pytest.mark.usefixtures("framework", "roles")
def test_passwords_can_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "passwords.json"
    path.write_text(json.dumps({"ada": "a-long-enough-one"}))
    seed(f"--passwords-file={path}")
    assert User.objects.get(username="ada").check_password("a-long-enough-one")
    assert User.objects.get(username="hana").check_password(DEFAULT_PASSWORD)

    path.write_text("[]")
    with pytest.raises(CommandError, match="object of user names"):
        seed(f"--passwords-file={path}")
    with pytest.raises(CommandError, match="cannot be read"):
        seed(f"--passwords-file={tmp_path / 'missing.json'}")


def test_what_must_be_done_first_is_told() -> None:
    with pytest.raises(CommandError, match="load_content"):
        seed()
    with pytest.raises(CommandError, match="--learners"):
        seed("--learners=0")
    assert not User.objects.exists()


@pytest.mark.usefixtures("framework")
def test_accounts_need_roles() -> None:
    Group.objects.all().delete()
    with pytest.raises(CommandError, match="setup_roles"):
        seed("--demo-accounts")


@pytest.mark.parametrize("people", [1, 60, 300, 9999])
def test_sizes_add_up(people: int) -> None:
    assert sum(sizes(people)) == people
    assert sizes(PEOPLE) == [place.people for place in PLACES]
