"""What a check is: a function with a name, and when it may be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..submission import Submission
from ..verdict import Finding


@dataclass(frozen=True)
class Check:
    """One step of the pipeline. A rating without text meets only the checks that are not about text."""

    name: str
    look: Callable[[Submission], Finding | None]
    for_ratings: bool = False
    skippable: bool = True

    def applies(self, submission: Submission) -> bool:
        """Whether the check has a say: about text only with text, and not where the site trusts the author."""
        if not submission.words and not self.for_ratings:
            return False
        skipped = self.skippable and self.name in submission.policy.trusted_skip
        return not (skipped and submission.is_trusted)
