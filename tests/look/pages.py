"""The table of pages and states that `make screenshots` photographs and tests/test_axe.py examines."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page in one state. `path` has the names of the scene in braces; `do` puts an opened page into the state.

    `examined` False: only photographed, because axe sees the like on another page.
    """

    name: str
    path: str
    who: str = "visitor"
    do: object = None
    examined: bool = True


def send(form, *texts):
    """Sends a form as it is, past the browser's own checks, so that the server's errors show."""

    def step(page):
        chosen = page.locator(form).first
        for field, text in texts:
            chosen.locator(field).first.evaluate("(field, text) => { field.value = text }", text)
        chosen.evaluate("form => form.noValidate = true")
        with page.expect_navigation():
            buttons = chosen.locator("button:not([value]), button[name=action], [type=submit]")
            buttons.locator("visible=true").last.click()

    return step


def click(selector, then=None):
    """Presses something that opens in place, and waits for what it opens."""

    def step(page):
        page.locator(selector).first.click()
        if then:
            page.locator(then).first.wait_for()

    return step


def type_into(selector, text, then):
    def step(page):
        page.locator(selector).locator("visible=true").first.press_sequentially(text)
        page.locator(then).first.wait_for()

    return step


def choose_rating(page):
    page.locator("#box-7").check(force=True)
    page.locator("#rate .alert").wait_for()


def open_all(page):
    """Every disclosure on the page: filters, spoilers, figures."""
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true })")


def post_to(path):
    """Posts a form there, as a page of the site would."""

    def step(page):
        with page.expect_navigation():
            page.evaluate(
                """path => {
                    const form = document.createElement("form");
                    const token = document.querySelector("[name=csrfmiddlewaretoken]");
                    form.method = "post"; form.action = path;
                    if (token) form.append(token.cloneNode());
                    document.body.append(form); form.submit();
                }""",
                path,
            )

    return step


PASSWORD = "correct horse battery"  # of all whom the scene makes
MEMBER, MODERATOR, SUSPENDED, GUARDED = "member", "moderator", "suspended", "guarded"


def confirm(page):
    """Says the password again, unless that was lately."""
    if page.locator("main [type=password]").count():
        send("main form", ("[type=password]", PASSWORD))(page)


# A site on its first day: no films, no people, no administrator.
EMPTY = [
    Page("empty-home", "/"),
    Page("empty-films", "/films/"),
    Page("empty-people", "/people/"),
    Page("empty-members", "/members/"),
    Page("empty-log", "/moderation/log/"),
    Page("setup", "/accounts/setup/{setup}/"),
    Page("setup-errors", "/accounts/setup/{setup}/", do=send("main form")),
]

