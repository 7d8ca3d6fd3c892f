"""What happens in the example story. Days count from the day of the set-up, so that late stays late."""

from dataclasses import dataclass

MEETINGS = (-700, -640, -580, -520, -460, -400, -340, -280, -220, -160, -100, -40)
NEXT_MEETING = 20
MINUTES = "minuta de la sesión"


@dataclass(frozen=True)
class Effort:
    """An initiative of the example and what it needs."""

    key: str
    by: str
    title: str
    kind: str
    causes: tuple[str, ...]
    story: str
    needs: tuple[str, ...]
    began: int


@dataclass(frozen=True)
class Event:
    """Something that happens to a commitment, `day` days before (-) or after the set-up."""

    day: int
    what: str
    who: str = ""
    text: str = ""
    number: int = 0


@dataclass(frozen=True)
class Pledge:
    """A commitment: at which meeting (1 to 12) it was made, by whom, for when, and what became of it."""

    key: str
    meeting: int
    owner: str
    text: str
    due: int
    causes: tuple[str, ...]
    events: tuple[Event, ...] = ()
    indicator: str = ""
    unit: str = ""
    baseline: int | None = None
    target: int | None = None
    answers: tuple[str, ...] = ()
    co_owners: tuple[str, ...] = ()
    steps: tuple[tuple[str, int, int], ...] = ()  # words, day, progress in per cent
    recorded: bool = False  # written down by the secretary on the owner's behalf


EFFORTS = (
    Effort(
        "patrulla",
        "observatorio",
        "Cuentas claras en la patrulla",
        "accountability",
        ("corruption", "weak_policing"),
        "Empezamos cuando una patrulla llevaba cuatro meses en el taller y en papel seguía cargando gasolina. Pedimos "
        "las facturas, las comparamos con las bitácoras y publicamos cada diferencia con su documento.",
        (
            "Que la contraloría publique las compras de la policía con proveedor y monto",
            "Una persona que sepa leer facturas electrónicas, dos tardes al mes",
        ),
        -760,
    ),
    Effort(
        "oficio",
        "vecinas",
        "Una policía de oficio",
        "security",
        ("weak_policing", "unreliable_justice"),
        "Queremos policías que se queden: con turno de doce horas, seguro y capacitación que alguien de fuera evalúe. "
        "Nos sentamos cada mes con el mando del sector y llevamos la cuenta de lo que se cumplió.",
        (
            "Saber cada mes cuántos policías hay en servicio y cuántos tienen certificado",
            "Que quien denuncia en la colonia no tenga que ir al centro",
        ),
        -745,
    ),
    Effort(
        "campo",
        "cancha",
        "La cancha es nuestra",
        "community",
        ("lack_of_public_space", "lack_of_opportunity"),
        "La cancha era donde se vendía. Sacamos la basura en tres domingos, pintamos las líneas y hoy entrenan ahí "
        "sesenta jóvenes de cuatro colonias, tres tardes a la semana.",
        (
            "Luz hasta las nueve de la noche",
            "Pasto, porterías y una llave de agua",
            "Transporte para jóvenes que viven lejos",
        ),
        -730,
    ),
)

