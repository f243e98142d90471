"""Pictures in an S3-compatible store: the same addresses, the same files, nothing on this machine."""

import io

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from config.environment import bucket_at
from tests.process import manage

pytestmark = pytest.mark.once


@pytest.fixture
def store(settings):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = bucket_at(f"s3+http://key:a%2Fsecret@{host}:{port}/pictures/flock?region=eu-central-1")
    session = boto3.Session(aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1")
    client = session.client("s3", endpoint_url=options["endpoint_url"])
    client.create_bucket(Bucket="pictures")
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "config.bucket.Bucket", "OPTIONS": options}}
    yield client
    server.stop()


def test_a_picture_is_kept_in_the_bucket_and_served_by_the_site(store, client):
    name = default_storage.save("posters/a b.webp", ContentFile(b"RIFF"))
    assert [item["Key"] for item in store.list_objects(Bucket="pictures")["Contents"]] == [f"flock/{name}"]
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


def test_a_malformed_address_is_refused_without_its_secret():
    result = manage("check", MEDIA_STORE="s3://key:hunter2@/bucket")
    assert result.returncode != 0
    assert "MEDIA_STORE" in result.stderr
    assert "hunter2" not in result.stderr
