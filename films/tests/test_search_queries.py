"""A hundred searches with their first results: the same on every database, because each runs this test."""

import pytest
from django.contrib.auth.models import AnonymousUser

from films.models import Film, Person, SearchWord
from films.search import postgres, search
from films.tests.factories import a_credit, a_film, a_person
from films.views.search import PAGE

pytestmark = pytest.mark.each_database

# title, year, votes elsewhere
FILMS = """
It|2017|600000
It|1990|140000
It Follows|2014|270000
Us|2019|330000
Up|2009|1100000
Up in the Air|2009|350000
M|1931|170000
M*A*S*H|1970|80000
Her|2013|690000
The The|1997|100
The Thing|1982|480000
The Thing from Another World|1951|30000
The Fly|1986|200000
A Fly|2001|10
2001: A Space Odyssey|1968|720000
1917|2019|690000
1984|1956|5000
Nineteen Eighty-Four|1984|75000
300|2006|860000
8½|1963|125000
Miss You Already|2015|15000
Beaches|1988|30000
Steel Magnolias|1989|60000
Twilight|2008|500000
Twilight|1998|15000
Thirteen|2003|95000
The Bourne Ultimatum|2007|680000
The Bourne Identity|2002|590000
The 33|2015|40000
Red Riding Hood|2011|120000
Plush|2013|5000
Lords of Dogtown|2005|60000
Amélie|2001|800000
Das Boot|1981|270000
L'Avventura|1960|34000
La Haine|1995|200000
Der Himmel über Berlin|1987|77000
Сталкер|1979|150000
七人の侍|1954|370000
올드보이|2003|640000
E.T. the Extra-Terrestrial|1982|450000
WALL·E|2008|1200000
Spider-Man|2002|900000
Superman|1978|190000
Mission: Impossible|1996|480000
Se7en|1995|1800000
The Godfather|1972|2000000
The Godfather Part II|1974|1300000
Alien|1979|950000
Aliens|1986|760000
Love Actually|2003|530000
Punch-Drunk Love|2002|180000
To Be or Not to Be|1942|42000
What's Up, Doc?|1972|24000
Yes|2004|6000
Now You See Me|2013|700000
Who?|1974|400
$|1971|3000
""".strip().splitlines()

CREDITS = """
Twilight|2008|Catherine Hardwicke|director
Thirteen|2003|Catherine Hardwicke|director
Miss You Already|2015|Catherine Hardwicke|director
Miss You Already|2015|Drew Barrymore|cast
Miss You Already|2015|Toni Collette|cast
Miss You Already|2015|Morwenna Banks|writer
E.T. the Extra-Terrestrial|1982|Drew Barrymore|cast
E.T. the Extra-Terrestrial|1982|Steven Spielberg|director
The Thing|1982|John Carpenter|director
Alien|1979|Sigourney Weaver|cast
Aliens|1986|Sigourney Weaver|cast
Amélie|2001|Audrey Tautou|cast
The Bourne Ultimatum|2007|Paul Greengrass|director
Das Boot|1981|Jürgen Prochnow|cast
Steel Magnolias|1989|Shirley MacLaine|cast
The Fly|1986|Jeff Goldblum|cast
""".strip().splitlines()

