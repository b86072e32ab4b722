"""Facts kept by hand about places and postcodes that the packages do not tell."""

# Places (GeoNames id) whose nearest neighbour lies in another municipality than they do.
LOCALITY_MUNICIPALITIES: dict[str, str] = {
    "2743585": "1970",  # Sweagerbosk, Noardeast-Fryslân
    "2743592": "0420",  # Zwaagdijk-West, Medemblik
    "2743636": "1966",  # Zuidwolde, Het Hogeland
    "2743657": "0361",  # Zuidschermer, Alkmaar
    "2744228": "1979",  # Woldendorp, Eemsdelta
    "2744373": "0285",  # Wilp, Voorst
    "2744467": "1978",  # Wijngaarden, Molenlanden
    "2744995": "0085",  # Waskemeer, Ooststellingwerf
    "2745005": "1900",  # Warns, Súdwest-Fryslân
    "2745094": "0281",  # Wadenoijen, Tiel
    "2745808": "1960",  # Varik, West Betuwe
    "2746449": "1940",  # Terherne, De Fryske Marren
    "2746545": "1954",  # Sweikhuizen, Beekdaelen
    "2747545": "1680",  # Schipborg, Aa en Hunze
    "2747551": "0994",  # Schin op Geul, Valkenburg aan de Geul
    "2747702": "0392",  # Schalkwijk, Haarlem
    "2747786": "1774",  # Saasveld, Dinkelland
    "2747884": "1940",  # Rottum, De Fryske Marren
    "2748314": "1900",  # Raerd, Súdwest-Fryslân
    "2749003": "0441",  # Oudesluis, Schagen
    "2749207": "0361",  # Oterleek, Alkmaar
    "2749279": "1931",  # Opperduit, Krimpenerwaard
    "2749601": "1966",  # Onderdendam, Het Hogeland
    "2750373": "1731",  # Nieuw-Balinge, Midden-Drenthe
    "2750666": "0784",  # Molenschot, Gilze en Rijen
    "2751433": "0331",  # Lopikerkapel, Lopik
    "2751867": "0299",  # Lathum, Zevenaar
    "2751894": "0086",  # Langezwaag, Opsterland
    "2752102": "0275",  # Laag-Soeren, Rheden
    "2752140": "0385",  # Kwadijk, Edam-Volendam
    "2752828": "1978",  # Kinderdijk, Molenlanden
    "2752833": "1955",  # Kilder, Montferland
    "2752934": "1690",  # Kerkenveld, De Wolden
    "2753078": "1966",  # Kantens, Het Hogeland
    "2753441": "0302",  # Hulshorst, Nunspeet
    "2754428": "1900",  # Hemelum, Súdwest-Fryslân
    "2754518": "1945",  # Heilig Landstichting, Berg en Dal
    "2754553": "1709",  # Heijningen, Moerdijk
    "2754597": "0957",  # Heide (Swalmen), Roermond
    "2754935": "1876",  # Halle, Bronckhorst
    "2755770": "1723",  # Galder, Alphen-Chaam
    "2756178": "1652",  # Elsendorp, Gemert-Bakel
    "2756321": "0737",  # Jistrum, Tytsjerksteradiel
    "2756442": "1740",  # Echteld, Neder-Betuwe
    "2756634": "1876",  # Drempt, Bronckhorst
    "2757211": "0826",  # Den Hout, Oosterhout
    "2757867": "0163",  # Daarle, Hellendoorn
    "2757875": "0394",  # Cruquius, Haarlemmermeer
    "2758260": "1507",  # Broekhuizenvorst, Horst aan de Maas
    "2758266": "1507",  # Broekhuizen, Horst aan de Maas
    "2758742": "1948",  # Boerdonk, Meierijstad
    "2759239": "1708",  # Belt-Schutsloot, Steenwijkerland
    "2759385": "0296",  # Batenburg, Wijchen
    "2759429": "0262",  # Barchem, Lochem
    "2759700": "0267",  # Appel, Nijkerk
    "2759967": "1966",  # Adorp, Het Hogeland
    "2760053": "1949",  # Achlum, Waadhoeke
    "2760132": "0394",  # Aalsmeerderbrug, Haarlemmermeer
    "6544897": "0355",  # Sterrenberg, Zeist
}

# Postcodes of a village that GeoNames does not have, while it has one of the same name not far away.
NAMESAKES = frozenset({"4327", "5363", "5812", "8198"})

