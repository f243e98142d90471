"""The pages of moderation; one module per subject."""
