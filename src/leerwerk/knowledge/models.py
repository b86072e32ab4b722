"""Sections, stories, news and pictures. Tables of Wagtail, whose own actions write pages, with our limits."""

from typing import Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Collection, Page, PageManager, PageQuerySet

from leerwerk.knowledge.blocks import BodyBlock
from leerwerk.knowledge.rules import may_show_picture
from leerwerk.knowledge.workflow import CheckTask
from leerwerk.network.models import Region
from leerwerk.network.sites import NATIONAL, Site
from leerwerk.network.told import DUTCH, ENGLISH, Told, in_language

__all__ = ["CheckTask", "Item", "NewsPage", "Picture", "Rendition", "SectionPage", "StoryPage"]


class Picture(AbstractImage):
    """A photo or drawing. What it shows is told in words, always: also the database refuses one without."""

    description = models.CharField(
        _("wat is er te zien"),
        max_length=255,
        help_text=_(
            "Wie de foto niet ziet, leest of hoort dit. Bijvoorbeeld: Een vrouw last een trap van staal."
        ),
    )
    maker = models.CharField(_("maker"), max_length=120, blank=True)

    admin_form_fields = ("title", "file", "description", "maker", "collection")

    class Meta(AbstractImage.Meta):
        verbose_name = _("foto of tekening")
        verbose_name_plural = _("foto's en tekeningen")
        constraints = [
            models.CheckConstraint(condition=~Q(description=""), name="picture_is_described"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Blanks are no description."""
        super().clean()
        self.description = self.description.strip()
        if not self.description:
            raise ValidationError({"description": _("Vertel in een zin wat er te zien is.")})

    def get_upload_to(self, filename: str) -> str:
        """A name that cannot be guessed: a picture of a draft is nobody's business yet."""
        return str(super().get_upload_to(f"{uuid4().hex}.{filename.rpartition('.')[2].lower()}"))


class Rendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]


class SectionPage(Page):
    """What one region publishes, or with no region the nation. Made by `prepare_sections`, never by hand."""

    region = models.OneToOneField(Region, null=True, blank=True, editable=False, on_delete=models.PROTECT)
    collection = models.OneToOneField(Collection, editable=False, on_delete=models.PROTECT)

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = ["knowledge.StoryPage", "knowledge.NewsPage"]
    settings_panels: ClassVar[list[Any]] = []
    promote_panels: ClassVar[list[Any]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("redactie van een regio")
        constraints = [
            models.UniqueConstraint(fields=["region"], nulls_distinct=False, name="section_once_per_region"),
        ]

    def get_url_parts(self, request: Any = None) -> None:
        """A section has no page of its own."""
        return


class ItemQuerySet(PageQuerySet):
    """Stories or news."""

    def on_site_of(self, region_id: int | None) -> "ItemQuerySet":
        """What is published on a site: its region's own and the nation's; on the national site only the latter."""
        return self.live().filter(Q(region=None) | Q(region=region_id))


ItemManager = PageManager.from_queryset(ItemQuerySet)


class Item(Page):
    """A text that a section publishes; see its two kinds below."""

    region = models.ForeignKey(
        Region, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    intro = models.TextField(
        _("inleiding"),
        max_length=300,
        help_text=_("Het belangrijkste in twee zinnen. Staat ook in de lijst."),
    )
    picture = models.ForeignKey(
        Picture,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("foto of tekening bovenaan"),
    )
    body = StreamField(BodyBlock(), verbose_name=_("tekst"))
    title_en = models.CharField(_("titel in het Engels"), max_length=255, blank=True)
    intro_en = models.TextField(_("inleiding in het Engels"), max_length=300, blank=True)
    body_en = StreamField(BodyBlock(required=False), blank=True, verbose_name=_("tekst in het Engels"))

    parent_page_types: ClassVar[list[str]] = ["knowledge.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    settings_panels: ClassVar[list[Any]] = []
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("search_description")], heading=_("Adres en zoekmachines")
        )
    ]
    private_page_options: ClassVar[list[str]] = []
    address: ClassVar[str]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """The region is that of the section in which the page lies."""
        if self.path:
            self.region = self.get_parent().specific.region
        return super().save(*args, **kwargs)

    def clean(self) -> None:
        """Only pictures of the own section or of the nation: also when somebody sends another's number."""
        super().clean()
        region_id = self._section_region_id()
        owners = dict(
            SectionPage.objects.filter(
                collection__in={each.collection_id for each in self.pictures()}
            ).values_list("collection", "region")
        )
        for picture in self.pictures():
            is_known = picture.collection_id in owners
            if not is_known or not may_show_picture(
                picture_region_id=owners[picture.collection_id], page_region_id=region_id
            ):
                raise ValidationError(
                    _("Deze foto is van een andere redactie. Kies een foto van jullie zelf.")
                )

    def _section_region_id(self) -> int | None:
        if self.path:
            return self.get_parent().specific.region_id
        return self.region_id

    def pictures(self) -> "list[Picture]":
        """The pictures of the page, the one at the top first."""
        blocks = (*self.body, *self.body_en)
        within = [block.value["picture"] for block in blocks if block.block_type == "picture"]
        return [each for each in (self.picture, *within) if each is not None]

    @property
    def told(self) -> dict[str, Told]:
        """Title and introduction in the language of the reader, or in Dutch where nobody translated them."""
        language = get_language() or DUTCH
        return {
            "title": in_language({DUTCH: self.title, ENGLISH: self.title_en}, language),
            "intro": in_language({DUTCH: self.intro, ENGLISH: self.intro_en}, language),
        }

    @property
    def summary(self) -> str:
        """What search engines and those who share it show."""
        intro = self.told["intro"]
        return intro.text if intro.language != DUTCH else self.search_description or self.intro

    def get_absolute_url(self) -> str:
        """Its address on the site of the request."""
        return reverse(self.address, args=[self.slug])

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """For Wagtail's editor: the page lives at our own address, on the site of its region."""
        site = Site(slug=self.region.slug) if self.region else NATIONAL
        return 1, site.address, self.get_absolute_url()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """For the preview in the editor, which draws the page as visitors will see it."""
        return {**super().get_context(request, *args, **kwargs), "item": self}


ENGLISH_PANEL = MultiFieldPanel(
    [FieldPanel("title_en"), FieldPanel("intro_en"), FieldPanel("body_en")],
    heading=_("In het Engels (mag leeg blijven)"),
    classname="collapsed",
)


class StoryPage(Item):
    """Verhaal: somebody learns and works, or an employer tells why."""

    who = models.CharField(
        _("over wie gaat het"), max_length=120, help_text=_("Bijvoorbeeld: Noor, leerling-lasser")
    )
    locality = models.CharField(_("plaats"), max_length=80, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("who"),
        FieldPanel("locality"),
        FieldPanel("picture"),
        FieldPanel("body"),
        ENGLISH_PANEL,
    ]

    @property
    def byline(self) -> str:
        """Who and where, under the title in a list."""
        return ", ".join(filter(None, (self.who, self.locality)))

    template = "public/stories/story.html"
    address = "public:story"

    objects = ItemManager()

    class Meta:
        verbose_name = _("verhaal")
        verbose_name_plural = _("verhalen")


class NewsPage(Item):
    """Nieuws, with its day."""

    date = models.DateField(_("datum"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("intro"),
        FieldPanel("picture"),
        FieldPanel("body"),
        ENGLISH_PANEL,
    ]

    @property
    def byline(self) -> str:
        """Its day, under the title in a list."""
        return str(date_format(self.date, "j F Y"))

    template = "public/stories/news.html"
    address = "public:news_item"

    objects = ItemManager()

    class Meta:
        verbose_name = _("nieuwsbericht")
        verbose_name_plural = _("nieuws")
