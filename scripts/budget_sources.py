"""What the budget tables of the package are made of: sources with their terms, and what each account buys.

`ACCOUNTS` gives an account its category and the key of the reason (`BudgetReason`); what a figure does not tell apart
stays mixed, however much one might guess.
"""

GREENBOOK, CBJ, DASHBOARD, FEDERAL = "us-greenbook", "us-cbj", "us-dashboard", "mx-pef-2026"

SOURCES = {
    GREENBOOK: {
        "kind": "foreign",
        "currency": "USD",
        "stage": "committed",
        "family": "us-to-mexico",
        "name": "Asistencia de Estados Unidos a México (Greenbook)",
        "publisher": "USAID Data Services",
        "title": "U.S. Overseas Loans and Grants (Greenbook), Mexico",
        "years": "1946-2020",
        "vintage": "2022-08-09",
        "url": "https://github.com/andrewheiss/foreignassistance",
        "treatment": "Obligations by fiscal year and account, current dollars and dollars of 2020 as published; rows of"
        " one account in one year are added. The deflator of each year is the ratio of the two sums.",
        "licence": "US Government work; repository states none",
        "file": "reference/greenbook_mexico_1946_2020.csv",
    },
    CBJ: {
        "kind": "foreign",
        "currency": "USD",
        "stage": "approved",
        "family": "us-to-mexico",
        "name": "Asistencia de Estados Unidos a México (presupuesto ante el Congreso)",
        "publisher": "US Department of State",
        "title": "Congressional Budget Justification, country tables, Mexico",
        "years": "2008-2017",
        "vintage": "2017",
        "url": "https://github.com/CSISdefense/ForeignAssistance",
        "treatment": "Accounts in thousands of dollars; rows of totals are left out and serve as a check. The"
        " repository does not say whether a column was an actual, an estimate or a request.",
        "licence": "none stated",
        "file": "reference/state_cbj_mexico_2008_2017.csv",
    },
    DASHBOARD: {
        "kind": "foreign",
        "currency": "USD",
        "stage": "paid",
        "family": "us-to-mexico",
        "name": "Asistencia de Estados Unidos a México (ForeignAssistance.gov)",
        "publisher": "ForeignAssistance.gov",
        "title": "Foreign Assistance Dashboard, Mexico by sector",
        "years": "2009-2014",
        "vintage": "2014",
        "url": "https://github.com/mnajarro/Foreign-Assistance-Dashboard-Data-Processing",
        "treatment": "Obligated and spent amounts by sector, of the agencies that reported by then; rows of totals are"
        " left out and serve as a check. Much smaller than the other two: the State Department had not reported.",
        "licence": "Apache-2.0 (repository)",
        "file": "money/FAdashboard_mexico.tsv",
    },
    FEDERAL: {
        "kind": "federal",
        "currency": "MXN",
        "stage": "approved",
        "family": "",
        "name": "Presupuesto de Egresos de la Federación 2026: seis cifras de seguridad y justicia",
        "publisher": "Diario Oficial de la Federación",
        "title": "Presupuesto de Egresos de la Federación para el Ejercicio Fiscal 2026 (DOF 21-11-2025)",
        "years": "2026",
        "vintage": "2025-11-21",
        "url": "https://www.dof.gob.mx/",
        "treatment": "Six figures copied from the decree; they are not the whole budget.",
        "licence": "texto oficial, sin derechos de autor (LFDA 14)",
        "file": "",
    },
}

FEDERAL_LINES = [  # branch, name, unit, pesos
    ("07", "Defensa", "Secretaría de la Defensa Nacional", 170_753_142_093),
    ("13", "Marina", "Secretaría de Marina", 65_926_797_533),
    ("36", "Seguridad y Protección Ciudadana", "Secretaría de Seguridad y Protección Ciudadana", 60_110_883_499),
    ("03", "Poder Judicial", "Poder Judicial de la Federación", 70_005_628_646),
    ("49", "Fiscalía General de la República", "Fiscalía General de la República", 20_240_442_089),
    ("33-FASP", "Fondo de Aportaciones para la Seguridad Pública (FASP)", "Estados", 9_951_114_029),
]

FORCES = ("interdiction", "sure", "armed_forces")
DRUG_FORCES = ("interdiction", "sure", "counter_drug_forces")
DRUG_AGENCY = ("interdiction", "warned", "drug_agency")
COURTS = ("institutions", "sure", "justice")
GRASSROOTS = ("citizens", "sure", "grassroots")
CIVIL = ("citizens", "warned", "civil_society")
INL = ("mixed", "mixed", "narcotics_and_law")
NADR = ("mixed", "mixed", "weapons_and_terrorism")
ESF = ("mixed", "mixed", "economic_support")
POLICE = ("mixed", "mixed", "police_cooperation")
DEMOCRACY = ("mixed", "mixed", "democracy_sector")
PEACE = ("mixed", "mixed", "peace_sector")
BRANCH = ("mixed", "mixed", "security_branch")
FASP = ("mixed", "mixed", "state_security_fund")
DEVELOPMENT = ("unclassified", "unknown", "development")
OLD = ("unclassified", "unknown", "old_aid")
OTHER = ("outside", "sure", "other_purpose")
RUNNING = ("outside", "sure", "running_costs")

