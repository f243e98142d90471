"""The words by which the readers tell names, titles and page furniture apart."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """One phrase a line, or several parted by bars."""
    return frozenset(phrase.strip() for line in text.splitlines() for phrase in line.split("|") if phrase.strip())


# Small words inside a title, set in small letters.
TITLE_SMALL = words(
    """a an and as at but by for from in into nor of off on onto or over the to up upon via vs with
    de du des la le les el y et und"""
)
# Small words inside a name, and words that stand in no name.
PARTICLES = words(
    "de da do dos das di del della di du des la le el al van von der den ter ten bin ibn ben y e af av zu"
)
NOT_IN_NAMES = words("a an the in of and or for to at on with from his her their is was its this that not")
TITLE_WORDS = words("The A An In Of And Or For To At On With From His Her Their My Our Your No Not")
# Words of what stands beside names in rows of credits: when it opens, who shows it, how it is spoken.
NOT_BESIDE_NAMES = words(
    """by rated unrated certificate opens opening opened out released release limited wide premiere premieres showing
    playing streaming available coming soon cinemas cinema theaters theatres subtitles subtitled dubbed minutes mins
    hours monday tuesday wednesday thursday friday saturday sunday today tomorrow festival official selection winner
    based adapted inspired narrated voiced distributed presented running runtime colour color black-and-white
    pictures films film movie movies studio studios features entertainment productions production presents
    distribution releasing media comedy drama thriller horror romance documentary animation animated western musical
    mystery adventure action romantic netflix hulu disney amazon hbo imax 3d english french german spanish italian
    japanese american british usa kingdom states"""
)
# Languages in which films are spoken.
LANGUAGES = words(
    """Afrikaans Albanian Arabic Armenian Basque Bengali Bulgarian Burmese Cantonese Catalan Croatian Czech Danish
    Dutch English Estonian Farsi Filipino Finnish Flemish French Gaelic Galician Georgian German Greek Hebrew Hindi
    Hungarian Icelandic Indonesian Inuktitut Irish Italian Japanese Kannada Kazakh Khmer Korean Kurdish Latin Latvian
    Lithuanian Macedonian Malay Malayalam Mandarin Maori Marathi Mongolian Nepali Norwegian Persian Polish Portuguese
    Punjabi Quechua Romanian Russian Scots Serbian Slovak Slovenian Somali Spanish Swahili Swedish Tagalog Tamil
    Telugu Thai Tibetan Turkish Ukrainian Urdu Vietnamese Welsh Wolof Xhosa Yiddish Yoruba Zulu"""
)
HONOURS = words(
    """Mr Mrs Ms Miss Dr Sir Lord Lady Dame King Queen Prince Princess Duke Duchess Count Countess Emperor Empress
    Captain Major Colonel General Sergeant Private Corporal Lieutenant Lt Commander Admiral Inspector Detective Officer
    Constable Sheriff Agent Father Mother Sister Brother Aunt Auntie Uncle Cousin Grandma Grandpa Granny Nurse Doctor
    Professor Prof President Judge Senator Mayor Councillor Reverend Rev Bishop Pope Saint Chef Coach Farmer Don Doña
    Señor Señora Monsieur Madame Mme Mlle Mademoiselle Herr Frau Signor Signora Old Young Little Big Mama Papa Baby"""
)
# Words with which names of places, firms, films and awards begin, and those with which they end.
NOT_PEOPLE_FIRST = words(
    """New North South East West Northern Southern Eastern Western Upper Lower Great United Los Las San Santa Saint
    Mount Fort Port Part Volume Chapter Act Best Season Episode Academy Golden Royal Central National"""
)
NOT_PEOPLE_LAST = words(
    """Road Street Avenue Square Boulevard Festival Pictures Film Films Studio Studios Entertainment Productions
    Magazine Weekly Times Theatre Theater Cinema Cinemas University College School Museum Orchestra Records Island
    Islands City County Town Hotel Airport Station Award Awards Prize Club Society Press Trilogy Saga Holiday
    Story Returns"""
)
# Nouns that end like those for people.
THINGS = words(
    """number letter poster trailer paper summer winter river corner tower computer dinner order power water chapter
    cover border error mirror horror floor door motor thriller theater restaurant newspaper matter flower"""
)
# Nouns for people, besides those that their ending tells.
PEOPLE = words(
    """wife husband widow son daughter child children kid twin twins baby aunt uncle cousin niece nephew parent parents
    grandma grandpa mum mom dad friend boss chief neighbour neighbor girl boy lad lass man men woman women people couple
    lover mistress fiancé fiancée bride groom nurse cop thief maid cook chef guide spy judge priest nun monk king queen
    prince princess captain guest host tenant landlord servant patient student pupil teen teenager orphan stranger
    hero villain pilot clerk poet surgeon veteran recluse loner outcast refugee witch ghost robot android client
    colleague assistant ex crook bully bandit outlaw knight samurai pirate hermit
    nomad thug goon addict convict architect diplomat victim witness rival heir giant"""
)
JOBS = words("director writer actor actress screenwriter producer composer film movie drama mr mrs miss dr")
# Crafts and awards behind an "as": nobody plays them.
CRAFTS = words(
    """best cinematographer director co-director producer co-producer editor composer writer co-writer screenwriter
    actor actress costar co-star star designer choreographer conductor newcomer photographer
    performer author novelist playwright lyricist critic filmmaker film-maker
    executive award"""
)
# Words that begin a sentence with a capital and so may stand before a name or a title without being part of it.
OPENERS = words(
    """in but and when as with while for now here this it if yet though although like unlike from to by at on after
    before since director writer actor actress verdict what why how not so is was there that some many both then once
    watching where even these those enter meet because young old also starring"""
)
# Words with which a sentence begins before a name. Titles begin with them too, so they are not among the OPENERS.
BEFORE_NAMES = OPENERS | words(
    """only meanwhile elsewhere poor dear soon later eventually suddenly opposite beside against behind above below
    inside outside until unless could can will would should does did has had have today tonight upstairs downstairs"""
)
# Words that begin a sentence and may begin a title as well: only before a small word are they no part of it.
INDEFINITE = words(
    """nobody somebody everybody anybody nothing something everything anything everyone someone anyone no-one none few
    only most much little less more all half part one two three four five ten see
    set shot filmed made based adapted told lit"""
)
# Single words that are no title, whatever stands around them in running text.
NO_TITLES = words(
    """he she it we they i you his her their our my this that there here both now then the a an in on at but and so yet
    if when while as for who what why how not one two three hollywood london england english british american america
    us uk"""
)
# Words with which a page speaks of itself before a colon; nobody in a film is called so.
EDITORIAL = words(
    """note notes update updated edit edited spoiler spoilers warning verdict line conclusion summary alert disclaimer
    rating ratings score plot story synopsis genre watch watched seen source via credit credits caption photo picture
    image pros cons good bad best worst highlight highlights lowlight recommended recommendation overall opinion
    thoughts review previously next related reminder correction question answer fact tip hint ps p.s. trigger
    trivia quote what why how when where who if the my our your this it also and but so"""
)
CAST_HEADINGS = phrases(
    """cast|full cast|the cast|cast overview|credited cast|main cast|cast overview, first billed only|cast list|starring
    cast & characters"""
)
FURNITURE = phrases(
    """
    pages navigation menu|navigation menu|menu|main menu|skip to content|skip to main content|skip to navigation|home
    search|login|log in|sign in|sign up|subscribe|subscribe now|newsletter|share|share this|share this post|tweet|like
    share on facebook|share on twitter|like this|print|email|pin it|facebook|twitter|instagram|related|related posts
    related articles|you may also like|you might also like|read more|continue reading|next|previous|back|back to top
    top|advertisement|advert|sponsored|your turn|add a review|write a review|see more films|more films|all films
    back to films|back to all films|see all reviews|see all films|show all reviews|all reviews|reviews|latest reviews
    popular reviews|recent reviews|comments|buy tickets|book tickets|book now|tickets|get tickets|watch trailer|trailer
    watch the trailer|play trailer|official trailer|photos|gallery|images|no valid json found|technical specs
    technical specifications|technical details|details|storyline|synopsis|plot|plot summary|did you know|box office
    box office details|cast|full cast|cast overview|credited cast|main cast|cast and crew|cast & crew|the cast
    see full cast|see full cast and crew|full cast and crew|see full cast & crew|see more|show more|more
    company credits|user review|user reviews|trivia|goofs|quotes|taglines|production notes|film details|film info
    movie info|info|about|about the film|overview|the verdict|verdict|review|film review|movie review|film reviews
    leave a rating|rate this film|rate this movie|advertisement - continue reading below|add to watchlist
    add to favourites|was the above review useful to you|was this review helpful|report this|edit page
    contribute to this page|external links|links|filed under
    """
)
# How lines begin that stand below texts and are no part of them.
LAST_LINES = phrases(
    "frequently asked questions|message boards|recent posts|comments are closed|share your thoughts"
    "|leave a comment|leave a reply|author|rating|reviewed by|words by"
)