# Larger places that GeoNames misses: degrees to about a kilometre, and the municipality.
PLACES_BY_HAND: dict[str, tuple[float, float, str]] = {
    "Etten-Leur": (51.57, 4.64, "0777"),
    "Leidschendam": (52.09, 4.39, "1916"),
    "Rosmalen": (51.72, 5.36, "0796"),
    "Deurne": (51.46, 5.79, "0762"),
    "Landgraaf": (50.9, 6.02, "0882"),
    "Wateringen": (52.02, 4.27, "1783"),
    "Poortugaal": (51.86, 4.39, "0613"),
    "Kaatsheuvel": (51.66, 5.04, "0809"),
    "Vlijmen": (51.7, 5.22, "0797"),
    "Zevenbergen": (51.65, 4.6, "1709"),
    "Holten": (52.28, 6.42, "1742"),
    "Wormerveer": (52.49, 4.79, "0479"),
    "Lemelerveld": (52.44, 6.34, "0148"),
    "Berkel-Enschot": (51.58, 5.14, "0855"),
    "Santpoort-Noord": (52.43, 4.64, "0453"),
    "Velsen-Noord": (52.48, 4.66, "0453"),
    "Schiphol": (52.31, 4.76, "0394"),
    "Bovenkarspel": (52.7, 5.24, "0532"),
    "Grootebroek": (52.7, 5.22, "0532"),
    "Zwaag": (52.67, 5.06, "0405"),
    "Hoogkarspel": (52.69, 5.18, "0498"),
    "Wognum": (52.68, 5.02, "0420"),
    "Malden": (51.78, 5.86, "0252"),
    "Swalmen": (51.23, 6.03, "0957"),
    "Susteren": (51.07, 5.86, "1711"),
    "Sprang-Capelle": (51.67, 5.05, "0867"),
    "Beek en Donk": (51.53, 5.63, "1659"),
    "Oost-Souburg": (51.46, 3.6, "0718"),
    "Millingen aan de Rijn": (51.86, 6.05, "1945"),
    "Albergen": (52.37, 6.76, "0183"),
    "Diepenveen": (52.29, 6.15, "0150"),
    "Nieuwleusen": (52.58, 6.28, "0148"),
    "Balkbrug": (52.6, 6.39, "0160"),
    "de Lutte": (52.31, 6.99, "0168"),
    "Moordrecht": (51.99, 4.67, "1892"),
    "Lekkerkerk": (51.89, 4.68, "1931"),
    "Bergambacht": (51.93, 4.79, "1931"),
    "St.-Annaparochie": (53.28, 5.66, "1949"),
}

