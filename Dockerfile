# Two stages: what builds stays behind; what runs has no compiler, no root and no sources of the tests.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
COPY requirements.txt requirements-optional.txt ./
# 1: also what media in a bucket (S3) and SENTRY_DSN need.
ARG WITH_OPTIONAL=0
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt && \
    if [ "$WITH_OPTIONAL" = 1 ]; then /venv/bin/pip install --no-cache-dir --require-hashes -r requirements-optional.txt; fi

FROM python:3.11-slim-bookworm
# /app/site goes on the path because site/ is a plain folder, not a package (docs/decisions/0001).
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app:/app/site PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=recalibrate.settings.production
# pg_dump and pg_restore, for backups; the types of files, for WebP and Office documents (Python alone knows neither).
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-client media-types && \
    rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 recalibrate
WORKDIR /app
COPY --from=build /venv /venv
COPY --chown=root:root manage.py ./
COPY --chown=root:root site site
COPY --chown=root:root blog blog
COPY --chown=root:root feeds feeds
COPY --chown=root:root templates templates
COPY --chown=root:root static static
# What the admin shows as its guide.
COPY --chown=root:root docs docs
# Static files are made at build time; the values below are needed to import settings and go no further.
RUN RECALIBRATE_SECRET_KEY=build-time-only-build-time-only-build-time-only-build \
    RECALIBRATE_ALLOWED_HOSTS=build.invalid RECALIBRATE_BASE_URL=https://build.invalid DATABASE_URL=sqlite:////tmp/build.sqlite3 \
    python manage.py collectstatic --no-input && mkdir -p var /srv/static && chown recalibrate var /srv/static
USER recalibrate
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", "--http1-buffer-size", "65536", "--http1-header-read-timeout", "10000", "--blocking-threads", "4", "recalibrate.wsgi:application"]
