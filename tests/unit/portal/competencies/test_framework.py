"""The framework file: loading, reloading, withdrawing, refusing."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.conf import settings

from portal.competencies import services
from portal.competencies.errors import FrameworkFileError
from portal.competencies.models import Competency, Domain, Framework, Level
from portal.core.models import AuditEvent


@pytest.fixture
def data() -> dict[str, Any]:
    path = settings.COURSES_DIR / "competency_framework.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_the_academys_framework_loads_whole(data: dict[str, Any]) -> None:
    framework = services.load_framework(data=data, by=None)

    assert framework.domains.count() == 8
    assert Competency.objects.current().count() == 30
    assert [level["name"] for level in framework.levels] == [
        str(level.label) for level in Level if level
    ]
    assert Domain.objects.get(code="STA").observables["2"]


@pytest.mark.django_db
def test_loading_again_changes_nothing(data: dict[str, Any]) -> None:
    services.load_framework(data=data, by=None)
    loaded_at = Framework.objects.get().loaded_at

    services.load_framework(data=data, by=None)

    assert Framework.objects.get().loaded_at == loaded_at
    assert AuditEvent.objects.filter(action="framework.loaded").count() == 1


@pytest.mark.django_db
def test_a_new_version_renames_and_withdraws(data: dict[str, Any]) -> None:
    services.load_framework(data=data, by=None)
    changed = copy.deepcopy(data)
    changed["version"] = "1.1"
    changed["domains"][0]["competencies"][0]["name"] = "Mindset"
    gone = changed["domains"][0]["competencies"].pop()

    services.load_framework(data=changed, by=None)

    assert Framework.objects.get().version == "1.1"
    assert Competency.objects.get(code="MND-1").name == "Mindset"
    assert Competency.objects.get(code=gone["code"]).withdrawn_at is not None
    event = AuditEvent.objects.filter(action="framework.loaded").first()
    assert event is not None
    assert event.data["changed"] == ["MND-1", "MND-3"]

    services.load_framework(data=data, by=None)
    assert Competency.objects.get(code=gone["code"]).withdrawn_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda d: d.pop("uuid"), "uuid"),
        (lambda d: d.update(surprise=1), "surprise"),
        (lambda d: d["levels"].pop(), "levels must be"),
        (lambda d: d["domains"][1].update(code="MND"), "used twice"),
        (lambda d: d["domains"][0]["competencies"][0].update(code="STA-9"), "begin with MND"),
        (lambda d: d["domains"][0]["competencies"][0].update(code="x"), "domains.0.competencies"),
    ],
)
def test_a_wrong_file_is_refused_with_key_and_reason(
    data: dict[str, Any], spoil: Callable[[dict[str, Any]], Any], message: str
) -> None:
    spoil(data)

    with pytest.raises(FrameworkFileError, match=message):
        services.load_framework(data=data, by=None)

    assert not Framework.objects.exists()