# Postcodes whose municipality is known, by its code.
_POSTCODES: dict[str, str] = {
    "0014": "9479 9613 9795",  # Groningen
    "0072": "8857",  # Harlingen
    "0074": "8462",  # Heerenveen
    "0080": "8832 8833 8834 8835 9071",  # Leeuwarden
    "0085": "8424 8432",  # Ooststellingwerf
    "0086": "8403",  # Opsterland
    "0093": "8894 8895 8896 8897",  # Terschelling
    "0096": "8899",  # Vlieland
    "0098": "8475 8476 8477 8478 8479 8481 8482 8483 8484 8485 8486 8487 8488 8489",  # Weststellingwerf
    "0106": "9409 9486 9487 9488 9489 9492",  # Assen
    "0109": "7843 7929",  # Coevorden
    "0118": "7936 7937",  # Hoogeveen
    "0119": "7948 7949",  # Meppel
    "0148": "7711 8151 8152 8153 8154",  # Dalfsen
    "0160": "7691 7692 7693 7694 7695",  # Hardenberg
    "0166": "8291 8293 8294",  # Kampen
    "0168": "7586 7587 7588",  # Losser
    "0175": "7734 7735 7736 7737 7738 7739 8146 8147 8148",  # Ommen
    "0177": "8111 8112",  # Raalte
    "0180": "7715",  # Staphorst
    "0183": "7614 7615 7661 7662 7663 7664 7665 7666 7667 7678 7679",  # Tubbergen
    "0189": "7645",  # Wierden
    "0203": "3794",  # Barneveld
    "0209": "6551 6645",  # Beuningen
    "0213": "6974 6975",  # Brummen
    "0214": "4012 4013 4119",  # Buren
    "0228": "6877",  # Ede
    "0269": "8079",  # Oldebroek
    "0281": "4016 4017 4062",  # Tiel
    "0285": "7439",  # Voorst
    "0294": "7113 7115 7119",  # Winterswijk
    "0296": "6613",  # Wijchen
    "0307": "3836",  # Amersfoort
    "0308": "3749",  # Baarn
    "0321": "3998 3999",  # Houten
    "0327": "3835",  # Leusden
    "0331": "3405 3415",  # Lopik
    "0340": "3921 3922",  # Rhenen
    "0352": "3947",  # Wijk bij Duurstede
    "0361": "1536 1831",  # Alkmaar
    "0377": "2111",  # Bloemendaal
    "0383": "1489",  # Castricum
    "0385": "1482",  # Edam-Volendam
    "0394": "1117 1118 1119 1437 1438",  # Haarlemmermeer
    "0405": "1689 1695",  # Hoorn
    "0415": "1451",  # Landsmeer
    "0420": "1687 1688",  # Medemblik
    "0432": "1719",  # Opmeer
    "0439": "1481",  # Purmerend
    "0453": "1951 2071 2082",  # Velsen
    "0484": "2391 2394 2445 2471",  # Alphen aan den Rijn
    "0532": "1611",  # Stede Broec
    "0569": "1428",  # Nieuwkoop
    "0575": "2191",  # Noordwijk
    "0589": "3464 3467",  # Oudewater
    "0599": "3165",  # Rotterdam
    "0613": "3171 3172 3176",  # Albrandswaard
    "0632": "3471",  # Woerden
    "0638": "2735",  # Zoeterwoude
    "0654": "4431 4433",  # Borsele
    "0664": "4458 4472 4474 4475",  # Goes
    "0668": "6628 6629 6659",  # West Maas en Waal
    "0677": "4581 4583 4584 4585 4586 4587 4588 4589",  # Hulst
    "0715": "4521 4522",  # Terneuzen
    "0736": "1426",  # De Ronde Venen
    "0737": "9067 9091",  # Tytsjerksteradiel
    "0744": "5113 5114",  # Baarle-Nassau
    "0777": "4871 4872 4873 4874 4875 4876 4877 4878 4879",  # Etten-Leur
    "0785": "5133",  # Goirle
    "0796": "5241 5242 5243 5244 5245 5246 5247 5248 5249 5382",  # 's-Hertogenbosch
    "0797": "5156 5157 5158 5257",  # Heusden
    "0824": "5059",  # Oisterwijk
    "0828": "5357 5358 5359 5368 5395",  # Oss
    "0852": "1454",  # Waterland
    "0880": "1458 1546",  # Wormerland
    "0888": "6199",  # Beek
    "0938": "6243",  # Meerssen
    "0944": "6587",  # Mook en Middelaar
    "0957": "6071",  # Roermond
    "0994": "6325 6341 6342",  # Valkenburg aan de Geul
    "1507": "5766",  # Horst aan de Maas
    "1509": "7083",  # Oude IJsselstreek
    "1586": "7263",  # Oost Gelre
    "1640": "6011 6012 6014 6015 6095 6096",  # Leudal
    "1641": "6107 6109",  # Maasgouw
    "1676": "4328",  # Schouwen-Duiveland
    "1680": "9654 9655 9656 9657 9658 9659",  # Aa en Hunze
    "1681": "7858 7859 9537 9571 9573 9574",  # Borger-Odoorn
    "1690": "7705 7921 7924 7925 7932 7935",  # De Wolden
    "1695": "4484",  # Noord-Beveland
    "1696": "1231 1394 3625",  # Wijdemeren
    "1699": "9306 9307 9749",  # Noordenveld
    "1701": "8351 8386 8387 8437 8438 8439",  # Westerveld
    "1708": "7946 8376 8378",  # Steenwijkerland
    "1711": "6118",  # Echt-Susteren
    "1729": "6273 6276 6287 6289",  # Gulpen-Wittem
    "1730": "9497",  # Tynaarlo
    "1731": "9438 9439 9441 9442",  # Midden-Drenthe
    "1742": "7451",  # Rijssen-Holten
    "1773": "8198",  # Olst-Wijhe
    "1774": "7561 7562 7637 7638",  # Dinkelland
    "1783": "2291 2292",  # Westland
    "1842": "2635",  # Midden-Delfland
    "1876": "7227 7233 7234",  # Bronckhorst
    "1884": "2159",  # Kaag en Braassem
    "1892": "2751 2752 2761 2765 2841",  # Zuidplas
    "1895": "9693 9942",  # Oldambt
    "1900": "8844 8845 9013 9014",  # Súdwest-Fryslân
    "1903": "6307",  # Eijsden-Margraten
    "1904": "1393",  # Stichtse Vecht
    "1916": "2261 2262 2263 2264 2265 2266 2267",  # Leidschendam-Voorburg
    "1924": "3258",  # Goeree-Overflakkee
    "1930": "3214 3216 3218",  # Nissewaard
    "1931": "2931 2941",  # Krimpenerwaard
    "1940": "8466 8467 8556 8581 8582 8583",  # De Fryske Marren
    "1945": "6566 6574 6575",  # Berg en Dal
    "1949": "8807 8808 8809 8811 8812 8813 8814 8816 8831 9072 9075 9076 9079",  # Waadhoeke
    "1952": "9649",  # Midden-Groningen
    "1955": "7036 7048",  # Montferland
    "1960": "4063 4147 4211 4212",  # West Betuwe
    "1961": "4163",  # Vijfheerenlanden
    "1966": "9773 9784 9957 9973 9996 9997 9998 9999",  # Het Hogeland
    "1969": "9354 9824 9828 9833 9893",  # Westerkwartier
    "1970": "9107 9141 9142 9155 9156",  # Noardeast-Fryslân
    "1978": "2974 2977",  # Molenlanden
    "1979": "9947 9948 9949 9987",  # Eemsdelta
    "1982": "5363 5364 5433",  # Land van Cuijk
}
POSTCODE_MUNICIPALITIES: dict[str, str] = {
    pc4: municipality for municipality, codes in _POSTCODES.items() for pc4 in codes.split()
}
