"""Django's administration with the site's own front page."""

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    default_site = "config.admin_site.FlockAdminSite"
