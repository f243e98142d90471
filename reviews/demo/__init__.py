"""The demo: a made-up community, so that somebody who tries the site sees what it is for.

`build` makes the same members, ratings, reviews, comments and reports on every site that has the films, through the
methods that members use; `clear` takes exactly that away. Whatever belongs to it hangs on users with `is_demo`.
"""

from .build import DemoNotPossible, build
from .clear import Answered, clear

__all__ = ["Answered", "DemoNotPossible", "build", "clear"]
