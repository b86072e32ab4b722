"""Structured logs: JSON lines in production, readable lines elsewhere. No personal data, no query strings."""

import logging.config

import structlog


def logging_config(*, as_json: bool, level: str) -> None:
    """Send both structlog's and the standard library's records through one formatter to stderr."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[structlog.types.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"structured": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                # Both write addresses with their query strings; our own request line, and the line about an
                # unhandled failure (leerwerk.config.outage), do not.
                "django.request": {"level": "CRITICAL"},
                "django.server": {"level": "WARNING"},
                "procrastinate": {"level": "WARNING"},
                "gunicorn.http.wsgi": {"level": "ERROR"},  # warns of every HEAD that Django answers
            },
        }
    )
