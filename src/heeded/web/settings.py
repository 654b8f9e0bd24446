"""Django's settings, in code: no accounts, no models, nothing read from the environment."""

import secrets
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MEBIBYTE = 1024 * 1024
LARGEST_UPLOAD = 100 * MEBIBYTE  # all the files of one load together
LARGEST_FORM = MEBIBYTE  # every field that is not a file, together
MOST_FIELDS = 1000
MOST_FILES = 20


def settings() -> dict[str, Any]:
    """The settings of every installation that this process serves; what differs between them is an `Installation`."""
    return {
        "DEBUG": False,
        "SECRET_KEY": secrets.token_urlsafe(50),  # signs nothing that outlives the process
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
        "ROOT_URLCONF": "heeded.web.urls",
        "APPEND_SLASH": False,
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "csp.middleware.CSPMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "heeded.web.gate.gate",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        "TEMPLATES": [templates()],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(HERE / "static"),
        "WHITENOISE_MAX_AGE": 300,
        "WHITENOISE_ALLOW_ALL_ORIGINS": False,
        "LANGUAGE_CODE": "en-gb",
        "TIME_ZONE": "Europe/London",
        "USE_TZ": True,
        **limits(),
        **headers(),
        "LOGGING": logging(),
    }


def templates() -> dict[str, Any]:
    """Templates of this room only; everything is escaped, and a name that is missing is seen by the tests."""
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(HERE / "templates")],
        "OPTIONS": {
            "autoescape": True,
            "builtins": ["heeded.web.saying", "heeded.web.due", "django.templatetags.static"],
            "context_processors": ["django.template.context_processors.csrf"],
        },
    }


def limits() -> dict[str, Any]:
    """Caps on what a request may carry. Uploads go to disk, never into memory."""
    return {
        "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_FORM,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": MOST_FIELDS,
        "DATA_UPLOAD_MAX_NUMBER_FILES": MOST_FILES,
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.TemporaryFileUploadHandler"],
        "FILE_UPLOAD_PERMISSIONS": 0o600,
    }


def headers() -> dict[str, Any]:
    """What a browser is told it may do with a page: nothing inline, nothing from elsewhere, no frame, no referrer."""
    own = ["'self'"]
    return {
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": ["'none'"],
                "style-src": own,
                "script-src": own,
                "img-src": own,
                "connect-src": own,
                "form-action": own,
                "base-uri": ["'none'"],
                "frame-ancestors": ["'none'"],
            }
        },
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_AGE": None,
        "CSRF_FAILURE_VIEW": "heeded.web.errors.forged",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
    }


def logging() -> dict[str, Any]:
    """A log that says what kind of thing went wrong and where in the program, and nothing about anybody."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"bare": {"()": "heeded.web.errors.Bare"}},
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "bare", "level": "ERROR"}},
        "loggers": {
            "django": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
            "heeded.web": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
            "waitress": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        },
    }
