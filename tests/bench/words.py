"""Invented titles, names and texts for the benchmark's site: a few common words and many rare ones."""

from tests.bench.scale import spread

ADJECTIVES = "Silent Red Last Hidden Broken Golden Long Second Quiet Wild Cold Bright Lost Blue Empty New Little Dark"
NOUNS = "Harbour Lamp Winter Road Sister Garden Letter River Kestrel Room Summer Island Clock Orchard Border Mirror"
GIVEN = "Ada Bo Cleo Dan Eli Fay Gus Hal Ines Jo Kit Lea Max Nell Otto Pia Quin Rosa Sam Tess Una Vic Wes Yara Zoe"
BEGINNINGS = "Bar Cal Dor El Fen Gar Hol Ir Jas Kel Lor Mar Nor Ost Per Quil Ros Sel Tor Ul Ver Wyn Yor Zan".split()  # noqa: SIM905
ENDINGS = "a by den dale el field ford gate ham in ley man mouth ness o ra son stead ton well wick worth".split()  # noqa: SIM905
RARE = 60_000  # rare words
SENTENCES = (
    "The first half drifts, and then a door closes and everything before it has weight.",
    "I went for the cast and stayed for the light.",
    "Nobody in it is a fool, which is rarer than it should be.",
    "The ending is not earned, but it is kind.",
    "It is twenty minutes too long and I would not give back one of them.",
    "My mother laughed, my brother slept, I did both.",
    "There is a scene on a ferry that I shall not get out of my head.",
)
ADJECTIVES, NOUNS, GIVEN = ADJECTIVES.split(), NOUNS.split(), GIVEN.split()


def made_up(number):
    """The word of this number: the numbers are the digits of its syllables."""
    number, first = divmod(number, len(BEGINNINGS))
    number, last = divmod(number, len(ENDINGS))
    middle = []
    while number:
        number, digit = divmod(number, len(BEGINNINGS))
        middle.append(BEGINNINGS[digit].lower())
    return BEGINNINGS[first] + "".join(middle) + ENDINGS[last]


def rare(value):
    """A made-up word; of twice the rank, half as often, as in any language."""
    return made_up(int(RARE ** ((value & 0xFFFFFF) / 0x1000000)))


def title(film):
    """One title in one of a few forms; some repeat, as real ones do."""
    value = spread(film, 11)
    adjective, noun = ADJECTIVES[value % 18], NOUNS[(value >> 8) % 16]
    form, word = (value >> 16) % 6, rare(value >> 24)
    if form == 0:
        return f"The {adjective} {noun}"
    if form == 1:
        return f"{noun} of {word}"
    if form == 2:
        return f"{adjective} {word}"
    if form == 3:
        return f"A {noun} in {word}"
    if form == 4:
        return f"{word}: The {adjective} {rare(spread(film, 12))}"
    return f"{word} and {rare(spread(film, 12))}"


def name(person):
    """One name; some have namesakes."""
    value = spread(person, 21)
    return f"{GIVEN[value % 25]} {GIVEN[(value >> 8) % 25]} {rare(value >> 24)}"


def text(film, number):
    """A review of two to six sentences."""
    value = spread(film, number, 31)
    return " ".join(SENTENCES[(value >> 4 * n) % 7] for n in range(2 + (value >> 32) % 5))
