"""What can go wrong with a job, apart from the job's own work."""


class JobError(Exception):
    """Base of the errors that the worker understands."""


class RetryLaterError(JobError):
    """The job cannot be done just now; ask again.

    Args:
        message: why, for the log.
        after: seconds that the other side asked us to wait, when it said so.
    """

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class PermanentJobError(JobError):
    """The job can never be done; asking again would not help."""


class JobTimeLimitError(JobError):
    """The job took longer than its policy allows."""


class WorkerStoppingError(JobError):
    """The worker was told to stop before the job was done; the job goes back to the queue."""


class WorkerLostError(JobError):
    """The worker that held the job ended without finishing it."""
