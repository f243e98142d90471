"""Where static files are kept: under names that change with their contents."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Our scripts name each other, and there the names change too. Packages' scripts are left as they are."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "flock/js/*.js",
            ((r"""(?P<matched>\b(?P<word>import|from)\s*["'](?P<url>\./[^"']+)["'])""", '%(word)s "%(url)s"'),),
        ),
    )
