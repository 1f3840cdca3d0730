"""Media in a bucket (S3, or what speaks its language), served from our own addresses."""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):
    """Readers never meet the bucket: pages ask nobody else's server, and nothing in it need be public."""

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"
