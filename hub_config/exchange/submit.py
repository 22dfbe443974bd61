"""Hands a learner's work in at the portal."""

from __future__ import annotations

from typing import Any

from nbgrader.exchange import abc

from hub_config.exchange.archives import pack, work_in
from hub_config.exchange.base import PortalExchange


class PortalSubmit(PortalExchange, abc.ExchangeSubmit):
    """nbgrader's "Submit", to the portal."""

    receipt: dict[str, Any] | None = None

    def copy_files(self) -> None:
        """Send the notebooks as they are on disk, and keep the portal's receipt."""
        course, assignment = self.chosen()
        archive, key = pack(work_in(self.folder(course, assignment)))
        self.receipt = self.client.submit(course, assignment, archive, key)
        self.log.info("Submitted %s/%s: %s", course, assignment, self.receipt["submission_id"])
