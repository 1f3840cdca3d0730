"""How many days are left for an exception report, as we say it."""

from django.utils.translation import gettext, ngettext

from .deadlines import ReportingDeadline


def days_in_words(deadline: ReportingDeadline) -> str:
    match deadline.days_left:
        case 0:
            return gettext("Today is the last day.")
        case 1:
            return gettext("You have until tomorrow.")
        case days if days > 1:
            return ngettext("You have %(days)d day left.", "You have %(days)d days left.", days) % {
                "days": days
            }
        case -1:
            return gettext("That was yesterday.")
        case days:
            return ngettext("That was %(days)d day ago.", "That was %(days)d days ago.", -days) % {
                "days": -days
            }
