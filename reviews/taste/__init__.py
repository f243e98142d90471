"""Which films are like which, worked out from ratings off the request (docs/suggestions.md), and whom that serves.

`ratings`, `arithmetic` and `work` need numpy; only the command `likeness` loads them, so no web worker carries it.
"""
