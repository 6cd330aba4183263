# Madoguchi in a container: hash-locked packages, no build tools, no root, nothing written but /data and /tmp.
#   docker build --tag madoguchi .

FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/build
RUN python -m venv /srv/madoguchi
COPY requirements.txt requirements-translate.txt ./
RUN /srv/madoguchi/bin/python -m pip install --require-hashes --requirement requirements.txt \
    && /srv/madoguchi/bin/python -m pip install --require-hashes --no-deps --requirement requirements-translate.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY knowledge ./knowledge
COPY adapters ./adapters
RUN /srv/madoguchi/bin/python -m pip install --no-deps --no-build-isolation . \
    && /srv/madoguchi/bin/python -m pip uninstall --yes --quiet pip setuptools

FROM python:3.12-slim-bookworm
LABEL org.opencontainers.image.title="Madoguchi" \
      org.opencontainers.image.description="The multilingual counter of a city" \
      org.opencontainers.image.licenses="MIT"
# A fixed number, so that a volume stays readable after the image was built anew.
RUN groupadd --system --gid 10001 madoguchi \
    && useradd --system --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin madoguchi \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /srv/madoguchi /srv/madoguchi
ENV PATH=/srv/madoguchi/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data \
    LOG_FORMAT=json
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8000
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/livez', timeout=4)"]
ENTRYPOINT ["madoguchi"]
CMD ["serve"]
