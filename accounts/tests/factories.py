"""Members for tests: plain functions with sensible defaults."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User

PASSWORD = "wolle auf der weide"


def make_member(username="anna", **fields):
    member = User.objects.create_user(username, fields.pop("email", f"{username}@example.org"), PASSWORD)
    for name, value in fields.items():
        setattr(member, name, value)
    member.save()
    return member


def make_administrator(username="shepherd"):
    return make_member(username, is_staff=True, is_superuser=True)


def upload(contents, name="me.png", content_type="image/png"):
    return SimpleUploadedFile(name, contents, content_type)
