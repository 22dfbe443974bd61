"""What the figures mean and how they were made: the same words on the page and in the workbook."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.competencies.thresholds import of_version
from portal.reporting.figures import DepartmentFigures
from portal.reporting.suppression import LEAST_CELL, LEAST_GROUP


def definitions(figures: DepartmentFigures) -> list[tuple[str, str]]:
    """Return terms and their meanings for a report."""
    texts = [*_who(figures), *_what(), *_protection()]
    texts.append((_("Version of thresholds"), figures.thresholds_version))
    if figures.quarter:
        texts.append(
            (
                _("Snapshot"),
                _("%(quarter)s: frozen. Later changes of people and evidence do not touch it.")
                % {"quarter": figures.quarter},
            )
        )
    if figures.is_demo:
        texts.append((_("Demo data"), _("The people and their answers are made up.")))
    return texts


def _who(figures: DepartmentFigures) -> list[tuple[str, str]]:
    items = of_version(figures.thresholds_version).assessed_items
    return [
        (
            _("Department"),
            _("%(name)s (%(code)s) with all departments below it.")
            % {"name": figures.name, "code": figures.code},
        ),
        (
            _("As of"),
            _("%(day)s; evidence since %(since)s is used.")
            % {
                "day": date_format(figures.as_of, "j F Y"),
                "since": date_format(figures.window_start, "j F Y"),
            },
        ),
        (_("People"), _("Active accounts whose department is this one or one below it.")),
        (
            _("Assessed"),
            _(
                "People with first attempts at no fewer than %(items)d questions or tasks of the "
                "competency in that time. Finishing a course does not count by itself."
            )
            % {"items": items},
        ),
    ]


def _what() -> list[tuple[str, str]]:
    return [
        (
            _("Share"),
            _(
                "Estimated share of the assessed whose ability is at the level or above. It comes "
                "from one statistical model of all answers in the house, not from averaging the "
                "levels of persons. It says nothing of people who have not been assessed."
            ),
        ),
        (
            _("Interval"),
            _(
                "The share lies between these limits with a chance of 90 in 100, "
                "if the model holds."
            ),
        ),
        (
            _("All people"),
            _(
                "Least and greatest share among all people of the department, whatever those who "
                "have not been assessed can do."
            ),
        ),
    ]


def _protection() -> list[tuple[str, str]]:
    return [
        (
            _("Not shown"),
            _(
                "A figure is left out where fewer than %(group)d people were assessed, where it "
                "would single out fewer than %(cell)d people, or where it would let somebody work "
                "out such a figure by subtraction: from other departments, or from an earlier "
                "snapshot since which fewer than %(group)d people have joined, left or moved."
            )
            % {"group": LEAST_GROUP, "cell": LEAST_CELL},
        ),
        (
            _("At most, at least"),
            _("Shares under 10 % and over 90 % are given as a limit, to protect persons."),
        ),
        (
            _("Practitioner"),
            _(
                "The share whose ability suffices. A person is given the level only after part of "
                "the work was judged by a person. Expert is never estimated."
            ),
        ),
    ]