PAGES = [
    # What everybody reads
    Page("home", "/"),
    Page("films", "/films/"),
    Page("films-filters", "/films/?genre=drama&sort=rating", do=open_all),
    Page("films-none", "/films/?genre=drama&year=1911&country=nowhere"),
    Page("film", "/films/{film}/"),
    Page("film-opened", "/films/{film}/", do=open_all),
    Page("film-lightbox", "/films/{film}/", do=click("[data-stills] a.still", "dialog[open] img")),
    Page("still", "{still}"),
    Page("film-bare", "/films/{bare}/"),
    Page("reviews", "/films/{film}/reviews/"),
    Page("comments", "/films/{film}/comments/"),
    Page("review", "/reviews/{review}/"),
    Page("review-gone", "/reviews/{gone}/"),
    Page("people", "/people/"),
    Page("person", "/people/{person}/"),
    Page("search", "/search/?q=love"),
    Page("search-empty", "/search/"),
    Page("search-none", "/search/?q=zzzzqqqq"),
    Page("search-suggests", "/search/", do=type_into("input[type=search]", "miss", "[role=option]")),
    Page("members", "/members/"),
    Page("member", "/members/{member}/"),
    Page("member-new", "/members/{newcomer}/"),
    Page("member-reviews", "/members/{member}/reviews/"),
    Page("log", "/moderation/log/"),
    Page("transparency", "/moderation/transparency/", do=open_all),
    Page("unsubscribe", "/notices/unsubscribe/{stop}/"),
    Page("menu-colours", "/films/", do=click(".site-tools summary", ".menu[open] .menu-items")),
    # Visitors write before they log in
    Page("write-visitor", "/films/{film}/review/"),
    Page("write-errors", "/films/{film}/review/", do=send("main form")),
    Page("comment-errors", "/films/{film}/comments/add/", do=send("main form.comment-form")),
    # Getting in
    Page("login", "/accounts/login/"),
    Page("login-errors", "/accounts/login/", do=send("main form", ("[name=login]", "ghost"), ("[type=password]", "x"))),
    Page("signup", "/accounts/signup/"),
    Page("signup-errors", "/accounts/signup/", do=send("main form", ("[name=username]", "admin"))),
    Page("reset", "/accounts/password/reset/"),
    Page("reset-errors", "/accounts/password/reset/", do=send("main form", ("[name=email]", "nobody"))),
    Page("reset-sent", "/accounts/password/reset/done/"),
    Page("reset-key", "/accounts/password/reset/key/{reset}/"),
    Page("reset-dead", "/accounts/password/reset/key/x-y/"),
    Page("reset-done", "/accounts/password/reset/key/done/"),
    Page("confirm-dead", "/accounts/confirm-email/nothing/"),
    Page("verification-sent", "/accounts/confirm-email/"),
    Page("inactive", "/accounts/inactive/"),
    Page("setup-gone", "/accounts/setup/x/"),
    Page(
        "second-step",
        "/accounts/login/",
        do=send("main form", ("[name=login]", "burdock"), ("[type=password]", PASSWORD)),
    ),
    # A rating chosen before the login; from here on the visitor has a session
    Page("film-rated", "/films/{film}/", do=choose_rating),
    # Members
    Page("film-member", "/films/{film}/", MEMBER),
    Page("write", "/films/{bare}/review/", MEMBER),
    Page("write-edit", "/films/{film}/review/", MEMBER),
    Page("review-own", "/reviews/{own}/", MEMBER),
    Page("review-delete", "/reviews/{own}/delete/", MEMBER),
    Page("reply", "/comments/{talk}/reply/", MEMBER),
    Page("comment-edit", "/comments/{editable}/edit/", MEMBER),
    Page("comment-edit-errors", "/comments/{editable}/edit/", MEMBER, send("main form", ("textarea", ""))),
    Page("comment-delete", "/comments/{editable}/delete/", MEMBER),
    Page("member-own", "/members/{member}/", MEMBER),
    Page("menu-member", "/films/", MEMBER, click(".site-tools .menu:last-of-type summary", ".menu[open] ul")),
    Page("preferences", "/accounts/preferences/", MEMBER),
    Page("preferences-errors", "/accounts/preferences/", MEMBER, send("main form", ("[name=display_name]", "x" * 200))),
    Page("email", "/accounts/email/", MEMBER),
    Page("password", "/accounts/password/change/", MEMBER),
    Page("password-errors", "/accounts/password/change/", MEMBER, send("main .account-page form")),
    Page("two-steps", "/accounts/2fa/", MEMBER),
    Page("authenticator", "/accounts/2fa/totp/activate/", MEMBER),
    Page("passkey-add", "/accounts/2fa/webauthn/add/", MEMBER),
    Page("recovery-codes", "/accounts/2fa/recovery-codes/", GUARDED, confirm),
    Page("second-step-again", "/accounts/2fa/reauthenticate/", GUARDED),
    Page("two-steps-on", "/accounts/2fa/", GUARDED),
    Page("devices", "/accounts/sessions/", MEMBER),
    Page("leave", "/accounts/leave/", MEMBER),
    Page("leave-errors", "/accounts/leave/", MEMBER, send("main .account-page form")),
    Page("logout", "/accounts/logout/", MEMBER),
    Page("suggest", "/films/{film}/pictures/suggest/", MEMBER),
    Page("suggest-errors", "/films/{film}/pictures/suggest/", MEMBER, send("main form")),
    Page("suggested", "/pictures/{picture}/", MEMBER),
    Page("suggested-delete", "/pictures/{picture}/delete/", MEMBER),
    Page("for-you", "/suggestions/", MEMBER),
    Page("reauthenticate", "/accounts/reauthenticate/", MEMBER),
    Page("inbox", "/notices/", MEMBER),
    Page("notice", "/notices/{notice}/", MEMBER),
    Page("mail-choices", "/notices/mail/", MEMBER),
    Page("report", "/moderation/report/review/{review}/", MEMBER),
    Page("report-errors", "/moderation/report/review/{review}/", MEMBER, send("main form")),
    Page("reports", "/moderation/reports/", MEMBER),
    Page("decision", "/moderation/decisions/{decision}/", MEMBER),
    Page("decision-errors", "/moderation/decisions/{decision}/", MEMBER, send("main form")),
    Page("standing", "/moderation/standing/", MEMBER),
    Page("standing-suspended", "/moderation/standing/", SUSPENDED),
    Page("suspended", "/films/{film}/", SUSPENDED, post_to("/films/{film}/comments/add/")),
    # Moderators and staff
    Page("film-moderator", "/films/{film}/", MODERATOR),
    Page("welcome", "/accounts/welcome/", MODERATOR),
    Page("queue", "/admin/moderation/", MODERATOR),
    Page("queue-none", "/admin/moderation/?member=nobody", MODERATOR),
    Page("case", "/admin/moderation/cases/{case}/", MODERATOR),
    Page("case-errors", "/admin/moderation/cases/{case}/", MODERATOR, send(".mod-decide")),
    Page("case-reported", "/admin/moderation/cases/{reported}/", MODERATOR),
    Page("case-picture", "/admin/moderation/cases/{pictured}/", MODERATOR),
    Page("case-closed", "/admin/moderation/cases/{closed}/", MODERATOR),
    Page("case-text", "/admin/moderation/texts/review/{own}/", MODERATOR),
    Page("case-member", "/admin/moderation/members/{newcomer}/", MODERATOR),
    Page("log-moderator", "/moderation/log/", MODERATOR),
    Page("admin", "/admin/", MODERATOR),
    Page("admin-films", "/admin/films/film/", MODERATOR),
    Page("admin-film", "/admin/films/film/add/", MODERATOR),
    Page("admin-film-edit", "/admin/films/film/{film_pk}/change/", MODERATOR),
    Page("admin-film-errors", "/admin/films/film/add/", MODERATOR, send("#film_form")),
    Page("admin-reviews", "/admin/reviews/review/", MODERATOR),
    Page("admin-people", "/admin/films/person/", MODERATOR),
    Page("admin-comments", "/admin/reviews/comment/", MODERATOR),
    Page("admin-members", "/admin/accounts/user/", MODERATOR),
    Page("admin-doubts", "/admin/films/doubtfulrecord/", MODERATOR),
    Page("admin-film-pairs", "/admin/films/filmpair/", MODERATOR),
    Page("admin-film-pair", "/admin/films/filmpair/{pair}/change/", MODERATOR),
    Page("admin-person-pairs", "/admin/films/personpair/", MODERATOR),
    Page("admin-rules", "/admin/reviews/rule/", MODERATOR),
    Page("styleguide", "/styleguide/", MODERATOR, open_all),
    Page("styleguide-rtl", "/styleguide/?dir=rtl", MODERATOR, open_all),
    # When something is wrong
    Page("not-found", "/films/no-such-film/"),
    Page("error-400", "/styleguide/errors/400/", MODERATOR, examined=False),
    Page("error-403", "/styleguide/errors/403/", MODERATOR, examined=False),
    Page("error-csrf", "/styleguide/errors/403_csrf/", MODERATOR, examined=False),
    Page("error-429", "/styleguide/errors/429/", MODERATOR, examined=False),
    Page("error-500", "/styleguide/errors/500/", MODERATOR),
]
