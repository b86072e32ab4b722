"""A picture that comes in: how large it is, is seen before it is unpacked, and one that is not whole is refused.

Wagtail unpacks first: a file of some kilobytes may be gigabytes then, and a broken one is an error page.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (OSError, SyntaxError, ValueError, EOFError)  # what Pillow raises, by kind of file


class PictureField(WagtailImageField):
    """Wagtail's field, careful."""

    def to_python(self, data: Any) -> Any:
        """The file, known to be a whole picture of an allowed size. Raises ValidationError."""
        if data not in self.empty_values:
            self._check_pixels(data)
        try:
            return super().to_python(data)
        except BROKEN as broken:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from broken

    def _check_pixels(self, data: Any) -> None:
        most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        try:
            with Image.open(data) as image:  # reads the first bytes only
                pixels = image.width * image.height * getattr(image, "n_frames", 1)
        except TOO_LARGE:
            pixels = 2 * most
        except (UnidentifiedImageError, *BROKEN):
            return  # Wagtail says what is wrong with it
        finally:
            data.seek(0)
        if pixels > most:
            words = {"num_pixels": pixels, "max_pixels_count": most}
            raise ValidationError(
                self.error_messages["file_too_many_pixels"] % words, code="file_too_many_pixels"
            )


class PictureForm(BaseImageForm):
    """Wagtail's form of a picture, with that field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            usual = self.fields["file"]
            self.fields["file"] = PictureField(
                label=usual.label, required=usual.required, widget=usual.widget, max_length=usual.max_length
            )