ACCOUNTS = {
    GREENBOOK: {
        "Drug Interdiction and Counter-Drug Activities, Defense": DRUG_FORCES,
        "Foreign Military Financing Program": FORCES,
        "Foreign Military Financing, Direct Loan Program Account": FORCES,
        "International Military Education and Training": FORCES,
        "Air Force Cadet Fund": FORCES,
        "Excess Defense Articles": FORCES,
        "Military Assistance Programs (Old Code)": FORCES,
        "Operation and Maintenance, Defense-Wide": FORCES,
        "Operation and Maintenance, Navy": FORCES,
        "Overseas Contingency Operations Transfer Fund, Defense": FORCES,
        "INACTIVE - Other Military Grants": FORCES,
        "Interagency Drug Enforcement, Drug Enforcement Administration": DRUG_AGENCY,
        "Salaries and Expenses, Drug Enforcement Administration": DRUG_AGENCY,
        "Department of Justice, General Legal Activities": COURTS,
        "Salaries and Expenses, Bureau of Alcohol, Tobacco, Firearms and Explosives": POLICE,
        "Salaries and Expenses, Federal Bureau of Investigation": POLICE,
        "Customs and Border Protection, Border and Transportation Security, Department of Homeland Security": POLICE,
        "Salaries and Expenses, U.S. Immigration and Customs Enforcement, Homeland Security": POLICE,
        "International Narcotics Control and Law Enforcement": INL,
        "Nonproliferation, Anti-Terrorism, Demining and Related Programs": NADR,
        "Economic Support Fund": ESF,
        "Inter-American Foundation": GRASSROOTS,
        "National Endowment for Democracy, Department of State": CIVIL,
        "Democracy Fund, Department of State": CIVIL,
        "Development Assistance": DEVELOPMENT,
        "Development Credit Authority, United States": DEVELOPMENT,
        "INACTIVE - USAID Grants": OLD,
        "INACTIVE - USAID Loans": OLD,
        "INACTIVE - ESF adjustment for USAID Loans and Grants": OLD,
        "INACTIVE - Social Progress Trust Fund (Loans)": OLD,
        "INACTIVE - Institute of American Affairs (IAA)": OLD,
        "INACTIVE - Defense Mobliziation Development": OLD,
        "Operating Expenses of USAID": RUNNING,
        "Foreign National Employees Separation Liability Fund": RUNNING,
        "Diplomatic and Consular Programs, Department of State": RUNNING,
    },
    CBJ: {
        "DA": DEVELOPMENT,
        "ESF": ESF,
        "INCLE": INL,
        "NADR": NADR,
        "IMET": FORCES,
        "FMF": FORCES,
        "GHP-USAID": OTHER,
    },
    DASHBOARD: {
        "Democracy, Human Rights, and Governance": DEMOCRACY,
        "Peace and Security": PEACE,
        "Economic Development": DEVELOPMENT,
        "Education and Social Services": DEVELOPMENT,
        "Program Management": RUNNING,
    },
    FEDERAL: {"07": FORCES, "13": FORCES, "36": BRANCH, "03": COURTS, "49": COURTS, "33-FASP": FASP},
}
"""Accounts that are not named have another purpose: health, environment, food, trade, migration."""

CBJ_NAMES = {
    "DA": "Development Assistance (DA)",
    "ESF": "Economic Support Fund (ESF)",
    "INCLE": "International Narcotics Control and Law Enforcement (INCLE)",
    "NADR": "Nonproliferation, Anti-terrorism, Demining and Related Programs (NADR)",
    "IMET": "International Military Education and Training (IMET)",
    "FMF": "Foreign Military Financing (FMF)",
    "GHP-USAID": "Global Health Programs (GHP-USAID)",
}

CATEGORIES = {
    "contencion": "interdiction",
    "instituciones": "institutions",
    "causas": "causes",
    "ciudadania": "citizens",
}
MORE_CODES = [  # what the taxonomy lacks: scheme, code, label, category, certainty, reason, source
    (
        "DAC", "12330", "Control of harmful use of alcohol and drugs", "demand", "sure", "code_direct",
        "IATI Sector.xml",
    ),
    (
        "PEF-ANEXO", "19", "Anexo 19 del PEF: acciones para la prevención del delito", "mixed", "mixed",
        "code_annex_19", "Presupuesto de Egresos de la Federación",
    ),
]  # fmt: skip
WARNED = {  # code: certainty, reason
    ("DAC", "16063"): ("warned", "code_narcotics_control"),
    ("DAC", "15130"): ("warned", "code_legal_development"),
    ("DAC", "15113"): ("warned", "code_direct"),
    ("COFOG", "GF0304"): ("warned", "code_prisons"),
}
