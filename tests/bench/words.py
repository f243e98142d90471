"""Invented titles, names and texts for the benchmark's site."""

from tests.bench.scale import spread

ADJECTIVES = [
    "Silent",
    "Red",
    "Last",
    "Hidden",
    "Broken",
    "Golden",
    "Long",
    "Second",
    "Quiet",
    "Wild",
    "Cold",
    "Bright",
    "Lost",
    "Blue",
    "Empty",
    "New",
    "Little",
    "Dark",
]
NOUNS = [
    "Harbour",
    "Lamp",
    "Winter",
    "Road",
    "Sister",
    "Garden",
    "Letter",
    "River",
    "Kestrel",
    "Room",
    "Summer",
    "Island",
    "Clock",
    "Orchard",
    "Border",
    "Mirror",
]
PLACES = "Dover Oslo Lima Cairo Leith Turin Kyoto Quito Riga Perth Lagos Delhi Basel Ghent Tunis Malmo".split()  # noqa: SIM905
GIVEN = [
    "Ada",
    "Bo",
    "Cleo",
    "Dan",
    "Eli",
    "Fay",
    "Gus",
    "Hal",
    "Ines",
    "Jo",
    "Kit",
    "Lea",
    "Max",
    "Nell",
    "Otto",
    "Pia",
    "Quin",
    "Rosa",
    "Sam",
    "Tess",
    "Una",
    "Vic",
    "Wes",
    "Yara",
    "Zoe",
]
FAMILY = [
    "Marsh",
    "Lind",
    "Roe",
    "Wray",
    "Hale",
    "Quist",
    "Born",
    "Carr",
    "Dale",
    "Eaves",
    "Finch",
    "Grove",
    "Holt",
    "Ives",
    "Jarrow",
    "Keane",
    "Lowe",
    "Moss",
    "North",
]
ENDINGS = "son man ley ton ford field well worth by".split()  # noqa: SIM905
SENTENCES = (
    "The first half drifts, and then a door closes and everything before it has weight.",
    "I went for the cast and stayed for the light.",
    "Nobody in it is a fool, which is rarer than it should be.",
    "The ending is not earned, but it is kind.",
    "It is twenty minutes too long and I would not give back one of them.",
    "My mother laughed, my brother slept, I did both.",
    "There is a scene on a ferry that I shall not get out of my head.",
)


def pick(words, *numbers):
    return words[spread(*numbers) % len(words)]


def title(film):
    """One title in a few forms; some repeat, as real ones do."""
    noun, adjective, place = pick(NOUNS, film, 11), pick(ADJECTIVES, film, 12), pick(PLACES, film, 13)
    forms = (
        f"The {adjective} {noun}",
        f"{noun} of {place}",
        f"{adjective} {noun}",
        f"A {noun} in {place} {spread(film, 14) % 90 + 10}",
        f"{place}: {adjective} {noun} {film % 1000}",
    )
    return pick(forms, film, 15)


def name(person):
    """One name; about every tenth has a namesake."""
    family = pick(FAMILY, person, 21) + pick(("", *ENDINGS), person, 22)
    return f"{pick(GIVEN, person, 23)} {pick(GIVEN, person, 24)[0]}. {family}{'' if person % 10 else ' Jr'}"


def text(film, member):
    """A review of two to six sentences."""
    return " ".join(pick(SENTENCES, film, member, n) for n in range(2 + spread(film, member, 31) % 5))
