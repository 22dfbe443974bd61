"""Adds two addresses to a learner's server: open an exercise, and submit it.

``GET  academy/open/<course>/<assignment>`` fetches what is missing and goes to the notebook. It is
what the portal links to, on a cold server and on one that runs already.
``POST academy/submit/<course>/<assignment>`` hands in what is on disk and answers with the receipt;
the Lab's "Save and submit" saves first and then calls it.
Both talk to the portal in a thread, so that the rest of the server goes on answering.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from nbgrader.coursedir import CourseDirectory
from tornado import web
from traitlets.config import Config

from hub_config.exchange.archives import is_complete, work_in
from hub_config.exchange.errors import CourseServerError
from hub_config.exchange.fetch import PortalFetchAssignment
from hub_config.exchange.submit import PortalSubmit
from hub_config.look.page import link_button, page, paragraph

NAME = r"([a-z0-9][a-z0-9._-]*)"


class OpenExerciseHandler(JupyterHandler):
    """Brings a learner to the notebook of an exercise."""

    @web.authenticated
    async def get(self, course: str, assignment: str) -> None:
        """Fetch what is missing, then redirect to the notebook in the Lab."""
        root = _root(self)
        folder = root / course / assignment
        try:
            if not is_complete(folder):
                await asyncio.to_thread(_fetch, root, course, assignment)
            notebook = choose_notebook(folder, self.get_argument("notebook", ""))
        except CourseServerError as error:
            self.log.warning("Opening %s/%s: %s", course, assignment, error)
            self.set_status(error.status)
            self.set_header("Content-Type", "text/html; charset=utf-8")
            await self.finish(refusal_page(error, course, assignment))
            return
        tree = quote(notebook.relative_to(root).as_posix())
        self.redirect(url_path_join(self.base_url, "lab/tree", tree))


class SubmitExerciseHandler(APIHandler):
    """Hands in an exercise and answers with the portal's receipt."""

    @web.authenticated
    async def post(self, course: str, assignment: str) -> None:
        """Answer 201 with the receipt, or the portal's own status with the reason."""
        try:
            receipt = await asyncio.to_thread(_submit, _root(self), course, assignment)
        except CourseServerError as error:
            self.set_status(error.status)
            said = {"code": error.code, "message": error.message, "next": error.next_step}
            await self.finish({"error": said})
            return
        self.set_status(201)
        await self.finish(receipt)


def choose_notebook(folder: Path, wanted: str = "") -> Path:
    """Return the notebook to open: the wanted, the exercise's namesake, or the first."""
    notebooks = work_in(folder)
    for stem in (wanted, folder.name):
        for notebook in notebooks:
            if notebook.stem == stem:
                return notebook
    return notebooks[0]


def refusal_page(error: CourseServerError, course: str, assignment: str) -> str:
    """Return a page that says why an exercise did not open and where to go from here."""
    public = os.environ.get("ACADEMY_PUBLIC_URL", "")
    exercise = f"{public}/exercises/{quote(course)}/{quote(assignment)}/"
    return page(
        "This exercise could not be opened",
        paragraph(error.message)
        + paragraph(error.next_step)
        + paragraph("Whatever you have saved in your workspace is still there.")
        + '<p><a class="button" href="">Try again</a>\n'
        + link_button("Back to the exercise", exercise, second=True)
        + "</p>",
        home=f"{public}/",
    )


def _root(handler: JupyterHandler) -> Path:
    return Path(os.path.expanduser(handler.settings["server_root_dir"]))


def _plugin_settings(root: Path, course: str, assignment: str) -> dict[str, Any]:
    config = Config()
    config.CourseDirectory.course_id = course
    config.CourseDirectory.assignment_id = assignment
    config.Exchange.assignment_dir = str(root)
    return {"coursedir": CourseDirectory(config=config), "config": config}


def _fetch(root: Path, course: str, assignment: str) -> None:
    PortalFetchAssignment(**_plugin_settings(root, course, assignment)).start()


def _submit(root: Path, course: str, assignment: str) -> dict[str, Any]:
    plugin = PortalSubmit(**_plugin_settings(root, course, assignment))
    plugin.start()
    return plugin.receipt or {}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "hub_config.exchange.server_extension"}]


def _load_jupyter_server_extension(app: Any) -> None:
    routes = [
        (rf"academy/open/{NAME}/{NAME}", OpenExerciseHandler),
        (rf"academy/submit/{NAME}/{NAME}", SubmitExerciseHandler),
    ]
    base = app.web_app.settings["base_url"]
    app.web_app.add_handlers(".*$", [(url_path_join(base, path), who) for path, who in routes])
