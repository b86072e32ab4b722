from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from leerwerk.knowledge.models import Picture
from tests.factories.knowledge import make_picture, make_story, section_of
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.mark.parametrize("description", ["", "   "])
def test_a_picture_is_described(description: str) -> None:
    picture = make_picture()
    picture.description = description

    with pytest.raises(ValidationError) as refused:
        picture.full_clean()
    assert "description" in refused.value.error_dict

    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(description="")


def test_a_picture_keeps_neither_its_name_nor_where_it_was_taken() -> None:
    picture = make_picture()

    assert "foto" not in picture.file.name
    assert len(picture.file.name) > len("original_images/.jpg") + 30


@pytest.mark.parametrize("as_block", [True, False])
def test_a_page_shows_pictures_of_its_own_section_or_of_the_nation(as_block: bool) -> None:
    twente, rijnmond = RegionFactory(), RegionFactory()
    story = make_story(twente)

    def with_picture(picture: Picture) -> Any:
        if as_block:
            story.body = [("picture", {"picture": picture, "caption": ""})]
        else:
            story.picture = picture
        return story

    with_picture(make_picture(twente)).full_clean()
    with_picture(make_picture()).full_clean()
    with pytest.raises(ValidationError, match="andere redactie"):
        with_picture(make_picture(rijnmond)).full_clean()


def test_a_page_is_of_the_region_of_its_section() -> None:
    region = RegionFactory()
    story = make_story(region)

    assert story.region == region
    assert story.get_parent().specific == section_of(region)
    assert make_story().region is None
