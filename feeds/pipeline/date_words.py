"""What months, days of the week and time zones are called where our feeds come from. Hours east of UTC."""

from itertools import chain

# English, Welsh, German and Dutch, in full and as they are shortened.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan ionawr ion januar jänner januari",
            "february feb chwefror chwef chwe chw februar februari",
            "march mar mawrth maw märz maerz mrz mär maart mrt",
            "april apr ebrill ebr",
            "may mai mei",
            "june jun mehefin meh juni",
            "july jul gorffennaf gorff gor juli",
            "august aug awst aws augustus",
            "september sept sep medi med",
            "october oct hydref hyd oktober okt",
            "november nov tachwedd tach tac",
            "december dec rhagfyr rhag rha dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
# As datetime.weekday() counts: Monday is 0. “Mawrth” is Tuesday, and March.
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon llun llu montag mo maandag ma",
            "tuesday tues tue mawrth maw dienstag di dinsdag",
            "wednesday weds wed mercher mer mittwoch mi woensdag wo",
            "thursday thurs thur thu iau donnerstag do donderdag",
            "friday fri gwener gwe freitag fr vrijdag vr",
            "saturday sat sadwrn sad samstag sonnabend sa zaterdag za",
            "sunday sun sul sonntag so zondag zo",
        )
    )
    for name in names.split()
}
FILLERS = frozenset(
    ("at", "the", "of", "on", "dydd", "am", "um", "uhr", "om", "uur", "den", "der", "o'clock")
)
_ZONES = {
    0: "GMT UTC UT Z WET",
    1: "BST IST WEST CET MET",
    2: "CEST MEST EET SAST",
    3: "EEST MSK",
    8: "AWST SGT HKT",
    9: "JST KST",
    9.5: "ACST",
    10: "AEST",
    10.5: "ACDT",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
    -2.5: "NDT",
    -3.5: "NST",
    -3: "ADT",
    -4: "AST EDT",
    -5: "EST CDT",
    -6: "CST MDT",
    -7: "MST PDT",
    -8: "PST AKDT",
    -9: "AKST",
    -10: "HST",
}
ZONES = dict(
    chain.from_iterable(((name, hours) for name in names.split()) for hours, names in _ZONES.items())
)
NAMED_ZONES = {
    "british summer time": 1,
    "irish standard time": 1,
    "central european standard time": 1,
    "central european summer time": 2,
}
