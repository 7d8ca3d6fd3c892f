"""What is said to people when a file is refused: what happened, and the mend."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.files.uploads import Refusal

REFUSED_FILES = {
    # The reasons of tejido.engines.cleaning
    "unknown": _(
        "This file is neither a photo (JPEG, PNG, WebP) nor a PDF, whatever its name says. Save it as one of these "
        "and choose that."
    ),
    "heic": _("This photo is in HEIC format. Export or share it as JPEG and choose that."),
    "office": _("Office documents and archives are not accepted. Save the document as PDF and choose that."),
    "bytes": _("The file is larger than %(limit)d MB. Make it smaller or divide it, and choose it again."),
    "pixels": _("The picture has more than %(limit)d million pixels. Make it smaller and choose it again."),
    "pages": _("The PDF has more than %(limit)d pages. Divide it into parts and choose them one by one."),
    "memory": _("The file is too complex to draw. Make it smaller and choose it again."),
    "output": _("The file would be larger than %(limit)d MB once drawn afresh. Divide it or make it smaller."),
    "empty": _("The file is empty. Choose it again, or make the copy anew."),
    "unreadable": _("The file is damaged or incomplete. Open it on your device, save it anew and choose the new one."),
    "locked": _("The PDF is locked with a password. Save a copy without the password and choose that."),
    "drawing": _("The file takes too long to draw. Divide it or save it in a simpler form."),
    "busy": _("Many files are arriving just now. Nothing you typed is lost; choose the file again in a minute."),
    # Ours
    "image_wanted": _("This is a PDF and a photo is wanted here. Choose a JPEG, PNG or WebP."),
    "pdf_wanted": _("This is a photo and a PDF is wanted here. Choose a PDF."),
}

REFUSED_UPLOADS = {
    Refusal.TOO_LARGE: REFUSED_FILES["bytes"],
    Refusal.BUSY: REFUSED_FILES["busy"],
}
