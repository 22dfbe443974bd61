"""Fetches an exercise from the portal into the learner's home."""

from __future__ import annotations

import threading

from nbgrader.exchange import abc

from hub_config.exchange.archives import unpack_missing
from hub_config.exchange.base import PortalExchange

# A double click must not unpack one exercise twice at once.
_ONE_AT_A_TIME = threading.Lock()


class PortalFetchAssignment(PortalExchange, abc.ExchangeFetchAssignment):
    """nbgrader's "Fetch", from the portal."""

    def copy_files(self) -> None:
        """Add what is missing; never overwrite a learner's file."""
        course, assignment = self.chosen()
        folder = self.folder(course, assignment)
        with _ONE_AT_A_TIME:
            unpack_missing(self.client.release(course, assignment), folder)
        self.log.info("Fetched %s/%s", course, assignment)
