"""Leaving the people out of a text, as far as plain rules can tell them from other words."""

import re
from collections.abc import Iterable

from tejido.ground.web.searching import folded

GAP = "…"
"""Stands where somebody was named."""

_LETTER = r"[A-ZÁÉÍÓÚÜÑ][\wáéíóúüñ'’-]+"
_SHORT = r"(?:C|Lic|Licda|Ing|Arq|Mtr[oa]|Dra?|Profa?|Sr|Sra|Srta|Cmdte|Cmte|Gral|Cap)\."
_LONG = (
    r"(?:Don|Doña|Licenciad[oa]|Ingenier[oa]|Maestr[oa]|Doctora?|Profesora?|Señora?|Comandante|Regidora?|Diputad[oa]"
    r"|Síndic[oa]|Oficial)"
)
_TITLED = re.compile(rf"\b(?:{_SHORT}|{_LONG})\s+{_LETTER}(?:\s+(?:(?:de|del|la|las|los|y)\s+)*{_LETTER}){{0,3}}")
_TELEPHONE = re.compile(r"(?<![\w/-])\+?\d(?:[\s().-]{0,2}\d){9,13}(?![\w/])")
_CALLED = re.compile(r"\b(?:tel|cel|teléfono|celular|whatsapp|wa)\b\.?:?\s*\+?[\d ().-]{7,20}", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_MENTION = re.compile(r"@[\u2068~]?\S+")
_LINK = re.compile(r"https?://(?:wa\.me|chat\.whatsapp\.com|api\.whatsapp\.com|maps\.|goo\.gl)\S*", re.IGNORECASE)
_COMMON = frozenset(
    (
        *("colonia", "comite", "mesa", "policia", "vecinos", "vecinas", "barrio", "grupo", "asociacion", "direccion"),
        *("secretaria", "enlace", "casa", "red", "junta", "admin", "comision", "centro", "escuela", "parque"),
        *("consejo", "seguridad", "prevencion", "municipio", "presidencia", "san", "santa"),
    )
)
"""Words in the name of a contact that are no person's: "Vecinas Colonia Norte"."""


def without_people(text: str, people: Iterable[str] = ()) -> str:
    """Return `text` without the names in `people`, names behind a title, telephone numbers and e-mail addresses.

    Of a name each part that begins with a capital goes as well, where it stands as a word of its own.
    """
    bare = _MAIL.sub(GAP, _LINK.sub(GAP, text))
    for name in sorted(people, key=len, reverse=True):
        bare = re.sub(rf"(?<!\w)@?{re.escape(name)}(?!\w)", GAP, bare, flags=re.IGNORECASE)
        for part in name.split():
            if len(part) > 2 and part[0].isupper() and folded(part) not in _COMMON:
                bare = re.sub(rf"(?<!\w)@?{re.escape(part)}(?!\w)", GAP, bare)
    for pattern in (_TITLED, _CALLED, _TELEPHONE, _MENTION):
        bare = pattern.sub(GAP, bare)
    return re.sub(rf"{GAP}(?:[\s,y]*{GAP})+", GAP, " ".join(bare.split())).strip()
