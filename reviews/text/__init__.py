"""Members' texts: a small Markdown with spoiler passages, rendered to safe HTML or cut down to a plain preview."""

from .clean import clean
from .render import excerpt, labelled, preview, render

__all__ = ["clean", "excerpt", "labelled", "preview", "render"]
