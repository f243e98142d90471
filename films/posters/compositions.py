"""The pictures on drawn posters: each composition fills 240 by `height` with shapes of one scheme."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import cos, pi, sin

from .dice import Dice
from .palettes import Scheme

Composition = Callable[[Dice, Scheme, int], str]
WIDTH = 240

# Flock's own sheep, in a box of 24 by 20, without its legs' gap: small enough to graze on any hill.
SHEEP = (
    "M5.2 4.9c2 0 2.9 1.3 2.9 3.3 0 2.5-1 5.9-3 5.9s-2.8-3.4-2.8-5.9c0-2 .9-3.3 2.9-3.3Z"
    "M14.6 3.1a2.6 2.6 0 0 1 4.7 1.3 2.3 2.3 0 0 1 2.7 3.5 2.1 2.1 0 0 1-.3 3.9 2.1 2.1 0 0 1-2.9 2.8"
    "v4h-2v-3.2h-5.4v3.2h-2v-4.2a1.9 1.9 0 0 1-1.6-2.1 4.3 4.3 0 0 0 .3-6.2 2 2 0 0 1 2.9-2.2 2 2 0 0 1 3.6-.8Z"
)


def _circle(x: float, y: float, r: float, fill: str, extra: str = "") -> str:
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}" fill="{fill}"{extra}/>'


def _rect(x: float, y: float, w: float, h: float, fill: str) -> str:
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{w:.0f}" height="{h:.0f}" fill="{fill}"/>'


def _path(d: str, fill: str, extra: str = "") -> str:
    return f'<path d="{d}" fill="{fill}"{extra}/>'


def _block(x: float, y: float, w: float, h: float) -> str:
    """A rectangle as a part of a path."""
    return f"M{x:.0f} {y:.0f}h{w:.0f}v{h:.0f}h-{w:.0f}z"


def _flat(parts: list[tuple[str, str]]) -> str:
    """Parts of paths, each with its fill, that do not lie over each other: one path for each fill is quick to draw."""
    fills: dict[str, list[str]] = {}
    for fill, d in parts:
        fills.setdefault(fill, []).append(d)
    return "".join([_path("".join(found), fill) for fill, found in fills.items()])


def _hill(y: float, rise: float, bottom: float, fill: str) -> str:
    return _path(f"M0 {y:.0f}C70 {y - rise:.0f} 150 {y + rise:.0f} 240 {y - rise / 2:.0f}V{bottom:.0f}H0Z", fill)


def moonrise(dice: Dice, colours: Scheme, height: int) -> str:
    """A disc over hills, and one sheep."""
    x, r = dice.randint(60, 180), dice.randint(34, 62)
    sheep_x, y = dice.randint(24, 180), height * 0.72
    return (
        _circle(x, height * 0.36, r, colours.other)
        + _hill(y, 26, height * 0.88 + 14, colours.shape)
        + _hill(height * 0.88, -18, height, colours.ground)
        + f'<g transform="translate({sheep_x} {height * 0.88 - 22:.0f}) scale(1.5)">{_path(SHEEP, colours.ink)}</g>'
    )


def beam(dice: Dice, colours: Scheme, height: int) -> str:
    """A projector's light, crossing the room."""
    from_left = dice.random() < 0.5
    x, far = (0, 240) if from_left else (240, 0)
    y = height * dice.uniform(0.62, 0.85)
    top, bottom = height * 0.08, height * dice.uniform(0.5, 0.62)
    ray = f"M{x} {y:.0f}L{far} {top:.0f}V{bottom:.0f}Z"
    inner = f"M{x} {y:.0f}L{far} {top + (bottom - top) * 0.3:.0f}V{top + (bottom - top) * 0.7:.0f}Z"
    return (
        _path(ray, colours.shape, ' opacity=".75"')
        + _path(inner, colours.other)
        + _circle(x + (26 if from_left else -26), y, 9, colours.spark)
    )


