from tests.web.staff import (
    _own_market,
    build,
    desk,
    elsewhere,
    organisation,
    other_partner,
    partner,
    region,
)

__all__ = ["_own_market", "build", "desk", "elsewhere", "organisation", "other_partner", "partner", "region"]
