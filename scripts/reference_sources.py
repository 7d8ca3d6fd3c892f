"""Where each table of the package comes from, as its publisher states it; the build writes this into the manifest."""

from typing import Any

SOURCES: dict[str, dict[str, Any]] = {
    "census": {
        "publisher": "INEGI",
        "title": "Censo de Población y Vivienda 2020",
        "years": "2020",
        "vintage": "2020",
        "treatment": "Municipal figures as published, via diegovalle/mxmaps and diegovalle/new.crimenmexico; states "
        "and country are their sums. Municipalities created after the census are listed without "
        "figures.",
        "licence": "BSD-3 / MIT (repositories); INEGI: libre uso",
    },
    "outlines": {
        "publisher": "INEGI",
        "title": "Marco Geoestadístico 2020",
        "years": "2020",
        "vintage": "2020",
        "treatment": "Via diegovalle/mxmaps; simplified (60 % weighted Visvalingam), laid on a grid of 1/10,000 "
        "degree with shared arcs and vertex weights. Municipalities created after 2020 have no outline "
        "of their own yet.",
        "licence": "repository BSD-3-Clause; INEGI libre uso (not restated in repository)",
    },
    "homicides": {
        "publisher": "INEGI",
        "title": "Defunciones por homicidio, por año de registro y municipio de ocurrencia",
        "years": "1990-2024",
        "vintage": "2024",
        "treatment": "Names of municipalities mapped to INEGI keys; deaths whose municipality is unknown are kept "
        "under the state's key and 999 and count in the totals of state and country; deaths whose state"
        " is unknown are not in the file. A municipality without a row had none registered.",
        "licence": "none stated (INEGI libre uso)",
    },
    "population": {
        "publisher": "CONAPO",
        "title": "Proyecciones de la población de los municipios (vintage 2010); COLMEX 2007-2009",
        "years": "2000-2030",
        "vintage": "2010",
        "treatment": "2007-2009 refilled from the raw sheets. Lacks 12 newer municipalities and is off the census of"
        " 2020 by 5.8 % in the median: for current rates the census is used.",
        "licence": "WTFPL (README)",
    },
    "marginalisation": {
        "publisher": "CONAPO",
        "title": "Índice de marginación por municipio 2020",
        "years": "2020",
        "vintage": "2020",
        "treatment": "As published; grades as numbers from 1 (very low) to 5 (very high).",
        "licence": "placeholder / none stated",
    },
    "poverty": {
        "publisher": "CONEVAL",
        "title": "Pobreza a nivel municipio 2020",
        "years": "2020",
        "vintage": "2020",
        "treatment": "Via cuentadesanti/pobreza-marginacion; shares of the population. Three municipalities have no "
        "figures. States and country are means weighted by CONEVAL's population.",
        "licence": "MIT code; CC-BY-4.0 derived data; sources keep own terms",
    },
    "missing": {
        "publisher": "SEGOB, Comisión Nacional de Búsqueda",
        "title": "Registro Nacional de Personas Desaparecidas y No Localizadas, versión estadística",
        "years": "2010-2026",
        "vintage": "2026-07-09",
        "treatment": "Consulted on 8 and 9 July 2026, so that 2026 is not whole; keys remapped by name; rows whose "
        "municipality is unknown are kept under the state's key and 999 (33 is abroad or unknown). A "
        "municipality without a row has no entry in the registry.",
        "licence": "none stated",
    },
    "turnout": {
        "publisher": "IFE / INE",
        "title": "Participación en las elecciones de diputaciones federales 2012 y 2015",
        "years": "2012, 2015",
        "vintage": "2015",
        "treatment": "Summed from electoral sections to INEGI municipalities. Lacks 12 newer municipalities; ten "
        "lack 2015.",
        "licence": "none stated / MIT",
    },
    "victims": {
        "publisher": "SESNSP",
        "title": "Víctimas de delitos del fuero común, por estado y mes",
        "years": "2015-2025",
        "vintage": "2025-06",
        "treatment": "Homicide, femicide, kidnapping and extortion summed over sex, age and means. July to December "
        "of 2025 are not reported, which is not zero.",
        "licence": "none stated",
    },
    "investigations": {
        "publisher": "SESNSP",
        "title": "Incidencia delictiva municipal: carpetas de investigación por homicidio doloso y feminicidio",
        "years": "2024-2025",
        "vintage": "2025-06",
        "treatment": "Modalities summed. Keys 998 and 999 (other, not specified) are kept. July to December of 2025 "
        "are not reported, which is not zero.",
        "licence": "none stated",
    },
    "trust": {
        "publisher": "INEGI",
        "title": "ENVIPE: cifra negra, causas de no denuncia y confianza en las autoridades",
        "years": "2011-2024",
        "vintage": "2025",
        "treatment": "State tables as published; the national table of authorities (2025) transcribed from the "
        "presentation.",
        "licence": "none stated",
    },
}

# table: (sources, the files of the shared collection that it is made from)
TABLES: dict[str, tuple[list[str], list[str]]] = {
    "places.csv": (["census"], ["municipios.csv", "municipios_nuevos_post2020.csv"]),
    "conditions.csv": (["marginalisation", "poverty"], ["marginacion_pobreza_2020.csv"]),
    "turnout.csv": (["turnout"], ["participacion_dipfed_municipio_2012_2015.csv"]),
    "authorities.csv": (["trust"], ["envipe_2025_nacional_autoridades.csv"]),
    "homicides.series": (
        ["homicides"],
        ["homicidios_inegi_1990_2024.csv", "homicidios_municipio_no_especificado.csv"],
    ),
    "population.series": (["population"], ["poblacion_conapo_2000_2030.csv"]),
    "missing.series": (["missing"], ["rnpdno_municipio_anual_2010_2026.csv"]),
    "victims.series": (["victims"], ["sesnsp_victimas_estatal_2015_2025jun.csv.xz"]),
    "investigations.series": (["investigations"], ["sesnsp_municipal_homicidios_2024_2025.csv.xz"]),
    "trust.series": (["trust"], ["envipe_cifra_negra_y_desconfianza_estatal.csv"]),
    "outlines.json": (["outlines"], ["municipios_2020_simplified.topojson"]),
}
