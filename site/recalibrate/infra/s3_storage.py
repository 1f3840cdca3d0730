"""Media in a bucket (S3, or what speaks its language), served from our own addresses."""

from typing import Any

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

# botocore's own limits are a minute each, five times over.
LIMITS = Config(
    connect_timeout=3, read_timeout=5, retries={"total_max_attempts": 2, "mode": "standard"}
)  # seconds


class Bucket(S3Storage):
    """Readers never meet the bucket: pages ask no other server, and nothing in it need be public."""

    client_config: Config

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.client_config = self.client_config.merge(LIMITS)

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        # Not a signed address of the bucket: it would expire while pages are cached, and be another server's.
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"
