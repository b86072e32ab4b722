"""Words that stand in very many texts about work, commonest first: what people put beside the name of an occupation.

They are drawn by a power law, as words of a language are, so that the first stands in nearly every text and the last in
one of ten. None is a stop word or a word of the domain (`leermatch.text`), which no side would have to look for.
"""

from __future__ import annotations

from typing import Final

_COMMONEST_FIRST: Final = """
veiligheid klanten kwaliteit planning machines gereedschap onderhoud zorg techniek bouw montage reparatie storingen
installaties projecten begeleiding bewoners diploma ervaring kinderen werkplaats winkel kantoor magazijn keuken horeca
patienten vakman vakvrouw praktijkopleider zelfstandig nauwkeurig voertuig rijbewijs taalniveau nederlands salaris cao
contract rooster uren avond weekend reiskosten vakantiedagen flexibel collegiaal motivatie certificaat school groei
toekomst kansen roc vca collega overleg sfeer energie duurzaam
warmtepompen zonnepanelen staal hout beton metaal elektra water gas lucht transport vervoer laden lossen orders voorraad
administratie computer systemen netwerk software ontwerp creatief dieren planten groen tuin landbouw teelt oogst voeding
bereiden schoonmaken wassen verzorgen ondersteunen begeleiden adviseren verkopen kassa presenteren gezellig regio
familiebedrijf internationaal ochtend doorgroeien
"""

TRADE_WORDS: Final = tuple(_COMMONEST_FIRST.split())
#: How many of the first are asked as second and third word of a question.
SECOND_WORDS: Final = 60
#: How fast they become rarer.
POWER: Final = 0.7
#: How many of them are drawn for a text.
FEWEST_TRADE_WORDS, MOST_TRADE_WORDS = 10, 50
