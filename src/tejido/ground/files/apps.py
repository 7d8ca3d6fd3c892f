"""Public uploads: images and PDFs, drawn afresh before anything is written."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Public uploads, cleaned."""

    name = "tejido.ground.files"
    label = "files"

    def ready(self) -> None:
        """Sweep once a day."""
        from tejido.ground.files import actions
        from tejido.ground.web import daily

        daily.register("files.sweep", actions.sweep_blobs)
