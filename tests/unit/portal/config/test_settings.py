"""Facts about the settings that other programs depend on."""

import zoneinfo

from django.conf import settings


def test_time_zones_to_choose_from_are_places_that_browsers_know() -> None:
    offered = settings.WAGTAIL_USER_TIME_ZONES

    assert {"UTC", "Europe/Berlin", settings.TIME_ZONE} <= set(offered)
    assert {"Factory", "localtime"}.isdisjoint(offered)
    assert set(offered) <= zoneinfo.available_timezones()
