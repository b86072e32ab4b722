"""Work of knowledge that can wait."""

from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import periodic, task
from leerwerk.knowledge.actions.pictures import make_renditions
from leerwerk.knowledge.actions.sections import prepare_sections
from leerwerk.knowledge.models import Picture


@task(name="knowledge.render_picture")
def render_picture(picture_id: int) -> int:
    """Make the sizes of a picture that was added or replaced; nothing when it is gone meanwhile."""
    picture = Picture.objects.filter(pk=picture_id).first()
    return make_renditions(picture=picture) if picture else 0


@periodic("20 2 * * *")
@task(name="knowledge.prepare_sections", queueing_lock="knowledge.prepare_sections")
def prepare_missing_sections(timestamp: int) -> int:
    """A section for each region that came since yesterday."""
    return prepare_sections(actor=SYSTEM)
