"""What pages weigh on their way, by kind: `python -m tests.look.weigh http://127.0.0.1:8000/ http://…`.

Compressed bytes as Chromium receives them from the production server, with an empty cache, headers included.
"""

import sys
from collections import Counter

from playwright.sync_api import sync_playwright

from tests.browser import QUIET, chromium

KINDS = {"text/html": "HTML", "text/css": "CSS", "text/javascript": "JS"}  # what is no picture


def main(addresses):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for address in addresses:
            weights = weigh(browser, address)
            figures = ", ".join(f"{kind} {bytes_ / 1000:.1f}" for kind, bytes_ in sorted(weights.items()))
            plain = sum(weights.values()) - weights["images"]
            sys.stdout.write(f"{address}: {figures}; without images {plain / 1000:.1f} KB\n")
        browser.close()


def weigh(browser, address):
    """Bytes by kind, of everything down to the foot of the page on a phone."""
    tab = browser.new_page(viewport={"width": 390, "height": 844})
    kinds, weights = {}, Counter()
    wire = tab.context.new_cdp_session(tab)
    wire.send("Network.enable")
    wire.on(
        "Network.responseReceived", lambda event: kinds.__setitem__(event["requestId"], event["response"]["mimeType"])
    )
    wire.on(
        "Network.loadingFinished",
        lambda event: weights.update({KINDS.get(kinds.get(event["requestId"]), "images"): event["encodedDataLength"]}),
    )
    tab.goto(address, wait_until="networkidle")
    tab.close()
    return weights


if __name__ == "__main__":
    main(sys.argv[1:])
