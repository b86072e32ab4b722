"""The site, as gunicorn serves it."""

import gc
import os
from threading import Thread
from typing import Final

from django.core.wsgi import get_wsgi_application

#: Less than gunicorn's patience with a process that starts.
_MOST_SECONDS: Final = 30

#: A page makes some ten thousand objects that are let go by themselves: do not look for cycles several times in each.
_OBJECTS_MORE: Final = 20_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leerwerk.config.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """Have the engine ready before the first request comes; where nothing can be kept on disk, that may take longer
    than this process is given."""
    from leerwerk.matching.market import warm_up_market  # noqa: PLC0415  (needs Django)

    warming = Thread(target=warm_up_market, daemon=True)
    warming.start()
    warming.join(_MOST_SECONDS)
    # What is there now stays for good: the collector need not walk it again, which takes a tenth of a second a time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_MORE)


_warm_up()