# what is typed => the film (or the person) that comes first
QUERIES = """
it => It (2017)
IT => It (2017)
it 1990 => It (1990)
it year:1990 => It (1990)
it 2017 => It (2017)
it follows => It Follows (2014)
us => Us (2019)
up => Up (2009)
up in => Up in the Air (2009)
m => M (1931)
mash => M*A*S*H (1970)
m*a*s*h => M*A*S*H (1970)
her => Her (2013)
the the => The The (1997)
the thing => The Thing (1982)
thing => The Thing (1982)
thing the => The Thing (1982)
the thing 1951 => The Thing from Another World (1951)
thing from another => The Thing from Another World (1951)
the fly => The Fly (1986)
fly => The Fly (1986)
a fly => The Fly (1986)
2001 => 2001: A Space Odyssey (1968)
2001 a space odyssey => 2001: A Space Odyssey (1968)
space odissey => 2001: A Space Odyssey (1968)
odyssey space => 2001: A Space Odyssey (1968)
1917 => 1917 (2019)
1984 => 1984 (1956)
nineteen eighty four => Nineteen Eighty-Four (1984)
300 => 300 (2006)
8½ => 8½ (1963)
8 1/2 => 8½ (1963)
miss you already => Miss You Already (2015)
already miss you => Miss You Already (2015)
mis you already => Miss You Already (2015)
miss you alredy => Miss You Already (2015)
MISS YOU ALREADY => Miss You Already (2015)
beaches => Beaches (1988)
beachs => Beaches (1988)
steel magnolia => Steel Magnolias (1989)
stel magnolias => Steel Magnolias (1989)
twilight => Twilight (2008)
twilight 1998 => Twilight (1998)
twilight year:1998 => Twilight (1998)
twilihgt => Twilight (2008)
thirteen => Thirteen (2003)
13 => Thirteen (2003)
bourne => The Bourne Ultimatum (2007)
bourne identity => The Bourne Identity (2002)
bourn ultimatum => The Bourne Ultimatum (2007)
the 33 => The 33 (2015)
33 => The 33 (2015)
red riding => Red Riding Hood (2011)
hood riding red => Red Riding Hood (2011)
plush => Plush (2013)
dogtown => Lords of Dogtown (2005)
dog town => Lords of Dogtown (2005)
amelie => Amélie (2001)
amélie => Amélie (2001)
amelei => Amélie (2001)
boot => Das Boot (1981)
das boot => Das Boot (1981)
avventura => L'Avventura (1960)
l'avventura => L'Avventura (1960)
haine => La Haine (1995)
uber berlin => Der Himmel über Berlin (1987)
himmel => Der Himmel über Berlin (1987)
сталкер => Сталкер (1979)
stalker => Сталкер (1979)
七人の侍 => 七人の侍 (1954)
侍 => 七人の侍 (1954)
올드보이 => 올드보이 (2003)
et => E.T. the Extra-Terrestrial (1982)
e.t. => E.T. the Extra-Terrestrial (1982)
extraterrestrial => E.T. the Extra-Terrestrial (1982)
wall-e => WALL·E (2008)
walle => WALL·E (2008)
spiderman => Spider-Man (2002)
spider-man => Spider-Man (2002)
super man => Superman (1978)
mission impossible => Mission: Impossible (1996)
mission:impossible => Mission: Impossible (1996)
se7en => Se7en (1995)
godfather => The Godfather (1972)
godfather part 2 => The Godfather Part II (1974)
godfather part ii => The Godfather Part II (1974)
the godfather 2 => The Godfather Part II (1974)
alien => Alien (1979)
alie => Alien (1979)
"love actually" => Love Actually (2003)
love => Love Actually (2003)
"to be" => To Be or Not to Be (1942)
or => To Be or Not to Be (1942)
not => To Be or Not to Be (1942)
whats up doc => What's Up, Doc? (1972)
yes => Yes (2004)
now you => Now You See Me (2013)
who => Who? (1974)
$ => $ (1971)
twilight hardwicke => Twilight (2008)
sigourney weaver aliens => Aliens (1986)
films with jeff goldblum => The Fly (1986)
barrymore collette => Miss You Already (2015)
director:hardwicke => Twilight (2008)
director:hardwick year:2003 => Thirteen (2003)
with:barrymore => E.T. the Extra-Terrestrial (1982)
writer:banks => Miss You Already (2015)
drew barrymore => Drew Barrymore
barrymore drew => Drew Barrymore
drew barymore => Drew Barrymore
collette => Toni Collette
colette => Toni Collette
jurgen prochnow => Jürgen Prochnow
maclaine => Shirley MacLaine
sigorney weaver => Sigourney Weaver
tautou => Audrey Tautou
carpenter => John Carpenter
year:1982 => The Thing (1982)
year:1930s => M (1931)
" => nothing
NOT => To Be or Not to Be (1942)
xyzzy => nothing
""".strip().splitlines()


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """The films of the list, made once."""
    with django_db_blocker.unblock():
        films = {}
        for line in FILMS:
            title, year, votes = line.rsplit("|", 2)
            films[title, year] = a_film(title, int(year), votes=int(votes))
        for line in CREDITS:
            title, year, name, department = line.rsplit("|", 3)
            person = Person.objects.named(name).first() or a_person(name)
            a_credit(films[title, year], person, department)
        yield
        Film.objects.all().delete()
        Person.objects.all().delete()
        SearchWord.objects.all().delete()


@pytest.mark.django_db
class Search:
    def test_knows_a_hundred_questions(self):
        assert len(QUERIES) >= 100

    @pytest.mark.parametrize("line", QUERIES)
    def test_gives_the_first_result(self, catalogue, line):
        text, first = line.split(" => ")
        results = search(text, AnonymousUser(), PAGE)
        found = [*results.films, *results.people]
        assert [str(thing) for thing in found[:1]] == ([] if first == "nothing" else [first])

    def test_gives_the_same_whether_postgresql_asks_by_stretches_or_for_all_at_once(self, catalogue, monkeypatch):
        def answers():
            found = [search(line.split(" => ")[0], AnonymousUser(), PAGE) for line in QUERIES]
            return [[str(thing) for thing in (*results.films, *results.people)] for results in found]

        monkeypatch.setattr(postgres, "MANY", 1_000_000)
        at_once = answers()
        monkeypatch.setattr(postgres, "MANY", -1)
        monkeypatch.setattr(postgres, "TOGETHER", 1000)
        assert answers() == at_once
