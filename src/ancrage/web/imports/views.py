"""Données: dropping files, looking at what was recognised, importing, undoing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, urlencode

from ancrage.text import Language, t, tn
from ancrage.web.ids import new_id
from ancrage.web.imports import recognised, service
from ancrage.web.imports.columns import Unsaid, form, rule_of, sheet_of
from ancrage.web.imports.models import Import, Source, State
from ancrage.web.imports.software import software
from ancrage.web.jobs.models import OPEN, Job
from ancrage.web.jobs.shown import shown
from ancrage.web.pager import pager
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.firms import new_firm
from ancrage.web.people.roles import Permission
from ancrage.web.saying import said, say, size
from ancrage.web.studies.pages import page

MOST_FILES = 2000
ROWS = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The tables that people fill in by hand, in the order in which they are of use.
TEMPLATES_SAID = (
    ("stock", t("Stock")),
    ("products", t("Articles")),
    ("purchase_orders", t("Commandes aux fournisseurs")),
    ("receipts", t("Réceptions")),
    ("suppliers", t("Fournisseurs")),
    ("customers", t("Clients")),
    ("orders", t("Commandes des clients")),
    ("order_lines", t("Lignes de commande des clients")),
    ("payouts", t("Versements des places de marché")),
    ("searches", t("Recherches")),
    ("indices", t("Indices suivis")),
)
TOGETHER = 6  # files from which a drop is one import


@firm_page(Permission.READ)
def data(request: FirmRequest) -> HttpResponse:
    """The files of the firm, and the place to drop more."""
    language, base = request.language, request.base
    # Before the files: work that ends in between is then followed, not missed.
    jobs = list(Job.objects.filter(state__in=OPEN).order_by("created_at"))
    everything = list(Import.objects.select_related("dropped_by").order_by("-dropped_at"))
    waiting = [i for i in everything if i.state != State.IMPORTED]
    ready = [i for i in waiting if i.state == State.READY]
    readings = {
        job.subject: job
        for job in Job.objects.filter(kind="read", subject__in=[i.pk for i in waiting])
    }
    unread = page("unread", language) or {}
    context = {
        "upload_url": f"{base}data/upload/",
        "waiting": [recognised.line(i, language, base, readings.get(i.pk)) for i in waiting],
        "batch_form": {"url": f"{base}data/accept/", "count": len(ready)}
        if len(ready) > 1
        else None,
        "clear_url": f"{base}data/clear/" if any(i.state == State.REFUSED for i in waiting) else "",
        "imports": [
            recognised.line(i, language, base) for i in everything if i.state == State.IMPORTED
        ],
        "problems_table_url": f"{base}tables/problems/" if unread.get("count") else "",
        "unread_said": unread.get("said", ""),
        "empty": not everything,
        "software": software(language),
        "templates": [
            {"label": say(label, language), "url": f"{base}data/templates/{name}.xlsx"}
            for name, label in TEMPLATES_SAID
        ],
        "jobs": [shown(job, base, language) for job in jobs],
    }
    return render(request, "data.html", context)


@firm_page(Permission.BRING, "POST")
def upload(request: FirmRequest) -> HttpResponse:
    """Receive dropped files. A script gets the address to go to next, a form goes there."""
    files = request.FILES.getlist("files")
    batch = new_id()
    problem = _too_much(request, files)
    if problem:
        if _by_script(request):
            return JsonResponse({"error": problem}, status=400)
        messages.error(request, problem)
        return redirect(f"{request.base}data/")
    if len(files) >= TOGETHER:
        folder = request.POST.get("folder", "").strip()
        several = tn("{count} fichier", "{count} fichiers", len(files))
        name = folder or say(several, request.language)
        received = [service.receive_together(files, name, batch, request.user.pk)]
    else:
        received = [service.receive(file, batch, request.user.pk) for file in files]
    url = f"{request.base}data/"
    if len(received) == 1:
        url += f"{received[0].pk}/"
    return JsonResponse({"url": url}) if _by_script(request) else redirect(url)


def rows_pages(source: Source, table: str) -> int:
    """Pages of a table of a source, from what its preview counted."""
    sources = source.of.preview.get("sources", ())
    found = next((s for s in sources if s["position"] == source.position), None)
    count = found["tables"].get(table, {}).get("rows", 0) if found else 0
    return -(-count // ROWS) or 1


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _too_much(request: FirmRequest, files: list[Any]) -> str:
    language = request.language
    if not files:
        return say(t("Choisissez au moins un fichier."), language)
    if len(files) > MOST_FILES:
        return say(t("Déposez au plus {count} fichiers à la fois.", count=MOST_FILES), language)
    return next((why for file in files if (why := too_heavy(file, language))), "")


def too_heavy(file: UploadedFile[Any], language: Language) -> str:
    """Why a file is not received, "" where it is."""
    if (file.size or 0) <= settings.LARGEST_UPLOAD:
        return ""
    limit = size(settings.LARGEST_UPLOAD, language)
    name = service.clean_name(file.name or "")
    return say(
        t("{file} est trop lourd : la limite est de {limit}.", file=name, limit=limit), language
    )


@firm_page(Permission.READ)
def preview(request: FirmRequest, import_id: str) -> HttpResponse:
    """What a dropped file is, and what importing it would change."""
    language, base = request.language, request.base
    # Before the file, as on the page of all files.
    job = Job.objects.filter(kind="read", subject=import_id, state__in=OPEN).first()
    dropped: Import = get_object_or_404(Import.objects.select_related("dropped_by"), pk=import_id)
    ready = dropped.state == State.READY
    question = service.must_confirm(dropped) if ready else None
    context = {
        "it": recognised.whole(dropped, language),
        "sources": recognised.sources(dropped, language, base),
        "changes": [said(change, language) for change in dropped.preview.get("changes", ())],
        "accept": {
            "url": f"{base}data/{dropped.pk}/accept/",
            "label": say(t("Importer"), language),
            "confirm": say(question, language) if question else "",
        }
        if ready and request.may(Permission.BRING)
        else None,
        "leave_url": f"{base}data/{dropped.pk}/leave/" if dropped.state != State.IMPORTED else "",
        "new_firm": {
            "url": f"{base}data/{dropped.pk}/new-firm/",
            "label": say(t("Créer une entreprise pour ce fichier"), language),
        }
        if ready and (question or _other_siren(dropped, request.firm.siren))
        else None,
        "undo_url": f"{base}data/{dropped.pk}/undo/" if dropped.state == State.IMPORTED else None,
        "job": shown(job, base, language) if job else None,
    }
    return render(request, "import.html", context)


def _other_siren(dropped: Import, ours: str) -> bool:
    theirs = dropped.preview.get("siren", "")
    return bool(theirs and ours and theirs != ours)


@firm_page(Permission.READ)
def rows(request: FirmRequest, import_id: str, position: int, table: str) -> HttpResponse:
    """What one file gave to one table, row by row, each with its sheet and line."""
    from ancrage.web.imports.rows import grid_of  # noqa: PLC0415 (Polars: only for rows)

    source = get_object_or_404(Source, of_id=import_id, position=position)
    shown_page = pager(request, rows_pages(source, table))
    grid = grid_of(source, table, shown_page["page"], request.language)
    if grid is None:
        raise Http404
    context = {
        "grid": grid,
        "pager": shown_page,
        "said": source.name,
        "csv_url": "",
        "back_url": f"{request.base}data/{import_id}/",
    }
    return render(request, "table.html", context)


@firm_page(Permission.READ)
def columns(request: FirmRequest, import_id: str, position: int, number: int) -> HttpResponse:
    """What the columns of a sheet are, to say or to correct."""
    dropped: Import = get_object_or_404(Import, pk=import_id)
    sheet = sheet_of(dropped.preview, position, number)
    if sheet is None:
        raise Http404
    open_state = dropped.state in {State.ASKING, State.READY}
    context = {
        "file": sheet["file"],
        "sheet": sheet["sheet"],
        "form": form(sheet, request.GET.get("table", ""), request.language),
        "samples": sheet["samples"],
        "columns": sheet["columns"],
        "url": f"{request.base}data/{import_id}/columns/{position}/{number}/said/"
        if open_state and request.may(Permission.BRING)
        else "",
        "closed": not open_state,
        "back_url": f"{request.base}data/{import_id}/",
    }
    return render(request, "columns.html", context)


@firm_page(Permission.BRING, "POST")
def say_columns(request: FirmRequest, import_id: str, position: int, number: int) -> HttpResponse:
    """Keep what the columns are, and read the file again."""
    dropped: Import = get_object_or_404(Import, pk=import_id)
    sheet = sheet_of(dropped.preview, position, number)
    if sheet is None:
        raise Http404
    name = f"{sheet['file']} › {sheet['sheet']}" if sheet["sheet"] else sheet["file"]
    try:
        rule = rule_of(sheet, request.POST.dict())
        service.say_columns(dropped, sheet["shape"], name, rule, request.user.pk)
    except (Unsaid, service.NotNow) as error:
        messages.warning(request, say(error.reason, request.language))
        table = request.POST.get("table", "")
        back = f"{request.base}data/{import_id}/columns/{position}/{number}/"
        return redirect(f"{back}?{urlencode({'table': table})}" if table else back)
    messages.success(
        request,
        say(
            t("C’est noté. Le fichier est relu ; les prochains de même forme le seront ainsi."),
            request.language,
        ),
    )
    return redirect(f"{request.base}data/{import_id}/")


@firm_page(Permission.READ)
def template(request: FirmRequest, name: str) -> HttpResponse:
    """A spreadsheet to fill in for one table."""
    from ancrage.firm.mapping.templates import TEMPLATES, xlsx_template  # noqa: PLC0415

    if name not in {table.name for table in TEMPLATES}:
        raise Http404
    content = xlsx_template(name, request.language)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"ancrage-{name}.xlsx")
    return response


@firm_page(Permission.BRING, "POST")
def accept(request: FirmRequest, import_id: str) -> HttpResponse:
    """Import one file."""
    get_object_or_404(Import, pk=import_id)
    try:
        done = service.accept(
            import_id, request.user.pk, confirmed=request.POST.get("confirmed") == "yes"
        )
    except service.NotNow as error:
        messages.warning(request, say(error.reason, request.language))
        return redirect(f"{request.base}data/{import_id}/")
    messages.success(
        request,
        say(t("{file} est importé. L’étude se met à jour.", file=done.name), request.language),
    )
    _tell_unsaid(request, [done])
    return redirect(f"{request.base}data/")


def _tell_unsaid(request: FirmRequest, done: Sequence[Import]) -> None:
    """The lists that go on waiting once the rest of their folder is imported."""
    count = sum(len(service.unsaid(each)) for each in done)
    if count:
        waits = tn(
            "{count} tableau attend ci-dessous que vous disiez ce que sont ses colonnes.",
            "{count} tableaux attendent ci-dessous que vous disiez ce que sont leurs colonnes.",
            count,
        )
        messages.info(request, say(waits, request.language))


@firm_page(Permission.BRING, "POST")
def accept_all(request: FirmRequest) -> HttpResponse:
    """Import every file that is ready; those that cannot be stay, with the reason."""
    done = []
    for dropped in Import.objects.filter(state=State.READY).order_by("dropped_at", "pk"):
        try:
            done.append(service.accept(dropped.pk, request.user.pk))
        except service.NotNow as error:
            reason = t("{file} : {reason}", file=dropped.name, reason=error.reason)
            messages.warning(request, say(reason, request.language))
    if done:
        imported = tn("{count} fichier importé.", "{count} fichiers importés.", len(done))
        messages.success(request, say(imported, request.language))
    _tell_unsaid(request, done)
    return redirect(f"{request.base}data/")


@firm_page(Permission.BRING, "POST")
def leave(request: FirmRequest, import_id: str) -> HttpResponse:
    """Leave a file that is not imported."""
    with transaction.atomic():
        dropped: Import = get_object_or_404(
            Import.objects.select_for_update().exclude(state=State.IMPORTED), pk=import_id
        )
        service.leave(dropped, request.user.pk)
    messages.success(
        request, say(t("{file} est laissé de côté.", file=dropped.name), request.language)
    )
    return redirect(f"{request.base}data/")


@firm_page(Permission.BRING, "POST")
def clear(request: FirmRequest) -> HttpResponse:
    """Take the refused files off the list; nothing of them was kept."""
    count = Import.objects.filter(state=State.REFUSED).delete()[1].get("web.Import", 0)
    cleared = tn("{count} fichier refusé effacé.", "{count} fichiers refusés effacés.", count)
    messages.success(request, say(cleared, request.language))
    return redirect(f"{request.base}data/")


@firm_page(Permission.BRING, "POST")
def undo(request: FirmRequest, import_id: str) -> HttpResponse:
    """Undo an import."""
    with transaction.atomic():
        dropped: Import = get_object_or_404(
            Import.objects.select_for_update().filter(state=State.IMPORTED), pk=import_id
        )
        service.undo(dropped, request.user.pk)
    messages.success(
        request,
        say(t("{file} est retiré. L’étude se met à jour.", file=dropped.name), request.language),
    )
    return redirect(f"{request.base}data/")


@firm_page(Permission.BRING, "POST")
def move_to_new_firm(request: FirmRequest, import_id: str) -> HttpResponse:
    """Make a firm of its own for a file that belongs to another one."""
    with transaction.atomic():
        dropped: Import = get_object_or_404(
            Import.objects.select_for_update().filter(state__in=[State.READY, State.REFUSED]),
            pk=import_id,
        )
        siren = dropped.preview.get("siren", "")
        name = t("Entreprise {siren}", siren=siren) if siren else t("Nouvelle entreprise")
        firm = new_firm(say(name, request.language), request.user)
        moved = service.to_new_firm(dropped, firm, request.user.pk)
    return redirect(f"/f/{firm.pk}/data/{moved.pk}/")
