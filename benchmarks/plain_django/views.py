"""The list of suppliers, fifty a page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from benchmarks.plain_django.models import Firm, Supplier


@login_required
def suppliers(request: HttpRequest, firm_id: int) -> HttpResponse:
    """One page of the suppliers of a firm that this person may see."""
    firm = get_object_or_404(Firm, pk=firm_id, membership__user=request.user)
    found = Paginator(Supplier.objects.filter(firm=firm), 50)
    page = found.get_page(request.GET.get("page"))
    return render(request, "suppliers.html", {"firm": firm, "page": page})


def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers."""
    return HttpResponse("ok")
