"""What moderation keeps; one module per subject, this front door for all."""

from .appeal import Appeal
from .case import Case, CaseEvent
from .decision import Decision, LogTail, broken_links
from .memory import Brake, Fingerprint, Learned
from .notice import MailChoice, Notice
from .policy import Policy
from .report import Report
from .rule import Rule, rules_changed
from .sanction import Sanction, standing_of

__all__ = [
    "Appeal",
    "Brake",
    "Case",
    "CaseEvent",
    "Decision",
    "Fingerprint",
    "Learned",
    "LogTail",
    "MailChoice",
    "Notice",
    "Policy",
    "Report",
    "Rule",
    "Sanction",
    "broken_links",
    "rules_changed",
    "standing_of",
]
