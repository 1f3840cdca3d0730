"""What boards’ templates call the measures that a site starts with; only what means the same everywhere."""

MEASURE_NAMES: dict[str, tuple[str, ...]] = {
    "doctors": (
        "doctors / dentists in training (total)", "doctors and dentists in training (total)", "doctors in training",
        "resident doctors", "number of resident doctors", "doctors / dentists in training", "doctors in post",
        "number of doctors", "headcount", "head count", "trainees", "doctors",
    ),
    "doctors_led": ("locally employed doctors", "locally employed doctors (total)"),
    "doctors_2016": (
        "doctors / dentists in training on 2016 tcs (total)", "doctors and dentists in training on 2016 tcs (total)",
        "doctors / dentists in training on 2016 tcs", "doctors on 2016 tcs",
    ),
    "supervisor_time": (
        "amount of job-planned time for educational supervisors", "job-planned time for educational supervisors",
    ),
    "er_answered_48_hours": ("addressed within 48 hours",), "er_answered_7_days": ("addressed within 7 days",),
    "er_answered_10_days": ("addressed within 10 days",),
    "er_answered_later": ("addressed in longer than 7 days", "addressed in longer than 10 days", "addressed later"),
    "er_answered_open": ("exception reports (response time) still open", "response time still open"),
    "er_carried_over": (
        "exceptions carried over from last report", "exceptions carried over", "exception reports carried over",
        "reports carried over", "exceptions carried forward from last report", "exception reports brought forward",
        "exception reports carried over from last quarter", "exception reports carried over from last report",
        "exception reports brought forward from last quarter",
    ),
    "er_raised": (
        "exceptions raised", "exception reports raised", "reports raised", "exception reports submitted",
        "exceptions submitted", "reports submitted", "exception reports", "exception reports received",
        "exception reports raised this quarter",
    ),
    "er_closed": (
        "exceptions closed", "exception reports closed", "reports closed", "exception reports completed",
        "exception reports resolved",
    ),
    "er_outstanding": (
        "exceptions outstanding", "exception reports outstanding", "reports outstanding", "exception reports open",
        "exception reports still open",
    ),
    "er_isc": (
        "immediate safety concerns", "immediate safety concern", "immediate safety concerns raised", "isc", "iscs",
        "exception reports immediate safety concerns", "reports flagged as immediate safety concerns",
    ),
    "hours_reported": ("extra hours", "additional hours reported", "hours reported", "extra hours claimed"),
    "hours_agreed": ("additional hours agreed", "hours agreed", "extra hours approved"),
    "guardian_time": (
        "time available in job plan for guardian to do the role", "job-planned time for guardian",
        "amount of time available in job plan for guardian to do the role", "guardian time in job plan",
        "amount of time available in job plan for guardian", "guardian pas",
    ),
    "admin_support": (
        "admin support provided to the guardian (if any)", "admin support provided to the guardian",
        "admin support", "administrative support provided to the guardian", "admin support for the guardian",
    ),
    "rdf_meetings": ("resident doctors' forum meetings", "rdf meetings"),
    "wsr_brought_forward": ("work schedule reviews brought forward", "work schedule reviews carried over"),
    "wsr_opened": ("work schedule reviews opened", "work schedule reviews raised", "work schedule reviews started"),
    "wsr_completed": ("work schedule reviews completed", "work schedule reviews closed"),
    "wsr_ongoing": ("work schedule reviews ongoing", "work schedule reviews outstanding", "work schedule reviews open"),
    "vacancies": (
        "vacancies", "total gaps (average)", "vacancies total gaps (average)", "average vacancies", "vacancies (wte)",
        "vacancies (average)", "rota gaps (average)",
    ),
    "locum_requested": (
        "locum bookings shifts requested", "locum shifts requested",
    ),
    "shifts_uncovered": ("shifts uncovered", "number of shifts uncovered", "uncovered shifts"),
    "fines_total": ("value of fines levied", "value of fines", "total value of fines levied"),
    **{
        f"{kind}_{code}": (f"locum bookings ({kind}) {name}", f"{kind} {name}")
        for kind in ("bank", "agency")
        for code, name in (
            ("requested", "shifts requested"), ("worked", "shifts worked"), ("hours_requested", "hours requested"),
            ("hours_worked", "hours worked"),
        )
    },
    "bank_to_agency": (
        "locum bookings (bank) given to agency", "locum bookings (bank) shifts given to agency",
        "locum bookings (bank) number of shifts given to agency", "shifts given to agency",
    ),
    "starter_access": ("new starters with access within 7 days",),
    "survey_responses": ("survey responses", "responses to the survey"),
    "survey_rate": ("survey response rate", "response rate"),
    "fines_count": (
        "fines levied", "number of fines levied", "fines raised", "fines issued", "fines fines levied",
        "fines number of fines levied",
    ),
    "fines_value": ("fines paid to the fund", "guardian's share of fines", "fines paid to the guardian"),
    "fund_opening": ("balance at end of last quarter", "fund opening balance", "opening balance"),
    "fund_spend": ("spend this quarter", "disbursements this quarter", "fund disbursements", "spent this quarter"),
    "fund_closing": ("balance at end of this quarter", "fund closing balance", "closing balance"),
}  # fmt: skip
