"""`python -m portal attack_report`: try to work out what a snapshot leaves out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.reporting import attack, history
from portal.reporting.archive import snapshot_of
from portal.reporting.errors import SnapshotNotFoundError
from portal.reporting.past import Past, frozen_figures, read_past


class Command(BaseCommand):
    """Plays the attacker who holds all published figures of a snapshot and of those before it."""

    help = "Bound every figure that a snapshot leaves out; exit 1 if one is known too closely."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--snapshot", required=True, help="quarter, for instance 2026Q4")
        parser.add_argument(
            "--leaks-only", action="store_true", help="print no figure that is safe"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Attack.

        Raises:
            CommandError: there is no such snapshot, or something leaks.
        """
        try:
            snapshot = snapshot_of(options["snapshot"])
        except SnapshotNotFoundError as error:
            raise CommandError(str(error), returncode=2) from None
        target = Past(snapshot.quarter, frozen_figures(snapshot), snapshot.basis.members)
        leaks = self._bound(target, leaks_only=options["leaks_only"])
        leaks += self._subtract(target)
        if leaks:
            raise CommandError(f"Snapshot {target.quarter} leaks: {leaks} findings.", returncode=1)
        self.stdout.write(f"Snapshot {target.quarter} holds: nothing that is left out follows.")

    def _bound(self, target: Past, *, leaks_only: bool) -> int:
        found = list(attack.left_out(target.figures))
        leaks = [one for one in found if one.is_leak]
        for one in leaks if leaks_only else found:
            what = f"level {one.level} or above" if one.level else "assessed"
            self.stdout.write(
                f"{'LEAK' if one.is_leak else 'safe':6} "
                f"{one.department} {one.competency or 'anything'} {what}: "
                f"{one.low:.1f} to {one.high:.1f}, width {one.width:.1f}"
            )
        self.stdout.write(f"{len(found)} figures left out, {len(leaks)} known too closely.")
        return len(leaks)

    def _subtract(self, target: Past) -> int:
        leaks = 0
        earlier = read_past(before=target.quarter)
        for past in earlier:
            moves = {
                code: history.moves_between(past.members.get(code, {}), members)
                for code, members in target.members.items()
            }
            for one in attack.isolated(target.figures, past.figures, moves):
                leaks += 1
                self.stdout.write(
                    f"LEAK   {one.competency} level {one.level} or above since {one.earlier}: "
                    f"{one.people} people stand between the figures of "
                    f"{', '.join(one.departments)}"
                )
        self.stdout.write(f"Subtracted from {len(earlier)} earlier snapshots: {leaks} isolate few.")
        return leaks
