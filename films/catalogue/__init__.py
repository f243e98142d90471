"""The catalogue's writer: every source of facts ends in `save`.

    record -> matching (which film?) -> merge (all that its sources say) -> writer (the rows that differ)

The result depends on the set of sources, not on their order, and what an editor changed by hand stays changed.
"""

from .matching import Uncertain
from .named import under
from .payload import from_payload, to_payload
from .people import save_people
from .save import Outcome, save

__all__ = ["Outcome", "Uncertain", "from_payload", "save", "save_people", "to_payload", "under"]