PLEDGES = (
    Pledge(
        "cancha-luz", 1, "obras",
        "Rehabilitar la cancha de la Loma: cuatro luminarias, porterías y una llave de agua.", -550,
        ("lack_of_public_space",),
        (
            Event(-690, "confirm"),
            Event(-610, "progress", text="Se colocaron dos luminarias.", number=50),
            Event(-560, "done", text="Las cuatro luminarias encienden; porterías y llave de agua colocadas."),
            Event(-545, "verify", "cancha", "Fuimos tres noches seguidas: encienden las cuatro y hay agua."),
            Event(-540, "verify", "vecinas", "Contamos cuatro luminarias encendidas a las 20:30 del martes."),
        ),
        "Luminarias que encienden", "luminarias", 0, 4, ("campo:0", "campo:1"),
        steps=(("Luminarias", -600, 100), ("Porterías y agua", -560, 100)),
    ),
    Pledge(
        "policias-numeros", 1, "policia",
        "Publicar cada mes cuántos policías hay en servicio, cuántos tienen certificado único y cuántos salieron.",
        -610, ("weak_policing",),
        (
            Event(-688, "confirm"),
            Event(-620, "postpone", text="El área de informática pidió dos meses más.", number=-550),
            Event(-500, "progress", text="Se publicó el primer mes; falta la serie.", number=20),
        ),
        "Meses publicados", "meses", 0, 12, ("oficio:0",),
    ),
    Pledge(
        "buzon", 1, "contraloria",
        "Abrir un buzón de quejas contra policías cuyas estadísticas revise también el observatorio.", -580,
        ("corruption",),
        (
            Event(-590, "done", text="El buzón está en la página y en tres comandancias."),
        ),
        "Quejas con respuesta en 15 días", "por ciento", 0, 80, co_owners=("observatorio",), recorded=True,
    ),
    Pledge(
        "talleres", 2, "prevencion",
        "Talleres de fin de semana para 60 jóvenes junto a la cancha.", -460, ("lack_of_opportunity",),
        (
            Event(-630, "confirm"),
            Event(-550, "progress", text="Empezaron con 22 jóvenes.", number=35),
            Event(-470, "done", text="63 jóvenes terminaron el primer ciclo."),
        ),
        "Jóvenes que terminan un ciclo", "jóvenes", 0, 60, ("campo:2",), ("taller",),
    ),
    Pledge(
        "mp-colonia", 2, "fiscalia",
        "Que una agente del ministerio público reciba denuncias en la colonia los martes.", -560,
        ("unreliable_justice",),
        (
            Event(-520, "progress", "secretaria", "La fiscalía dice por oficio que no tiene personal.", 0),
            Event(-400, "broken", text="Pasaron cinco meses del plazo, vino una sola vez y retiró el módulo."),
        ),
        "Martes con módulo abierto", "martes", 0, 20, ("oficio:1",), recorded=True,
    ),
    Pledge(
        "capacitacion", 3, "policia",
        "Capacitar a 40 policías del sector como primer respondiente, con evaluación de fuera.", 60, ("weak_policing",),
        (
            Event(-570, "confirm"),
            Event(-300, "progress", text="Terminó el primer grupo de 14.", number=35),
            Event(-90, "progress", text="Terminó el segundo grupo; falta la evaluación de fuera.", number=70),
        ),
        "Policías evaluados", "policías", 0, 40,
        steps=(("Primer grupo", -300, 100), ("Segundo grupo", -90, 100), ("Evaluación de fuera", 60, 10)),
    ),
    Pledge(
        "facturas", 3, "observatorio",
        "Revisar las facturas de mantenimiento de patrullas de dos años y publicar lo que se encuentre.", -490,
        ("corruption",),
        (
            Event(-540, "progress", text="412 facturas leídas.", number=60),
            Event(-492, "done", text="Publicado con los documentos: 37 facturas sin patrulla que corresponda."),
        ),
        "Facturas revisadas", "facturas", 0, 700,
    ),
    Pledge(
        "compras", 4, "contraloria",
        "Publicar las compras de la policía de los últimos tres años, con proveedor y monto.", -420, ("corruption",),
        (
            Event(-380, "progress", "secretaria", "Entregó un año en papel, según su oficio 114.", 33),
        ),
        "Años publicados", "años", 0, 3, ("patrulla:0",), recorded=True,
    ),
    Pledge(
        "paraderos", 4, "obras",
        "Alumbrar los tres paraderos de la avenida, de donde las trabajadoras salen a las cinco de la mañana.", -340,
        ("lack_of_public_space", "inequality"),
        (
            Event(-510, "confirm"),
            Event(-350, "postpone", text="Faltó presupuesto; se incluye en el siguiente ejercicio.", number=-130),
            Event(-200, "progress", text="Un paradero con luz.", number=33),
        ),
        "Paraderos con luz", "paraderos", 0, 3,
    ),
    Pledge(
        "turnos", 5, "policia",
        "Probar en el sector turnos de doce horas durante un año y publicar el ausentismo.", 90, ("weak_policing",),
        (Event(-455, "confirm"), Event(-250, "progress", text="Empezó con dos cuadrillas.", number=50)),
        "Ausentismo", "por ciento", 18, 9,
    ),
    Pledge(
        "becas", 5, "prevencion",
        "Becas de transporte para 25 jóvenes de la red de canchas.", -280, ("poverty", "lack_of_opportunity"),
        (
            Event(-450, "confirm"),
            Event(-300, "withdraw", text="Pasaron a un programa estatal con las mismas reglas; lo acordó la mesa."),
        ),
        "Becas pagadas", "becas", 0, 25, ("campo:2",),
    ),
    Pledge(
        "judicializacion", 6, "fiscalia",
        "Informar cada bimestre cuántas denuncias de la colonia llegan a un juez.", 40, ("unreliable_justice",),
        (), "Informes", "informes", 0, 6, recorded=True,
    ),
    Pledge(
        "numero-visible", 7, "policia",
        "Que cada patrulla del sector lleve número visible y su rol esté publicado.", -140, ("weak_policing",),
        (
            Event(-330, "confirm"),
            Event(-260, "done", text="Once de once patrullas con número."),
            Event(-240, "object", "vecinas", "Vimos dos sin número el 3 y el 5; dejamos las placas en la mesa."),
            Event(-180, "progress", text="Se corrigieron las dos.", number=90),
            Event(-150, "done", text="Once de once, revisadas con las vecinas."),
        ),
        "Patrullas con número", "patrullas", 4, 11,
    ),
    Pledge(
        "puente", 8, "obras",
        "Reparar el puente peatonal y retirar los autos abandonados de debajo.", 30, ("lack_of_public_space",),
        (
            Event(-270, "confirm"), Event(-215, "carry", number=9),
            Event(-120, "progress", text="Autos retirados.", number=50),
        ),
        "Autos abandonados", "autos", 9, 0,
    ),
    Pledge(
        "comite", 9, "vecinas",
        "Formar un comité de seis vecinas que acompañe a quien denuncia.", -150, ("unreliable_justice",),
        (
            Event(-190, "progress", text="Cuatro vecinas capacitadas.", number=60),
            Event(-152, "done", text="Seis vecinas con horario publicado en la parroquia."),
        ),
        "Vecinas en el comité", "vecinas", 0, 6,
    ),
    Pledge(
        "empleo", 10, "prevencion",
        "Cien horas de aprendizaje pagado para quince jóvenes en talleres de la colonia.", 120,
        ("lack_of_opportunity", "poverty"), (Event(-150, "confirm"),),
        "Horas pagadas", "horas", 0, 1500, co_owners=("taller",),
    ),
    Pledge(
        "evaluacion", 10, "contraloria",
        "Evaluar el gasto en cámaras antes de comprar más.", 45, ("corruption",),
        (Event(-60, "progress", "secretaria", "Presentó el índice de la evaluación.", 10),),
        "Evaluación publicada", "documentos", 0, 1, recorded=True,
    ),
    Pledge(
        "seguro", 11, "policia",
        "Pagar seguro de vida y gastos médicos a los policías del sector.", 150, ("weak_policing",), (),
        "Policías con seguro", "policías", 0, 46,
    ),
    Pledge(
        "modulo", 12, "fiscalia",
        "Volver a abrir el módulo de denuncias, un día por semana, en el centro comunitario.", 80,
        ("unreliable_justice",), (), "Semanas con módulo", "semanas", 0, 12, ("oficio:1",), recorded=True,
    ),
    Pledge(
        "parque", 12, "obras",
        "Presentar con las vecinas el proyecto del parque lineal.", 70, ("lack_of_public_space", "inequality"), (),
        "Reuniones con vecinas", "reuniones", 0, 3,
    ),
)  # fmt: skip

