# ruff: noqa: E501  a sentence is read best in one line
"""An explanation in plain words, Spanish and English. Amounts are written with the sign or name given for the money."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.explaining import Explanation, Lost, Served, Won
from tejido.engines.allocation.trying import Tried

LANGUAGES = ("es", "en")
FIGURES = ("cost", "each", "paid", "had", "enough_cost")
AMOUNTS = {*FIGURES, "share", "rest", "added", "missing", "money", "over", "unit", "least", "most", "got"}

WORDS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "share": "Cada votante tuvo {share} para pagar lo que apoyó. Votaron {voters}; sobraron {rest}.",
        "added": "De eso, {added} se agregaron por igual a cada quien hasta gastar lo más posible.",
        "over": "Con {unit} más para cada quien se habrían gastado {over}: más que el presupuesto.",
        "no_share": "Votaron {voters}; sobraron {rest}.",
        "paid_all": "La apoyaron {supporters}: cada quien pagó {each} o menos, y entre todos juntaron {cost}.",
        "paid_some": "La apoyaron {supporters}: {whole} pagaron {each} y {others} todo lo que les quedaba. Juntaron {cost}.",
        "completed": "Se eligió con lo que sobró, por tener más votos que lo demás que aún cabía.",
        "in_order": "La apoyaron {supporters}, y cuando llegó su turno cabía: cuesta {cost}.",
        "bounded": "La apoyaron {supporters}: quienes más pagaron pusieron {each} y entre todos juntaron {paid} de {cost}; lo que faltó se tomó de lo que sobra.",
        "nobody": "Nadie la apoyó.",
        "dearer": "Cuesta {cost}, más que todo el presupuesto.",
        "too_few": "La apoyaron {supporters}: ni con todo lo suyo juntaban los {cost} que cuesta. Al final les quedaban {had}; faltaron {missing}.",
        "short": "La apoyaron {supporters}, que ya habían pagado otros proyectos: les quedaban {had} y cuesta {cost}. Faltaron {missing}.",
        "spent": "A quienes la apoyaron ({supporters}) ya no les quedaba nada.",
        "no_room": "La apoyaron {supporters}, pero ya no cabía: quedaban {rest} y cuesta {cost}.",
        "few_points": "La apoyaron {supporters}, menos de lo que piden las reglas.",
        "ended": "La elección había terminado antes de llegar a ella.",
        "excluded": "Su grupo ya había recibido lo más que le tocaba.",
        "enough_cost": "Con un costo de {enough_cost} habría ganado; con más ya no.",
        "enough_supporters": "También si otros {enough_supporters} votantes la hubieran apoyado solo a ella en vez de no apoyar nada.",
        "enough_supporters_one": "También si un votante más la hubiera apoyado solo a ella en vez de no apoyar nada.",
        "fixed_cost": "Con la misma parte para cada quien habría alcanzado para un costo de {enough_cost}; para más ya no.",
        "fixed_supporters": "También habría alcanzado si otros {enough_supporters} votantes la hubieran apoyado solo a ella en vez de no apoyar nada.",
        "fixed_supporters_one": "También habría alcanzado si un votante más la hubiera apoyado solo a ella en vez de no apoyar nada.",
        "order_cost": "Con un costo de {enough_cost} habría ganado; con más ya no.",
        "order_supporters": "Habría ganado con {enough_supporters} puntos más.",
        "order_supporters_one": "Habría ganado con un punto más.",
        "group": "{value} ({column}): {got} en proyectos elegidos.",
        "group_least": "Para {value} ({column}) se apartaron {least}; lo elegido cuesta {got}.",
        "group_short": "Para {value} ({column}) se apartaron {least}; se eligieron proyectos por {got} y el resto volvió a todos.",
        "group_most": "Para {value} ({column}) eran {most} cuando más; lo elegido cuesta {got}.",
        "tried_voters": "Se probó: con {voters} votantes más solo por ella, gana.",
        "tried_cost": "Se probó: con un costo de {cost}, gana.",
        "tried_money": "Se probó: con {money} más de presupuesto, gana.",
        "same": "Por número de votos se habría elegido lo mismo.",
        "greedy": "Por número de votos se habrían elegido {there}; aquí, {here}. Solo aquí: {only_here}. Solo allá: {only_there}.",
        "reached": "Con algo de lo que apoyaron quedan {reached} de {voters} votantes; por número de votos serían {reached_there}.",
        "better": "A {better} les toca más dinero en lo que apoyaron, a {worse} menos.",
        "none": "nada",
    },
    "en": {
        "share": "Each voter had {share} to pay for what they supported. {voters} voted; {rest} were left.",
        "added": "Of that, {added} were added for everybody alike, so as to spend as much as possible.",
        "over": "With {unit} more for everybody {over} would have been spent: more than the budget.",
        "no_share": "{voters} voted; {rest} were left.",
        "paid_all": "{supporters} supported it: each paid {each} or less, and together they paid {cost}.",
        "paid_some": "{supporters} supported it: {whole} paid {each}, and {others} all they had left. Together they paid {cost}.",
        "completed": "It was chosen with what was left over, having most votes of what still fitted.",
        "in_order": "{supporters} supported it, and when its turn came it fitted: it costs {cost}.",
        "bounded": "{supporters} supported it: those who paid most gave {each}, and together they paid {paid} of {cost}; what was missing came from what is left over.",
        "nobody": "Nobody supported it.",
        "dearer": "It costs {cost}, more than the whole budget.",
        "too_few": "{supporters} supported it: all they had would not pay its cost, {cost}. In the end they had {had} left; {missing} were missing.",
        "short": "{supporters} supported it, who had paid for other projects: they had {had} left and it costs {cost}. {missing} were missing.",
        "spent": "Those who supported it ({supporters}) had nothing left.",
        "no_room": "{supporters} supported it, but it did not fit any more: {rest} were left and it costs {cost}.",
        "few_points": "{supporters} supported it, fewer than the rules ask for.",
        "ended": "The choice had ended before its turn.",
        "excluded": "Its group had got the most that it may get.",
        "enough_cost": "At a cost of {enough_cost} it would have won; at any more it would not.",
        "enough_supporters": "Also if {enough_supporters} other voters had supported it alone instead of nothing.",
        "enough_supporters_one": "Also if one more voter had supported it alone instead of nothing.",
        "fixed_cost": "With the same share for each voter it could have been paid at a cost of {enough_cost}, and at no more.",
        "fixed_supporters": "It could also have been paid if {enough_supporters} other voters had supported it alone instead of nothing.",
        "fixed_supporters_one": "It could also have been paid if one more voter had supported it alone instead of nothing.",
        "order_cost": "At a cost of {enough_cost} it would have won; at any more it would not.",
        "order_supporters": "It would have won with {enough_supporters} more points.",
        "order_supporters_one": "It would have won with one more point.",
        "group": "{value} ({column}): {got} for the projects chosen.",
        "group_least": "{least} were set aside for {value} ({column}); what was chosen costs {got}.",
        "group_short": "{least} were set aside for {value} ({column}); {got} went to projects, and the rest back to all.",
        "group_most": "{value} ({column}) could get {most} at the most; what was chosen costs {got}.",
        "tried_voters": "Tried: with {voters} more voters for it alone, it wins.",
        "tried_cost": "Tried: at a cost of {cost}, it wins.",
        "tried_money": "Tried: with {money} more of budget, it wins.",
        "same": "By number of votes the same would have been chosen.",
        "greedy": "By number of votes {there} would have been chosen; here {here}. Only here: {only_here}. Only there: {only_there}.",
        "reached": "{reached} of {voters} voters have something that they supported; by number of votes it would be {reached_there}.",
        "better": "For {better} more money goes to what they supported, for {worse} less.",
        "none": "nothing",
    },
}


class Teller:
    """Says an explanation in one language; `money` stands before every amount."""

    def __init__(self, election: Election, explanation: Explanation, language: str = "es", money: str = "$") -> None:
        self._election, self._explained, self._money = election, explanation, money
        self._words = WORDS[language]

    def summary(self) -> list[str]:
        """Say what everybody had, and how the result differs from greedy."""
        told, greedy = self._explained, self._explained.greedy
        lines = [self._say("no_share" if told.share is None else "share", share=told.share, rest=told.rest)]
        if told.added:
            lines.append(self._say("added", added=told.added))
        if told.over is not None:
            lines.append(self._say("over", over=told.over, unit=self._election.unit))
        lines += [line for one in told.groups for line in self._group(one)]
        if not greedy.only_here and not greedy.only_there:
            return [*lines, self._say("same")]
        names = {"only_here": self._names(greedy.only_here), "only_there": self._names(greedy.only_there)}
        lines.append(self._say("greedy", here=len(told.won), there=len(greedy.winners), **names))
        lines.append(self._say("reached", reached=greedy.reached, reached_there=greedy.reached_there))
        return [*lines, self._say("better", better=greedy.better, worse=greedy.worse)]

    def _group(self, one: Served) -> list[str]:
        facts = asdict(one)
        lines = [self._say("group_short" if one.got < one.least else "group_least", **facts)] if one.least else []
        lines += [] if one.most is None else [self._say("group_most", **facts)]
        return lines or [self._say("group", **facts)]

    def won(self, one: Won) -> list[str]:
        """Say how a winner was paid."""
        if one.completed:
            return [self._say("completed")]
        if one.each is None or one.whole is None:
            return [self._say("in_order", **asdict(one))]
        if one.paid is not None and one.paid < one.cost:
            return [self._say("bounded", **asdict(one))]
        key = "paid_all" if one.whole in (0, one.supporters) else "paid_some"
        return [self._say(key, **asdict(one), others=one.supporters - one.whole)]

    def lost(self, one: Lost, tried: Tried | None = None) -> list[str]:
        """Say why a project lost, and what would have made it win."""
        facts: dict[str, Any] = {**asdict(one), "rest": self._explained.rest}
        lines = [self._say(one.why, **facts, missing=one.cost - (one.had or 0))]
        told = "order" if self._explained.share is None else "fixed" if self._explained.fixed else "enough"
        for key in ("cost", "supporters"):
            if facts[f"enough_{key}"]:
                suffix = "_one" if key == "supporters" and facts["enough_supporters"] == 1 else ""
                lines.append(self._say(f"{told}_{key}{suffix}", **facts))
        for key, value in asdict(tried).items() if tried else ():
            if value:
                lines.append(self._say(f"tried_{key}", **{key: value}))
        return lines

    def _names(self, ids: tuple[str, ...]) -> str:
        return ", ".join(ids) or self._words["none"]

    def _say(self, key: str, **facts: Any) -> str:
        told = {"voters": self._explained.voters, **facts}
        shown = {
            name: self._amount(value) if name in AMOUNTS else f"{value:,}" if isinstance(value, int) else value
            for name, value in told.items()
            if value is not None
        }
        return self._words[key].format(**shown)

    def _amount(self, amount: int) -> str:
        whole, rest = divmod(amount, self._election.unit)
        digits = len(str(self._election.unit)) - 1
        return f"{self._money}{whole:,}" + (f".{rest:0{digits}}" if rest else "")


def told(
    election: Election, explanation: Explanation, tried: Mapping[str, Tried] | None = None, money: str = "$"
) -> dict[str, Any]:
    """Return the explanation as plain values: figures in the source's unit, and sentences in each language."""
    tried = tried or {}
    tellers = {language: Teller(election, explanation, language, money) for language in LANGUAGES}

    def entry(one: Won | Lost) -> dict[str, Any]:
        values = asdict(one)
        return {
            key: election.written(value) if key in FIGURES and value is not None else value
            for key, value in values.items()
        }

    def group(one: Served) -> dict[str, Any]:
        most = None if one.most is None else election.written(one.most)
        return asdict(one) | {"least": election.written(one.least), "most": most, "got": election.written(one.got)}

    return {
        "voters": explanation.voters,
        "share": None if explanation.share is None else election.written(explanation.share),
        "rest": election.written(explanation.rest),
        "summary": {language: teller.summary() for language, teller in tellers.items()},
        "won": [
            entry(one) | {language: teller.won(one) for language, teller in tellers.items()} for one in explanation.won
        ],
        "lost": [
            entry(one)
            | ({"tried": asdict(tried[one.project])} if one.project in tried else {})
            | {language: teller.lost(one, tried.get(one.project)) for language, teller in tellers.items()}
            for one in explanation.lost
        ],
        "share_is_fixed": explanation.fixed,
        "groups": [group(one) for one in explanation.groups],
        "greedy": asdict(explanation.greedy),
    }
