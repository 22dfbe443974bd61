"""WSGI entry point, served by gunicorn.

gunicorn loads this module once and then forks its worker. What is loaded and frozen here stays one
copy in memory: the garbage collector would otherwise write into every object, and each write
copies a page.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings.dev")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # loads every view before the fork instead of at the first request
gc.collect()
gc.freeze()
