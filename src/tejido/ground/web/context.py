"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from tejido.ground.web.navigation import loop


def site(request: HttpRequest) -> dict[str, object]:
    """Name of the site, its marks (example, training), the loop, and this page's address in the other language."""
    path = "/" + request.get_full_path().lstrip("/")  # "//other.site" would lead away
    english = get_language() == "en"
    other = "/" + path.removeprefix("/en").lstrip("/") if english else f"/en{path}"
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "is_demo": settings.DEMO,
        "is_training": settings.TRAINING,
        "person": getattr(request, "person", None),
        "loop_steps": loop(request.path),
        "page_path": request.path,
        "other_language": {"code": "es" if english else "en", "path": other},
    }
