"""The WSGI application that a server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tejido.config.settings")
_django = get_wsgi_application()

from tejido.ground.web.front import Front  # noqa: E402  it needs settings and apps

application = Front(_django)
