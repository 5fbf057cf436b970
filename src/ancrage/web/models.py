"""Every table, gathered for Django; each lives beside the feature it serves."""

from ancrage.web.answers.models import Answer
from ancrage.web.archives.models import Export
from ancrage.web.goods.models import AlertMail, Raise
from ancrage.web.identities.models import IdentityDecision
from ancrage.web.imports.models import Chunk, Import, SheetRule, Source
from ancrage.web.jobs.models import Job, Lease, StepDone
from ancrage.web.journal.models import Event
from ancrage.web.people.models import ApiToken, EntryLink, Firm, Invitation, Membership, User
from ancrage.web.reports.models import Report
from ancrage.web.steps.models import StepState
from ancrage.web.studies.models import Study, StudyPage, StudyProof

__all__ = [
    "AlertMail",
    "Answer",
    "ApiToken",
    "Chunk",
    "EntryLink",
    "Event",
    "Export",
    "Firm",
    "IdentityDecision",
    "Import",
    "Invitation",
    "Job",
    "Lease",
    "Membership",
    "Raise",
    "Report",
    "SheetRule",
    "Source",
    "StepDone",
    "StepState",
    "Study",
    "StudyPage",
    "StudyProof",
    "User",
]
