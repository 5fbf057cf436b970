"""People, firms, and who may do what in which."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django_scopes import ScopedManager

from ancrage.web.ids import new_id
from ancrage.web.people.roles import Role
from ancrage.web.scope import FirmRows

LANGUAGES = [("fr", "Français"), ("en", "English"), ("fr-ca", "Français (Québec)")]
INVITATION_DAYS = 14
ENTRY_MINUTES = 24 * 60


class Users(BaseUserManager["User"]):
    """Makes people; the address is the name they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person with this address; without a password, nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


class Firm(models.Model):
    """A firm whose files are studied here; its means are what the owner can give to the plan."""

    id = models.CharField(primary_key=True, max_length=12, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    siren = models.CharField(max_length=9, blank=True)
    hours_per_month = models.FloatField(null=True, blank=True)
    budget_eur = models.FloatField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = ScopedManager(firm="pk")

    def __str__(self) -> str:
        return self.name


class Membership(FirmRows):
    """A person's role in a firm."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=[(role.value, role.value) for role in Role])
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "user"], name="one_role_each")]


def _in_days() -> Any:
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(FirmRows):
    """A link sent to somebody to join a firm; only the hash of its secret is kept."""

    id = models.CharField(primary_key=True, max_length=12, default=new_id, editable=False)
    email = models.EmailField()
    role = models.CharField(max_length=8, choices=[(role.value, role.value) for role in Role])
    secret_hash = models.CharField(max_length=64)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_in_days)


class ApiToken(FirmRows):
    """A secret that lets a program act as a person in one firm; only its hash is kept."""

    id = models.CharField(primary_key=True, max_length=12, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64)
    writes = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)


class EntryLink(models.Model):
    """The one-time link that the local start prints; only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
