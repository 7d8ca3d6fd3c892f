"""Rows of a result in lists."""

from django import template

from tejido.stages.funding.models import Application
from tejido.stages.funding.result_page import Page, Row

register = template.Library()


@register.simple_tag
def result_row(result: Page, application: Application) -> Row:
    """Return an application as the page of its result shows it: `{% result_row result row as it %}`."""
    application.call = result.call
    return result.row(application)
