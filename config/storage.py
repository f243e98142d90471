"""Where static files are kept: under names that change with their contents."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Our scripts name each other, so these names change too. Packages' are left alone: some name files that they lack."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "flock/js/*.js",
            ((r"""(?P<matched>\b(?P<word>import|from)\s*["'](?P<url>\./[^"']+)["'])""", '%(word)s "%(url)s"'),),
        ),
    )
