"""The addresses of moderation: the queue beside the admin, and what members and visitors see."""

from django.urls import path

from . import feeds
from .views import appeal, case, inbox, log, member, queue, report

app_name = "moderation"
urlpatterns = [
    path("admin/moderation/", queue.queue, name="queue"),
    path("admin/moderation/bulk/", queue.bulk, name="bulk"),
    path("admin/moderation/cases/<int:pk>/", case.case, name="case"),
    path("admin/moderation/cases/<int:pk>/decide/", case.decide, name="decide"),
    path("admin/moderation/decisions/<int:pk>/undo/", case.undo, name="undo"),
    path("admin/moderation/texts/<slug:kind>/<int:pk>/", case.text, name="text"),
    path("admin/moderation/members/<str:username>/", member.member, name="member"),
    path("admin/moderation/members/<str:username>/sanction/", member.sanction, name="sanction"),
    path("admin/moderation/members/<str:username>/clear/", member.clear, name="clear"),
    path("admin/moderation/members/<str:username>/message/", member.message, name="message"),
    path("admin/moderation/sanctions/<int:pk>/lift/", member.lift_sanction, name="lift_sanction"),
    path("moderation/log/", log.log, name="log"),
    path("moderation/log/feed/", feeds.log_feed, name="log_feed"),
    path("moderation/transparency/", log.transparency, name="transparency"),
    path("moderation/report/<slug:kind>/<int:pk>/", report.report, name="report"),
    path("moderation/reports/", report.reports, name="reports"),
    path("moderation/decisions/<int:pk>/", appeal.decision, name="decision"),
    path("moderation/standing/", appeal.standing, name="standing"),
    path("notices/", inbox.inbox, name="inbox"),
    path("notices/read/", inbox.read_all, name="read_all"),
    path("notices/<int:pk>/", inbox.notice, name="notice"),
    path("notices/mail/", inbox.mail, name="mail"),
    path("notices/unsubscribe/<str:token>/", inbox.unsubscribe, name="unsubscribe"),
]
