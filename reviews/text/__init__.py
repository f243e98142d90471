"""Members' texts: a small Markdown with spoiler passages, rendered to safe HTML or cut down to a plain preview."""

from .clean import clean
from .render import labelled, preview, rendered

__all__ = ["clean", "labelled", "preview", "rendered"]