# One line a point, as the facilitator types them; the review of earlier commitments is filled in by itself.
TOPICS = (
    ("Cómo trabaja la mesa", "La cancha de la Loma", "Cuántos policías hay"),
    ("Talleres para jóvenes", "Dónde se denuncia"),
    ("Capacitación de policías", "Facturas de patrullas"),
    ("Compras de la policía", "Luz en los paraderos"),
    ("Turnos de doce horas", "Transporte para jóvenes"),
    ("Qué pasa con las denuncias",),
    ("Patrullas con número visible",),
    ("El puente peatonal",),
    ("Acompañar a quien denuncia", "El puente peatonal"),
    ("Aprendizaje pagado", "Cámaras: qué se gastó y para qué"),
    ("Seguro para policías",),
    ("Módulo de denuncias", "Parque lineal"),
)
NEXT_AGENDA = ("Evaluación de fuera de la capacitación", "Módulo de denuncias", "Luz en los paraderos que faltan")
ABSENT: dict[int, tuple[str, ...]] = {
    3: ("fiscalia",),
    6: ("contraloria",),
    8: ("fiscalia", "prevencion"),
    11: ("contraloria",),
}
SESSIONS = (
    "Acuerdo: la mesa se reúne cada dos meses y todo compromiso lleva responsable, fecha e indicador.\n"
    "Información: la red de canchas contó 60 jóvenes en tres tardes.",
    "Discutido: la fiscalía explicó cuánto personal tiene para el distrito.\n"
    "Acuerdo: los talleres empiezan junto a la cancha.",
    "Acuerdo: la evaluación de la capacitación la hace alguien de fuera.\nInformación: la fiscalía no asistió.",
    "Discutido: qué compras son públicas por ley y cuáles se reservan.\nAcuerdo: los paraderos se alumbran primero.",
    "Acuerdo: los turnos de doce horas se prueban un año y se publica el ausentismo.",
    "Discutido: de 118 denuncias de la colonia, nadie en la mesa supo cuántas llegaron a un juez.",
    "Acuerdo: las patrullas llevan número visible y las vecinas lo revisan.",
    "Información: el puente peatonal tiene nueve autos abandonados debajo.",
    "Acuerdo: el comité de vecinas acompaña a quien denuncia, de dos en dos.",
    "Discutido: antes de comprar más cámaras, saber cuántas sirven.\nAcuerdo: se evalúa el gasto.",
    "Información: 46 policías del sector trabajan sin seguro de gastos médicos.",
    "Acuerdo: el módulo de denuncias se pide de nuevo, por oficio.\nAcuerdo: el parque se diseña con las vecinas.",
)
