# The web process (and, with another command, the migrations). The database is elsewhere: see docker-compose.yml.

# Raise both to each new version of 3.13: it only mends faults.
FROM python:3.13.9-slim-bookworm AS build
WORKDIR /gainsay
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
# Static files need no secret and no database; the settings ask for both.
RUN SECRET_KEY=none-at-build-time DATABASE_URL=postgresql:///none GAINSAY_URL=http://localhost \
    /venv/bin/python manage.py collectstatic --noinput

FROM python:3.13.9-slim-bookworm
RUN useradd --system --no-create-home --shell /usr/sbin/nologin gainsay
COPY --from=build /venv /venv
COPY --from=build /gainsay /gainsay
WORKDIR /gainsay
USER gainsay
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BIND=0.0.0.0:8000
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s CMD ["python", "-m", "config.alive"]
CMD ["sh", "-c", "python manage.py check --deploy --tag security --fail-level ERROR && exec gunicorn --config python:config.gunicorn"]
