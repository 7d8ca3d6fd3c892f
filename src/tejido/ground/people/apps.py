"""The app of those who sign in."""

from django.apps import AppConfig

from tejido.ground.web import daily


class PeopleConfig(AppConfig):
    """Accounts under a pseudonym."""

    name = "tejido.ground.people"
    label = "people"

    def ready(self) -> None:
        """Have the past forgotten once a day."""
        from tejido.ground.people.actions import forget_the_past

        daily.register("people.forget", lambda now: forget_the_past(now=now))
