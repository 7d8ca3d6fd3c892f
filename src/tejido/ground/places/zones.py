"""The time zone of a place: sessions are called in local time.

Source: Ley de los Husos Horarios en los Estados Unidos Mexicanos (DOF 28 October 2022, reformed for Chihuahua on
29 November 2022), by INEGI key; zones are named as in the IANA database. Summer time is kept only along the border.
"""

CENTRE = "America/Mexico_City"
STATES = {
    "02": "America/Tijuana",
    "03": "America/Mazatlan",
    "08": "America/Chihuahua",
    "18": "America/Mazatlan",
    "23": "America/Cancun",
    "25": "America/Mazatlan",
    "26": "America/Hermosillo",
}
MUNICIPALITIES = {
    "18020": "America/Bahia_Banderas",
    **dict.fromkeys(["08005", "08028", "08035", "08037", "08053"], "America/Ciudad_Juarez"),
    **dict.fromkeys(["08015", "08042", "08052"], "America/Ojinaga"),
    **dict.fromkeys(
        ["05002", "05003", "05012", "05013", "05014", "05019", "05022", "05023", "05025", "05037", "05038", "19005"],
        "America/Matamoros",
    ),
    **dict.fromkeys(
        ["28007", "28014", "28015", "28022", "28024", "28025", "28027", "28032", "28033", "28040"],
        "America/Matamoros",
    ),
}


def zone_of(key: str) -> str:
    """Return the IANA time zone of the place with this INEGI key (country 00, state 2 digits, municipality 5)."""
    return MUNICIPALITIES.get(key) or STATES.get(key[:2], CENTRE)
