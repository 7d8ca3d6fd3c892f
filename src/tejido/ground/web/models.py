"""The edition of the public pages: one number that goes up whenever something was written."""

from django.db import models


class Edition(models.Model):
    """One row. A page kept for visitors is shown again only while the number is the one it was made under."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
