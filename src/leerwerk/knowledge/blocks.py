"""Of which blocks a text is made. Few and safe: no HTML of one's own, no pages or files of elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ("h2", "h3", "bold", "italic", "ol", "ul")


class QuoteBlock(StructBlock):
    """What somebody said."""

    text = TextBlock(label=_("citaat"), max_length=400)
    who = CharBlock(label=_("wie zei dit"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        label = _("Citaat")


class PictureBlock(StructBlock):
    """A picture; what it shows in words is asked with the picture itself, where it cannot be left out."""

    picture = ImageChooserBlock(label=_("foto of tekening"))
    caption = CharBlock(label=_("onderschrift"), max_length=160, required=False)

    class Meta:
        icon = "image"
        label = _("Foto of tekening")


class FactBlock(StructBlock):
    """A number or a few words that matter, and what they mean."""

    figure = CharBlock(label=_("getal of woord"), max_length=30, help_text=_("Bijvoorbeeld: 1 dag per week"))
    text = CharBlock(label=_("uitleg"), max_length=160)

    class Meta:
        icon = "info-circle"
        label = _("Feit")


class PlaceSearchBlock(StructBlock):
    """A link to the learn-work places that fit the story."""

    label = CharBlock(
        label=_("tekst van de knop"), max_length=60, help_text=_("Bijvoorbeeld: Bekijk plekken in de zorg")
    )
    words = CharBlock(label=_("zoekwoorden"), max_length=60, required=False)
    where = CharBlock(label=_("plaats of postcode"), max_length=60, required=False)

    class Meta:
        icon = "search"
        label = _("Zoek leerwerkplekken")


class BodyBlock(StreamBlock):
    """The text of a story or of news."""

    text = RichTextBlock(label=_("Tekst"), features=list(TEXT_FEATURES), icon="pilcrow")
    quote = QuoteBlock()
    picture = PictureBlock()
    fact = FactBlock()
    places = PlaceSearchBlock()
