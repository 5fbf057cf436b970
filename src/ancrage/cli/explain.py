"""`ancrage explain PATH... NAME`: how a figure or a finding is obtained, down to the lines of the files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from ancrage.cli.exits import Exit
from ancrage.cli.loading import BadAnswers, load, no_firm, progress, say
from ancrage.findings import Evidence, Finding, Input, evidence_cents
from ancrage.firm import Firm
from ancrage.firm.figures import RULES, TAX_RETURN, Rule, prove
from ancrage.money import Euros
from ancrage.roadmap.audit import audit
from ancrage.roadmap.report.figure_words import named, rule_said
from ancrage.text import Language, Text, render, t, tn
from ancrage.world import world_on

LINES_SHOWN = 20


def run(options: argparse.Namespace, language: Language) -> Exit:
    """Print where a number comes from."""
    with progress(language, quiet=options.quiet) as tell:
        try:
            reading = load(options, tell)
        except BadAnswers as error:
            say(error.text, language)
            return Exit.BAD_ANSWERS
        if reading.firm is None:
            return no_firm(reading, language)
        firm = reading.firm
        rules = RULES | TAX_RETURN
        if options.name in rules:
            _figure(firm, options.name, rules[options.name], language)
            return Exit.OK
        findings = audit(firm, world_on(date.today()), progress=tell).findings  # noqa: DTZ011
    finding = next((f for f in findings if f.code == options.name), None)
    if finding is None:
        say(
            t(
                "Aucun chiffre ni constat ne s’appelle « {name} ». Noms possibles :",
                name=options.name,
            ),
            language,
        )
        say(t("• chiffres : {names}", names=", ".join(sorted(rules))), language)
        say(
            t(
                "• constats de cette entreprise : {names}",
                names=", ".join(sorted(f.code for f in findings)),
            ),
            language,
        )
        return Exit.UNKNOWN_NAME
    _finding(finding, language)
    return Exit.OK


def _show(text: Text, language: Language) -> None:
    print(render(text, language))  # noqa: T201


def _figure(firm: Firm, name: str, rule: Rule, language: Language) -> None:
    label = next(label for code, label, _ in named() if code == name)
    _show(t("{name} ({label})", name=name, label=label), language)
    _show(rule_said(rule), language)
    for year in firm.years:
        proof = prove(firm, year, rule)
        amount = Euros(evidence_cents(proof), exact=True)
        _show(t("Exercice clos le {day} : {amount}", day=year.end, amount=amount), language)
        _evidence(proof, language)


def _finding(finding: Finding, language: Language) -> None:
    _show(finding.title, language)
    _show(finding.reason, language)
    if finding.stake is not None:
        stake = finding.stake
        _show(
            t(
                "Enjeu par an : {central}, entre {low} et {high}",
                central=Euros.of(stake.central, exact=True),
                low=Euros.of(stake.low, exact=True),
                high=Euros.of(stake.high, exact=True),
            ),
            language,
        )
        _show(t("Formule : {formula}", formula=stake.formula), language)
        for entry in stake.inputs:
            _input(entry, language)
    _show(t("Confiance : {reason}", reason=finding.confidence.reason), language)
    _show(t("Preuves :"), language)
    _evidence(finding.evidence, language)


def _input(entry: Input, language: Language) -> None:
    origin = {
        "books": t("vos comptes"),
        "answer": t("votre réponse"),
        "default": t("valeur par défaut"),
    }[entry.origin]
    _show(
        t(
            "  {name} = {value} ({label} ; {origin})",
            name=entry.name,
            value=f"{entry.value:.10g}",
            label=entry.label,
            origin=origin,
        ),
        language,
    )
    _evidence(entry.evidence, language, indent="    ")


def _evidence(pieces: Sequence[Evidence], language: Language, indent: str = "  ") -> None:
    for piece in pieces:
        shown = ", ".join(str(line) for line in piece.lines[:LINES_SHOWN])
        more = len(piece.lines) - LINES_SHOWN
        text = tn(
            "{indent}{file} : {count} ligne, {amount} : {lines}",
            "{indent}{file} : {count} lignes, {amount} : {lines}",
            len(piece.lines),
            indent=indent,
            file=piece.file,
            amount=Euros(piece.amount_cents, exact=True),
            lines=shown + (f", … (+{more})" if more > 0 else ""),
        )
        _show(text, language)
