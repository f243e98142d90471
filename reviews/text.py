"""Members' texts: a small Markdown with spoiler passages, rendered to safe HTML or cut down to a plain preview."""
