"""Numbers, money, times and spans as people read them. The one place for it.

Every function gives "—" for None: missing is shown as missing.
"""

from __future__ import annotations

from controlroom.core.money import exponent
from controlroom.core.time import Instant, local

DASH = "—"
_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "JP¥", "THB": "฿", "VND": "₫"}
_WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def money(minor: float | None, currency: str = "CNY", *, cents: bool | None = None) -> str:
    """`¥1,299.90`; cents are left out when they are zero unless `cents` says otherwise."""
    if minor is None:
        return DASH
    places = exponent(currency)
    value = abs(minor) / 10**places
    shown = places if (cents if cents is not None else bool(round(minor) % 10**places)) else 0
    sign = "−" if minor < 0 else ""
    return f"{sign}{_SIGNS.get(currency, currency + ' ')}{value:,.{shown}f}"


def money_short(minor: float | None, currency: str = "CNY", lang: str = "zh") -> str:
    """`¥128.4万` or `¥1.28M`: at most four figures, for axes and narrow cells."""
    if minor is None:
        return DASH
    value = abs(minor) / 10 ** exponent(currency)
    sign = ("−" if minor < 0 else "") + _SIGNS.get(currency, currency + " ")
    return sign + short(value, lang)


def short(value: float | None, lang: str = "zh") -> str:
    """`12.8万`, `1.2亿` in Chinese; `128k`, `1.2M` in English; plain below that."""
    if value is None:
        return DASH
    steps = ((1e8, "亿"), (1e4, "万")) if lang == "zh" else ((1e9, "B"), (1e6, "M"), (1e3, "k"))
    for size, name in steps:
        if abs(value) >= size * 0.99995:  # 9,999.9 is shown as 1万, not as 1e+04
            scaled = value / size
            return f"{scaled:.4g}{name}" if abs(scaled) < 1e4 else f"{scaled:,.0f}{name}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def count(value: float | None) -> str:
    """`3,412`."""
    return DASH if value is None else f"{value:,.0f}"


def percent(value: float | None, places: int = 1) -> str:
    """A ratio as `64.2%`."""
    return DASH if value is None else f"{value * 100:.{places}f}%"


def times(value: float | None, places: int = 2) -> str:
    """An ROI as `3.42`."""
    return DASH if value is None else f"{value:.{places}f}"


def span(ms: float | None, *, hours: bool | None = None) -> str:
    """`08:15`, `1:23:45` (or `01:23:45` with `hours=True`); negative with a minus sign."""
    if ms is None:
        return DASH
    whole = int(abs(ms) // 1000)
    h, m, s = whole // 3600, whole // 60 % 60, whole % 60
    sign = "−" if ms < 0 and whole else ""
    if hours:
        return f"{sign}{h:02}:{m:02}:{s:02}"
    return f"{sign}{h}:{m:02}:{s:02}" if h else f"{sign}{m:02}:{s:02}"


def long_span(ms: float | None, lang: str = "zh") -> str:
    """`2 天 20 小时`, `3 小时 5 分钟`, `8 分钟` (`2 d 20 h` in English): what is long past or far
    off, in its two largest units, to the minute."""
    if ms is None:
        return DASH
    whole = round(abs(ms) / 60_000)
    sizes = (whole // 1440, whole // 60 % 24, whole % 60)
    names = ("天", "小时", "分钟") if lang == "zh" else ("d", "h", "min")
    first = next((at for at, size in enumerate(sizes) if size), 2)
    parts = list(zip(sizes, names, strict=True))[first : first + 2]
    return " ".join(f"{size} {name}" for size, name in parts if size or name == names[first])


def signed_span(ms: float | None) -> str:
    """`+02:10` behind, `−01:00` ahead, `0:00` on time."""
    if ms is None:
        return DASH
    text = span(ms)
    return f"+{text}" if ms >= 1000 else text


def clock(at: Instant | int | None, zone: str, *, seconds: bool = False) -> str:
    """`20:23` or `20:23:45` on the session's clock. In the hour that is had twice when
    clocks are put back, the second time says so: `01:30 EST`."""
    if at is None:
        return DASH
    here = local(Instant(at), zone)
    return here.strftime("%H:%M:%S" if seconds else "%H:%M") + (f" {here:%Z}" if here.fold else "")


def day(at: Instant | int | None, zone: str, lang: str = "zh") -> str:
    """`11-22 周日` or `11-22 Sun`."""
    if at is None:
        return DASH
    here = local(Instant(at), zone)
    return f"{here:%m-%d} {_WEEKDAYS[lang][here.weekday()]}"


def stamp(at: Instant | int | None, zone: str) -> str:
    """`2026-11-22 20:23:45`."""
    return DASH if at is None else local(Instant(at), zone).strftime("%Y-%m-%d %H:%M:%S")


def iso(at: Instant | int | None, zone: str) -> str | None:
    """ISO 8601 with offset, ms kept when not zero; None stays None (for JSON)."""
    if at is None:
        return None
    here = local(Instant(at), zone)
    return here.isoformat(timespec="milliseconds" if here.microsecond else "seconds")