def rings(dice: Dice, colours: Scheme, height: int) -> str:
    """Rings that spread from a point."""
    x, y = dice.choice([0, 120, 240]), dice.choice([0, height / 2, height])
    step = dice.randint(18, 30)
    paints = [colours.shape, colours.ground, colours.other, colours.ground]
    count = 8 if x == 120 and y == height / 2 else 11
    return "".join(
        _circle(x, y, step * (count - n), paints[n % 4]) for n in range(count)
    ) + _circle(x, y, step * 0.6, colours.spark)  # fmt: skip


def bands(dice: Dice, colours: Scheme, height: int) -> str:
    """Upright bands of uneven width and length."""
    out: list[tuple[str, str]] = []
    x, paints = 0, [colours.shape, colours.other, colours.spark, colours.shape]
    while x < WIDTH:
        width = dice.choice([12, 18, 24, 36, 48])
        long = height * dice.uniform(0.35, 0.98)
        out.append((dice.choice(paints), _block(x, 0, width - 4, long)))
        x += width
    return _flat(out)


def tiles(dice: Dice, colours: Scheme, height: int) -> str:
    """Quarter discs laid as tiles."""
    size = dice.choice([48, 60, 80])
    corners = ((0, 0), (1, 0), (0, 1), (1, 1))
    paints = (colours.shape, colours.other, colours.spark, colours.ground)
    backs, quarters, over = [], [], size + 1  # one more than its own, so that no seam shows
    for row in range(height // size):
        for column in range(WIDTH // size):
            x, y = column * size, row * size
            right, low = dice.choice(corners)
            paint, back = dice.two_of(paints)
            cx, cy = x + right * size, y + low * size
            ex, ey = x + (1 - right) * size, y + (1 - low) * size
            sweep = int(right != low)
            backs.append(f'<rect x="{x}" y="{y}" width="{over}" height="{over}" fill="{back}"/>')
            quarters.append((paint, f"M{cx} {cy}L{ex} {cy}A{size} {size} 0 0 {1 - sweep} {cx} {ey}Z"))
    return "".join(backs) + _flat(quarters)


def flock(dice: Dice, colours: Scheme, height: int) -> str:
    """A field of dots, one of them different."""
    across = dice.choice([5, 6, 8])
    step = WIDTH / across
    down = int((height - 6) // step)
    odd = dice.randrange(across * max(down, 1))
    r = step * dice.choice([0.3, 0.38, 0.46])
    # A line of no length with round ends is a dot: one path draws them all.
    dots = [f"M{step * (n % across + 0.5):.0f} {step * (n // across + 0.5) + 4:.0f}h0" for n in range(across * down)]
    special = dots.pop(odd) if dots else ""
    return "".join(
        f'<path d="{d}" stroke="{paint}" stroke-width="{2 * r:.1f}" stroke-linecap="round"/>'
        for d, paint in (("".join(dots), colours.shape), (special, colours.spark))
    )


def arch(dice: Dice, colours: Scheme, height: int) -> str:
    """A doorway, and what shines through it."""
    wide = dice.choice([110, 130, 150])
    left, top = (WIDTH - wide) / 2, height * 0.14
    r = wide / 2
    door = f"M{left:.0f} {height}V{top + r:.0f}a{r:.0f} {r:.0f} 0 0 1 {wide} 0V{height}Z"
    sun = _circle(120 + dice.choice([-20, 0, 20]), height * 0.52, wide * 0.24, colours.spark)
    floor = _path(f"M{left:.0f} {height}L0 {height}L{left:.0f} {height * 0.74:.0f}Z", colours.shape, ' opacity=".5"')
    return _path(door, colours.shape) + sun + _rect(left, height * 0.78, wide, height * 0.22, colours.other) + floor


def slant(dice: Dice, colours: Scheme, height: int) -> str:
    """Two halves that do not agree, and something between them."""
    a, b = height * dice.uniform(0.15, 0.45), height * dice.uniform(0.55, 0.9)
    if dice.random() < 0.5:
        a, b = b, a
    r = dice.randint(36, 60)
    x, y = dice.randint(90, 150), (a + b) / 2
    half = f"M0 {a:.0f}L240 {b:.0f}V{height}H0Z"
    return (
        _path(half, colours.shape)
        + _circle(x, y, r, colours.other)
        + _circle(x + r * 0.45, y - r * 0.2, r * 0.55, colours.spark)
    )


def stairs(dice: Dice, colours: Scheme, height: int) -> str:
    """Steps up or down, and a disc that has further to go."""
    steps = dice.choice([4, 5, 6])
    wide, rise = WIDTH / steps, height * 0.8 / steps
    up = dice.random() < 0.5
    blocks = [
        (
            colours.shape if n % 2 else colours.other,
            _block(n * wide, height - rise * (n + 1 if up else steps - n), wide + 1, height),
        )
        for n in range(steps)
    ]
    n = dice.randrange(1, steps - 1)
    y = height - rise * (n + 1 if up else steps - n)
    r = min(wide * 0.42, 26)
    return _flat(blocks) + _circle((n + 0.5) * wide, y - r, r, colours.spark)


def waves(dice: Dice, colours: Scheme, height: int) -> str:
    """Waves, each lower one nearer."""
    rows = dice.choice([4, 5, 6])
    lift = dice.choice([14, 20, 28])
    paints = [colours.other, colours.shape]
    out = [_circle(dice.randint(50, 190), height * 0.24, dice.randint(20, 36), colours.spark)]
    for n in range(rows):
        y, shift = height * (0.34 + 0.66 * n / rows), dice.choice([-40, -20, 0])
        crest = "".join(f"q20 {-lift} 40 0t40 0" for _ in range(4))
        out.append(_path(f"M{shift} {y:.0f}{crest}V{height}H{shift}Z", paints[n % 2]))
    return "".join(out)


@cache
def directions(count: int, reach: int = 420) -> list[tuple[float, float, float, float]]:
    """Where each of so many rays ends, as two corners."""
    angles = [(pi * (2 * n) / count, pi * (2 * n + 1) / count) for n in range(count)]
    return [(reach * cos(a), reach * sin(a), reach * cos(b), reach * sin(b)) for a, b in angles]


def rays(dice: Dice, colours: Scheme, height: int) -> str:
    """Light that bursts from the horizon."""
    cx, cy = dice.choice([60, 120, 180]), height * dice.choice([0.7, 0.85, 1])
    out = [
        f"M{cx} {cy:.0f}L{cx + ax:.0f} {cy - ay:.0f}L{cx + bx:.0f} {cy - by:.0f}z"
        for ax, ay, bx, by in directions(dice.choice([9, 12, 16]))
    ]
    return _path("".join(out), colours.shape) + _circle(cx, cy, dice.randint(30, 52), colours.other)


def window(dice: Dice, colours: Scheme, height: int) -> str:
    """Windows at night; somebody is awake."""
    across, down = dice.choice([(4, 5), (3, 4), (5, 6)])
    wide, tall = (WIDTH - 36) / across, (height - 24) / down
    awake = set(dice.sample(range(across * down), dice.choice([1, 2, 3])))
    return _flat(
        [
            (
                colours.spark if n in awake else colours.shape,
                _block(18 + wide * (n % across) + 3, 18 + tall * (n // across) + 3, wide - 6, tall - 6),
            )
            for n in range(across * down)
        ]
    )


def eclipse(dice: Dice, colours: Scheme, height: int) -> str:
    """One disc before another."""
    r = min(height * 0.36, 88)
    x, y = 120, height * 0.5
    dx, dy = dice.choice([(-30, -16), (30, -16), (0, -34), (34, 20)])
    return (
        _circle(x, y, r, colours.other)
        + _circle(x + dx, y + dy, r * 0.86, colours.ground)
        + _circle(x - dx * 1.5, y - dy * 1.5, 7, colours.spark)
    )


COMPOSITIONS: tuple[Composition, ...] = (
    moonrise, beam, rings, bands, tiles, flock, arch, slant, stairs, waves, rays, window, eclipse,
)  # fmt: skip
