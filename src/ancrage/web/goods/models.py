"""Who asked to be told by mail of what a study brings, and the raises of stock that the firm follows."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ancrage.web.scope import FirmRows


class AlertMail(FirmRows):
    """A member who asked for alerts of a firm by mail. Without this row nobody is written to.

    Args:
        told: what this member knows already: key of the alarm to the last day on which a study still held it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told = models.JSONField(default=dict)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "user"], name="alert_mail_once")]


class RaiseState(models.TextChoices):
    """Where a raise stands."""

    ADVISED = "advised"
    TAKEN = "taken"
    ENDED = "ended"
    ASIDE = "aside"


class Raise(FirmRows):
    """A stock raised for a time: advised by a study, taken or set aside by the owner, ended on a day.

    Args:
        item, name, supplier: as the files write them; `item_slug` and `supplier_slug` tell them from one study to the next.
        supplier_key: under which what is said of the supplier is kept.
        units: asked for by the last study that advised it, or by the one that was followed; in whole packs.
        advised_on: day of the study that advised it first.
        advised_last: day of the last study that did, or whose reason for it still held.
        gone_on: day of the first study since then whose reason for it was gone.
        until: day on which it ends, or comes back to be looked at.
        review: whether nothing known ends it, so that `until` is a day to look at it again.
        slow: whether the reason is a supplier that slows down, or a way that is closed.
        level: units under which to order once it has ended, as of the last study; None: unknown.
        asked: what studies asked for until it was taken, the oldest first: [{day, units, by, until}].
        taken_from: "owner", or "files" where orders found there reach the units asked.
        orders: those orders: [{day, units}].
        counted_from: day from which orders are looked at, since the owner said of earlier ones that they were not it.
        kept_on: day on which the owner prolonged it; a reason gone before then is not told again.
        before: what the last thing that the owner said changed, to take it back; {} where there is nothing to take back.
    """

    item = models.CharField(max_length=200)
    item_slug = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    supplier = models.CharField(max_length=200)
    supplier_slug = models.CharField(max_length=60)
    supplier_key = models.CharField(max_length=250)
    state = models.CharField(max_length=7, choices=RaiseState.choices, default=RaiseState.ADVISED)
    units = models.PositiveIntegerField()
    advised_on = models.DateField()
    advised_last = models.DateField()
    gone_on = models.DateField(null=True, blank=True)
    until = models.DateField()
    review = models.BooleanField(default=False)
    slow = models.BooleanField(default=False)
    level = models.PositiveIntegerField(null=True, blank=True)
    asked = models.JSONField(default=list)
    taken_on = models.DateField(null=True, blank=True)
    taken_from = models.CharField(max_length=5, blank=True)
    orders = models.JSONField(default=list, blank=True)
    counted_from = models.DateField(null=True, blank=True)
    kept_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["firm", "state"], name="raise_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "item_slug", "supplier_slug"],
                condition=models.Q(state__in=["advised", "taken"]),
                name="raise_open_once",
            )
        ]
