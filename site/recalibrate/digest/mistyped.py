"""Whether an address looks mistyped: one slip away from where most people's mail is. Pure."""

# Mail providers of people in UK hospitals: their own, and what most use at home.
COMMON = (
    "nhs.net", "nhs.uk", "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com",
    "live.co.uk", "msn.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "btinternet.com", "sky.com",
    "doctors.org.uk", "doctors.net.uk", "proton.me", "protonmail.com", "aol.com", "virginmedia.com",
    "talktalk.net", "ntlworld.com", "blueyonder.co.uk", "mail.com", "gmx.com", "gmx.co.uk", "fastmail.com",
)  # fmt: skip
SHORTEST = 6  # “me.com” is one letter from too many others


def likely_address(email: str) -> str:
    """The address that was probably meant; "" where this one looks right."""
    local, _, domain = email.rpartition("@")
    domain = domain.lower()
    if not local or domain in COMMON:
        return ""
    meant = next((known for known in COMMON if len(known) > SHORTEST and is_one_slip(domain, known)), "")
    return f"{local}@{meant}" if meant else ""


def is_one_slip(typed: str, meant: str) -> bool:
    """One letter wrong, missing, too many, or two beside each other swapped."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, should = typed[start:], meant[start:]
    is_swap = len(rest) > 1 and rest[:2] == should[1::-1] and rest[2:] == should[2:]
    return is_swap or rest[1:] == should[1:] or rest[1:] == should or rest == should[1:]
