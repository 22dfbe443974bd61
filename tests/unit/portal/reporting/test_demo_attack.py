"""The demo house, as `seed_demo` makes it, gives the attacker nothing, over two quarters."""

import io
from datetime import timedelta

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from portal.competencies.models import Competency
from portal.competencies.services import load_framework
from portal.people.models import User
from portal.reporting import attack, house, services
from portal.reporting.quarters import Quarter
from tests.factories.reporting import answer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_demo_house_holds_over_two_quarters() -> None:
    path = settings.COURSES_DIR / "competency_framework.yaml"
    load_framework(data=yaml.safe_load(path.read_text(encoding="utf-8")), by=None)
    call_command("seed_demo", "--learners=300", stdout=io.StringIO())
    at = timezone.now()
    today = house.compute(timezone.localdate(at)).figures
    # The rules for pages alone hold here, and they leave most of the report in place.
    assert [one for one in attack.left_out(today) if one.is_leak] == []
    assert sum(c.is_shown for one in today for c in one.competencies) > 100

    for days, learners in ((0, 0), (92, 4)):
        later = at + timedelta(days=days)
        newcomers = list(User.objects.filter(evidence__isnull=True)[:learners])
        for competency in Competency.objects.current()[:3]:
            answer(newcomers, competency, at=later, seed=days)
        quarter = str(Quarter.of(timezone.localdate(later)))
        services.take_snapshot(quarter=quarter, by=None, at=later)
        out = io.StringIO()
        call_command("attack_report", f"--snapshot={quarter}", "--leaks-only", stdout=out)
        assert f"Snapshot {quarter} holds" in out.getvalue()
        assert "0 known too closely" in out.getvalue()
