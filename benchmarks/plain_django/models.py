"""Firms, who may see them, their suppliers."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models


class Firm(models.Model):
    """A firm."""

    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Who may see a firm."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"{self.user} · {self.firm}"


class Supplier(models.Model):
    """One line of the list; the first cells of ours."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=40)
    two_years_ago = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    last_year = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    share = models.FloatField(null=True)

    class Meta:  # noqa: D106 (Django's own)
        ordering = ("-amount",)
        indexes = (models.Index(fields=["firm", "-amount"], name="largest_first"),)

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> float | None:
        """The share, in hundredths."""
        return None if self.share is None else self.share * 100
