"""What cannot be allocated on, each by a code that does not change, with its words in English and Spanish."""

from collections.abc import Mapping

LANGUAGES = ("en", "es")

WORDS: Mapping[str, tuple[str, str]] = {
    "nobody_voted": ("nobody voted", "nadie votó"),
    "budget_negative": ("the budget is negative", "el presupuesto es negativo"),
    "project_twice": ("project {project} is there twice", "el proyecto {project} está dos veces"),
    "cost_negative": ("project {project} has a negative cost", "el costo del proyecto {project} es negativo"),
    "no_project": ("there is no project {project}", "no hay ningún proyecto {project}"),
    "vote_for_nothing": (
        "a ballot names {project}, which is no project",
        "un voto nombra {project}, que no es ningún proyecto",
    ),
    "vote_beyond": ("a ballot names a project that is not there", "un voto nombra un proyecto que no está"),
    "vote_twice": ("a ballot names a project twice", "un voto nombra dos veces un proyecto"),
    "points_negative": ("a ballot gives negative points", "un voto da puntos negativos"),
    "points_many": ("a ballot gives more than {most} points", "un voto da más de {most} puntos"),
    "borda_needs_ranks": (
        "borda needs ordinal ballots; these are {vote}",
        "borda pide votos en orden de preferencia (ordinal); estos son {vote}",
    ),
    "no_supporters": ("project {project} has no supporters", "nadie apoya el proyecto {project}"),
    "group_empty": ("no project has {value} in {column}", "ningún proyecto tiene {value} en {column}"),
    "group_limits": (
        "{value}: the most is less than the least",
        "{value}: lo más que puede recibir es menos que lo menos",
    ),
    "groups_too_much": (
        "the groups are to get more than the budget",
        "lo que se aparta para los grupos es más que el presupuesto",
    ),
    "too_many_to_check": (
        "all groups can be checked of {most} projects at most",
        "todos los grupos se pueden revisar con {most} proyectos cuando más",
    ),
    "file_begins": ("line {line}: the file must begin with META", "línea {line}: el archivo debe empezar con META"),
    "file_section": ("the section {name} is missing or empty", "falta la sección {name}, o está vacía"),
    "file_column": (
        "line {line}: {name} has no column {column}",
        "línea {line}: {name} no tiene la columna {column}",
    ),
    "file_row_short": ("line {line}: the row ends before {column}", "línea {line}: la fila termina antes de {column}"),
    "file_vote_type": (
        "META: vote_type must be one of {known}; it says {said!r}",
        "META: vote_type debe ser uno de {known}; dice {said!r}",
    ),
    "budget_no_number": ("the budget is no number: {said!r}", "el presupuesto no es un número: {said!r}"),
    "budget_no_amount": (
        "the budget is no amount of money: {said!r}",
        "el presupuesto no es una cantidad de dinero: {said!r}",
    ),
    "cost_no_number": (
        "line {line}: the cost is no number: {said!r}",
        "línea {line}: el costo no es un número: {said!r}",
    ),
    "cost_no_amount": (
        "line {line}: the cost is no amount of money: {said!r}",
        "línea {line}: el costo no es una cantidad de dinero: {said!r}",
    ),
    "file_needs_points": (
        "line {line}: {vote} votes need a column points",
        "línea {line}: los votos {vote} necesitan la columna points",
    ),
    "points_not_whole": (
        "line {line}: points must be whole numbers: {said!r}",
        "línea {line}: los puntos deben ser números enteros: {said!r}",
    ),
    "points_out_of_range": (
        "line {line}: points must be between 0 and {most}: {said!r}",
        "línea {line}: los puntos deben ir de 0 a {most}: {said!r}",
    ),
    "id_unwritable": (
        "a .pb file cannot hold the project id {project!r}",
        "un archivo .pb no admite la clave de proyecto {project!r}",
    ),
}


class BadElection(ValueError):  # noqa: N818  names what happened
    """The projects, the budget or the ballots cannot be allocated on; `code` and `facts` say which and why."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """Return it in words; in English where the language is not known."""
        words = WORDS[self.code]
        return words[LANGUAGES.index(language) if language in LANGUAGES else 0].format(**self.facts)
