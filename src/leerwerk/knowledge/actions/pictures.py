"""Pictures in the sizes and formats that pages use, made before anybody asks for them."""

from leerwerk.knowledge.models import Picture
from leerwerk.knowledge.sizes import SPECS


def make_renditions(*, picture: Picture) -> int:
    """Make what is missing of a picture; how many that were. Takes about a second for a large photo."""
    known = set(picture.renditions.values_list("filter_spec", flat=True))
    missing = [spec for spec in SPECS if spec not in known]
    if missing:
        picture.get_renditions(*missing)
        picture.file.close()
    return len(missing)
