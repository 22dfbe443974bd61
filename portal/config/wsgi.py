"""WSGI entry point, served by gunicorn.

gunicorn's only worker loads this module; gunicorn itself stays small. What is loaded is frozen, so
that the garbage collector need not look at it again.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings.dev")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # loads every view now instead of at the first request
gc.collect()
gc.freeze()
