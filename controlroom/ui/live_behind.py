"""The panels of Live that are tabbed behind the charts: built once those can be seen."""

from __future__ import annotations

from collections.abc import Callable

from controlroom.ui.bridge import Bridge
from controlroom.ui.i18n import Language
from controlroom.ui.operator import Operator
from controlroom.ui.panels.live_panel import LivePanel
from controlroom.ui.theme import Theme
from controlroom.ui.turns import Steps


def panels_behind(
    given: tuple[Theme, Language, Operator],
    put: Callable[[LivePanel], LivePanel],
    bridge: Bridge,
) -> Steps:
    """Funnel and products, one a turn."""
    from controlroom.ui.panels.live_funnel import FunnelPanel
    from controlroom.ui.panels.live_products import ProductsPanel

    for kind in (FunnelPanel, ProductsPanel):
        bridge.add(put(kind(*given)))
        yield
