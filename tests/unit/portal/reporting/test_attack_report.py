"""The command that plays the attacker: a snapshot as it is taken, and planted leaks."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.reporting import freezing, services
from portal.reporting.models import Snapshot, SnapshotBasis
from portal.reporting.quarters import Quarter
from tests.factories.reporting import House, answer


def run(quarter: str, *options: str) -> str:
    out = io.StringIO()
    call_command("attack_report", f"--snapshot={quarter}", *options, stdout=out)
    return out.getvalue()


def refused(quarter: str, code: int) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("attack_report", f"--snapshot={quarter}", stdout=out)
    assert error.value.returncode == code
    return out.getvalue()


def plant(snapshot: Snapshot, figures: dict[str, object], quarter: str) -> None:
    """Keep other figures as a snapshot of another quarter, with a hash that fits."""
    copy = Snapshot.objects.create(
        quarter=quarter,
        taken_at=snapshot.taken_at,
        as_of=snapshot.as_of,
        thresholds_version=snapshot.thresholds_version,
        figures=figures,
        sha256=freezing.fingerprint(figures),
    )
    SnapshotBasis.objects.create(snapshot=copy, members=snapshot.basis.members)


@pytest.mark.django_db
def test_command_passes_on_a_snapshot_as_it_is_taken(house: House) -> None:
    at = timezone.now()
    first = str(Quarter.of(timezone.localdate(at)))
    services.take_snapshot(quarter=first, by=None, at=at)
    said = run(first)
    assert f"Snapshot {first} holds" in said
    assert "safe   outreach TST-1 assessed: 0.0 to 9.0, width 9.0" in said
    assert "0 known too closely" in said
    assert "safe" not in run(first, "--leaks-only")

    # Three newcomers: what would tell of them is left out, and nothing else.
    newcomers = house.people["registers"][30:33]
    later = at + timedelta(days=92)
    answer(newcomers, house.competency, at=at, seed=5)
    second = str(Quarter.of(timezone.localdate(later)))
    taken, _ = services.take_snapshot(quarter=second, by=None, at=later)
    shown = {
        one["code"]: [not share["suppressed"] for share in one["competencies"][0]["shares"]]
        for one in taken.figures["departments"]
    }
    assert not any(shown["registers"] + shown["ministry"])
    assert any(shown["benefits"])
    assert "Subtracted from 1 earlier snapshots: 0 isolate few." in run(second)


@pytest.mark.django_db
def test_command_fails_on_planted_leaks(house: House) -> None:
    at = timezone.now()
    first = str(Quarter.of(timezone.localdate(at)))
    snapshot, _ = services.take_snapshot(quarter=first, by=None, at=at)

    # A level published between two others, three people apart: the one between is suppressed.
    leaky = {**snapshot.figures, "departments": [dict(d) for d in snapshot.figures["departments"]]}
    top = leaky["departments"][0]
    share = {"suppressed": False, "band": "", "low": 1, "high": 99, "all_low": 0, "all_high": 100}
    top["competencies"] = [dict(top["competencies"][0]), *top["competencies"][1:]]
    top["competencies"][0]["shares"] = [
        {"level": 1, "percent": 60, **share},
        {"level": 2, "suppressed": True},
        {"level": 3, "percent": 57, **share},
    ]
    plant(snapshot, leaky, "2030Q1")
    said = refused("2030Q1", 1)
    assert "LEAK   ministry TST-1 level 2 or above" in said

    # The same figures published again, though three people have joined.
    newcomers = house.people["registers"][30:33]
    basis = dict(snapshot.basis.members)
    basis["TST-1"] = {**basis["TST-1"]}
    basis["TST-1"]["registers"] = [*basis["TST-1"]["registers"], *(p.pk for p in newcomers)]
    copy = Snapshot.objects.create(
        quarter="2029Q1",
        taken_at=snapshot.taken_at,
        as_of=snapshot.as_of,
        thresholds_version=snapshot.thresholds_version,
        figures=snapshot.figures,
        sha256=snapshot.sha256,
    )
    SnapshotBasis.objects.create(snapshot=copy, members=basis)
    said = refused("2029Q1", 1)
    assert f"or above since {first}: 3 people stand between the figures of" in said


@pytest.mark.django_db
def test_command_without_snapshot_says_how_to_take_one() -> None:
    with pytest.raises(CommandError, match="take_snapshot") as error:
        run("2020Q1")
    assert error.value.returncode == 2
