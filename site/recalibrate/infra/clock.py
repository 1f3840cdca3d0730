"""The wall clock that readers and colleagues live by: opening hours, shifts and letters follow it."""

from zoneinfo import ZoneInfo

TIME_ZONE = "Europe/London"
WALL_CLOCK = ZoneInfo(TIME_ZONE)
