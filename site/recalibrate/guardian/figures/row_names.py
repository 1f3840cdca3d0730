"""What hospitals call the departments and grades that a new site starts with.

Only what means one thing everywhere: a name that is merely like another is never taken for it.
"""

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "Emergency medicine": ("ED", "A&E", "Emergency department", "Accident and emergency"),
    "Trauma and orthopaedics": ("T&O", "T & O", "Orthopaedics", "Trauma & orthopaedics"),
    "Obstetrics and gynaecology": ("O&G", "O & G", "Obs and gynae", "Obs & gynae"),
    "Anaesthetics and critical care": ("ITU", "ICU", "Anaesthetics", "Critical care", "Intensive care"),
    "ENT": ("Ear, nose and throat", "Otolaryngology"),
    "Paediatrics": ("Paeds",),
    "General medicine": ("Gen med",),
    "FY1": ("F1", "Foundation year 1"),
    "FY2": ("F2", "Foundation year 2"),
    "Locally employed": ("LED", "LEDs", "Locally employed doctors"),
}


def other_names(name: str) -> tuple[str, ...]:
    return OTHER_NAMES.get(name, ())
