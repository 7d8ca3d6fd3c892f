"""How Django draws our forms."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms and fields come from the components."""

    form_template_name = "web/components/form.html"
    field_template_name = "web/components/field.html"
