"""À commander: what to order, by supplier, to read and to take away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from ancrage.web.goods.models import Raise
from ancrage.web.goods.raises_pages import answered, left_to_order, on_purchases
from ancrage.web.goods.views import nothing
from ancrage.web.people.access import FirmRequest, firm_page
from ancrage.web.people.roles import Permission
from ancrage.web.studies.pages import latest, page

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@firm_page(Permission.READ)
def purchases(request: FirmRequest) -> HttpResponse:
    """What to order, supplier by supplier, and the raises of stock that are followed."""
    found = page("goods:purchases", request.language)
    if found is None:
        if not Raise.objects.exists():
            return nothing(request)
        found = {"suppliers": [], "known": ""}  # what is followed outlives the files
    base = request.base
    for group in found["suppliers"]:
        group["url"] = f"{base}goods/suppliers/{group['slug']}/"
        for line in group["lines"]:
            line["url"] = f"{base}goods/items/{line['page']}/" if line["page"] else ""
        group["pdf_url"] = f"{base}goods/purchases.pdf?supplier={group['slug']}"
    context = {
        "suppliers": found["suppliers"],
        "known": found["known"],
        "raises": on_purchases(found["suppliers"], base, request.language),
        "csv_url": f"{base}goods/purchases.csv",
        "xlsx_url": f"{base}goods/purchases.xlsx",
        "pdf_url": f"{base}goods/purchases.pdf",
        "back_url": f"{base}goods/",
    }
    return render(request, "goods_purchases.html", context)


@firm_page(Permission.READ)
def file(request: FirmRequest, kind: str) -> HttpResponse:
    """The list as a file, of one supplier (`supplier`, its slug) or of all; without what is ordered already."""
    found, study = page("goods:purchases", request.language), latest()
    if found is not None and study is not None:
        found = left_to_order(found, answered(), study.day)
    chosen = request.GET.get("supplier", "")
    groups = [
        group
        for group in (found or {"suppliers": ()})["suppliers"]
        if chosen in {"", group["slug"]}
    ]
    if kind not in TYPES or found is None or (chosen and not groups):
        raise Http404
    response = HttpResponse(_written(kind, groups, request), content_type=TYPES[kind])
    name = f"ancrage-commandes{'-' + chosen if chosen else ''}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _written(kind: str, groups: list[dict[str, Any]], request: FirmRequest) -> bytes:
    """The file; the writers are heavy, and loaded only here."""
    from ancrage.roadmap.stock import purchases as files  # noqa: PLC0415

    lines = [line for group in groups for line in group["lines"]]
    if kind == "csv":
        return files.as_csv(lines, request.language)
    if kind == "xlsx":
        return files.as_xlsx(lines, request.language)
    today: date = timezone.localdate()
    return files.as_pdf(lines, request.language, request.firm.name, today)
