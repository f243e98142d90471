"""Pictures in an S3-compatible store: the same addresses, the same files, nothing on this machine."""

import io
from datetime import timedelta

import boto3
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from moto.server import ThreadedMotoServer
from PIL import Image

from config.environment import bucket_at
from films.models import Film
from pictures.fields import Whole
from pictures.management.commands.rebuild_pictures import swept
from tests.process import manage

pytestmark = pytest.mark.once


@pytest.fixture
def store(settings):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = bucket_at(f"s3+http://key:a%2Fsecret@{host}:{port}/pictures/flock?region=eu-central-1", "media")
    session = boto3.Session(aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1")
    client = session.client("s3", endpoint_url=options["endpoint_url"])
    client.create_bucket(Bucket="pictures")
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "config.bucket.Bucket", "OPTIONS": options}}
    yield client
    for item in client.list_objects(Bucket="pictures").get("Contents", []):  # the next server remembers them
        client.delete_object(Bucket="pictures", Key=item["Key"])
    server.stop()


def test_a_picture_is_kept_in_the_bucket_and_served_by_the_site(store, client):
    name = default_storage.save("posters/a b.webp", ContentFile(b"RIFF"))
    assert [item["Key"] for item in store.list_objects(Bucket="pictures")["Contents"]] == [f"flock/media/{name}"]
    url = default_storage.url(name)
    assert url.startswith("/media/posters/")
    answer = client.get(url)
    assert b"".join(answer.streaming_content) == b"RIFF"
    assert "immutable" in answer["Cache-Control"]
    default_storage.delete(name)
    assert client.get(url).status_code == 404
    assert not default_storage.exists(name)


def test_two_pictures_of_one_name_are_both_kept(store):
    names = {default_storage.save("posters/one.webp", io.BytesIO(b"x")) for _ in range(2)}
    assert len(names) == 2


@pytest.mark.django_db
def test_a_poster_is_made_smaller_replaced_and_swept_there_too(store, django_capture_on_commit_callbacks):
    film = Film.objects.create(title="Beaches", year=1988)
    for colour in ("tomato", "teal"):
        film.poster, film.poster_alt = Whole(Image.new("RGB", (200, 300), colour)), "Two friends"
        with django_capture_on_commit_callbacks(execute=True):
            film.save()
    left = default_storage.save(f"posters/{'a' * 26}-9x9-ff0000/whole.jpg", ContentFile(b"x"))
    kept = {item["Key"].rpartition("/")[2] for item in store.list_objects(Bucket="pictures")["Contents"]}
    assert len(store.list_objects(Bucket="pictures")["Contents"]) == 8
    assert {"whole.jpg", "160.avif", "200.webp", "200.jpg"} <= kept
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert list(swept([Film._meta.get_field("poster")])) == [left]


def test_a_malformed_address_is_refused_without_its_secret():
    result = manage("check", MEDIA_STORE="s3://key:hunter2@/bucket")
    assert result.returncode != 0
    assert "MEDIA_STORE" in result.stderr
    assert "hunter2" not in result.stderr
