"""What can go wrong with reports, and what to do next."""


class ReportingError(Exception):
    """Base of every error of this app."""


class DepartmentNotVisibleError(ReportingError, LookupError):
    """There is no such department among those that the viewer may see."""


class SnapshotNotFoundError(ReportingError, LookupError):
    """No snapshot was taken of the quarter."""

    def __init__(self, quarter: str) -> None:
        super().__init__(
            f"There is no snapshot {quarter}. `python -m portal take_snapshot` makes one."
        )


class QuarterError(ReportingError, ValueError):
    """A snapshot cannot bear the name of this quarter."""


class SnapshotFrozenError(ReportingError):
    """Somebody tried to change or delete a snapshot."""

    def __init__(self) -> None:
        super().__init__("A snapshot is frozen: it is neither changed nor deleted.")


class SnapshotDamagedError(ReportingError):
    """The figures of a snapshot are not those that were frozen."""

    def __init__(self, quarter: str) -> None:
        super().__init__(
            f"The figures of snapshot {quarter} do not fit its hash any more and are not shown. "
            "Restore the table reporting_snapshot from a backup."
        )
