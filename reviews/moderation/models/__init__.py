"""What moderation keeps; one module per subject, this front door for all."""

from .appeal import Appeal
from .case import Case, CaseEvent
from .chain import broken_links
from .decision import Decision, LogTail
from .memory import Brake, Fingerprint, Learned
from .notice import MailChoice, Notice
from .policy import Policy
from .report import Report
from .rule import Rule, rules_changed
from .sanction import Sanction, standing_of
from .words import DecisionWords

__all__ = [
    "Appeal",
    "Brake",
    "Case",
    "CaseEvent",
    "Decision",
    "DecisionWords",
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
