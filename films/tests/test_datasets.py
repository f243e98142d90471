"""Data sets: what comes in, what is refused, and that a run can be stopped anywhere and run again."""

import gzip
import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from films.catalogue import save
from films.catalogue.doubts import settle
from films.datasets import SOURCES, archive
from films.datasets import run as runner
from films.models import ArchivedRating, Credit, DoubtfulRecord, ExternalScore, Film, ImportRun, OtherTitle, Person
from films.record import CreditFact, FilmFacts, FilmRecord

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def run(source, *paths, **options):
    out, err = StringIO(), StringIO()
    call_command("import_dataset", source, *map(str, paths), stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


def dying(save_batch, lives):
    """`save_batch` that is interrupted when it has lived that many batches."""
    left = iter(range(lives))

    def dies(records, source):
        results = save_batch(records, source)
        if next(left, None) is None:
            raise KeyboardInterrupt
        return results

    return dies


def jsonl(tmp_path, rows, name="films.jsonl"):
    path = tmp_path / name
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))
    return path


def dump():
    films = Film.objects.order_by("slug")
    return (
        list(films.values_list("slug", "title", "year", "imdb_id", "runtime_minutes", "original_title", "kind")),
        sorted(Credit.objects.values_list("film__slug", "person__slug", "department", "character", "position")),
        sorted(Film.genres.through.objects.values_list("film__slug", "genre__name")),
        sorted((s.film.slug, s.source, str(s), s.votes) for s in ExternalScore.objects.select_related("film")),
        sorted(OtherTitle.objects.values_list("film__slug", "title", "region", "match_key")),
        sorted(Person.objects.values_list("slug", "name", "imdb_id", "sort_name", "match_key")),
        DoubtfulRecord.objects.count(),
    )


FILMS = [
    {"title": "The Lamp Room", "year": 2011, "cast": ["Ines Roe", "Bo Lind"], "genres": ["Drama"]},
    {"title": "Salt, A", "year": 1999, "cast": ["Bo Lind"], "genres": []},
    {"title": "Été: 日本", "year": 1950, "cast": [], "genres": ["Comedy", "Drama"]},
]


def test_json_lines_become_films(tmp_path):
    path = tmp_path / "films.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(film) + "\n" for film in FILMS).encode()))
    assert "Done: 3 created" in run("catalogue", path)
    film = Film.objects.get(slug="the-lamp-room-2011")
    assert [c.person.name for c in film.credits.all()] == ["Ines Roe", "Bo Lind"]
    assert Film.objects.filter(title="A Salt").exists()
    assert Person.objects.get(name="Bo Lind").films.count() == 2


def test_a_spreadsheet_in_csv_becomes_films_whatever_separates_its_cells(tmp_path):
    path = tmp_path / "club.csv"
    path.write_bytes("\ufeffTitle;Year;Directors;Runtime\r\nKestrel, Rising;2001;Ada Marsh|Jo Quist;92\r\n".encode())
    run("catalogue", path)
    film = Film.objects.get(title="Kestrel, Rising")
    assert (film.year, film.runtime_minutes, film.people.count()) == (2001, 92, 2)


def test_the_same_file_again_changes_nothing(tmp_path):
    path = jsonl(tmp_path, FILMS)
    run("catalogue", path)
    before = dump()
    assert "0 created, 0 changed, 3 unchanged" in run("catalogue", path)
    assert dump() == before


def test_a_rehearsal_says_what_would_happen_and_changes_nothing(tmp_path):
    assert "It would be: 3 created" in run("catalogue", jsonl(tmp_path, FILMS), dry_run=True)
    assert not Film.objects.exists()
    assert not ImportRun.objects.exists()


def test_bad_rows_are_kept_in_a_file_as_they_were_and_stop_nothing(tmp_path, settings):
    bad = ["{broken", '{"year": 1990}', '{"title": "Later", "year": 3000}', "[1]"]
    said = run("catalogue", jsonl(tmp_path, [bad[0], FILMS[0], *bad[1:], FILMS[1]]))
    assert "2 created" in said
    assert "4 refused" in said
    assert "“3000” is no year" in said
    kept = next((settings.DATA_DIR / "imports").iterdir())
    assert kept.read_text().splitlines() == bad


def test_a_run_that_dies_anywhere_goes_on_and_ends_as_if_it_had_not(tmp_path, monkeypatch, settings):
    rows = [{"title": f"Film {n % 37}", "year": 1950 + n % 40, "cast": [f"Person {n % 11}"]} for n in range(60)]
    rows.insert(10, "{broken")
    rows.insert(40, "{broken too")
    monkeypatch.setitem(SOURCES, "catalogue", replace(SOURCES["catalogue"], batch=5))
    run("catalogue", jsonl(tmp_path, rows, "whole.jsonl"))
    whole = dump()
    Film.objects.all().delete()
    Person.objects.all().delete()
    DoubtfulRecord.objects.all().delete()
    path, save_batch = jsonl(tmp_path, rows, "killed.jsonl"), runner.save_batch
    for lives in range(1, 14):
        monkeypatch.setattr(runner, "save_batch", dying(save_batch, lives))
        try:
            run("catalogue", path)
            break
        except KeyboardInterrupt:
            pass
    assert dump() == whole
    kept = [file.read_text() for file in (settings.DATA_DIR / "imports").iterdir()]
    assert kept == ["{broken\n{broken too\n"] * 2


def test_gaps_of_a_film_that_stands_are_filled_and_nothing_else(tmp_path):
    film = save(
        FilmRecord(FilmFacts("The Lamp Room", 2011, synopsis="Ours."), [CreditFact("Ines Roe", "cast", "Nell")]),
        "a",
        "sheet",
    ).film
    row = FILMS[0] | {"synopsis": "Theirs.", "imdb_id": "tt7000001"}
    assert "1 changed" in run("catalogue", jsonl(tmp_path, [row]))
    film.refresh_from_db()
    assert (film.synopsis, film.imdb_id) == ("Ours.", "tt7000001")
    assert sorted(film.credits.values_list("person__name", "character")) == [("Bo Lind", ""), ("Ines Roe", "Nell")]
    assert Film.objects.count() == 1


def test_people_are_told_apart_by_their_ids_in_any_catalogue(tmp_path):
    cast = [
        {"name": "Bo Lind", "wikidata_id": "https://www.wikidata.org/wiki/Q71"},
        {"name": "Bo Lind", "letterboxd_id": "https://letterboxd.com/actor/bo-lind-1/"},
    ]
    rows = [{"title": "One", "year": 2001, "cast": cast}, {"title": "Two", "year": 2002, "cast": cast[:1]}]
    run("catalogue", jsonl(tmp_path, rows))
    known = Person.objects.order_by("slug").values_list("slug", "wikidata_id", "letterboxd_id")
    assert list(known) == [("bo-lind", "Q71", None), ("bo-lind-2", None, "bo-lind-1")]
    assert Person.objects.get(slug="bo-lind").films.count() == 2


def test_films_of_one_title_are_compared_however_many_people_work_on_them(tmp_path):
    rows = [
        {"title": "Crowd", "imdb_id": f"tt700000{n}", "cast": [f"Extra {n}-{place}" for place in range(600)]}
        for n in range(2)
    ]
    assert "2 created" in run("catalogue", jsonl(tmp_path, rows))


def test_two_of_one_title_whose_ids_are_new_stay_two(tmp_path):
    run("catalogue", jsonl(tmp_path, [FILMS[0]]))
    rows = [FILMS[0] | {"imdb_id": "tt7000001"}, FILMS[0] | {"imdb_id": "tt7000002"}]
    path = jsonl(tmp_path, rows, "ids.jsonl")
    assert "1 created, 1 changed" in run("catalogue", path)
    assert "2 unchanged" in run("catalogue", path)


def test_films_of_one_title_and_year_that_ids_tell_apart_all_get_an_address(tmp_path):
    rows = [{"title": "Untitled", "year": 2001, "imdb_id": f"tt70000{number}"} for number in range(10, 40)]
    for part in (rows[:12], rows[12:]):
        assert f"{len(part)} created" in run("catalogue", jsonl(tmp_path, part, f"{len(part)}.jsonl"))
    assert Film.objects.filter(slug="untitled-2001-30").exists()


def test_what_may_be_two_films_waits_for_somebody_to_decide(tmp_path):
    run("catalogue", jsonl(tmp_path, [FILMS[0]]))
    other = FILMS[0] | {"cast": ["Una Hale"]}
    assert "1 doubtful" in run("catalogue", jsonl(tmp_path, [other], "other.jsonl"))
    doubt = DoubtfulRecord.objects.get()
    assert [film.slug for film in doubt.candidates.all()] == ["the-lamp-room-2011"]
    assert Film.objects.count() == 1


def test_movielens_brings_titles_ids_and_its_ratings_as_one_external_score(tmp_path):
    (tmp_path / "movies.csv").write_text(
        'movieId,title,genres\n1,"Lamp Room, The (2011)",Drama|Comedy\n'
        '2,"Salt (Sal) (1999)",(no genres listed)\n3,Undated,Drama\n'
    )
    (tmp_path / "links.csv").write_text("movieId,imdbId,tmdbId\n1,0012345,77\n2,0099,\n")
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating,timestamp\n1,1,4.0,1\n2,1,3.5,2\n3,1,x,3\n1,9,5.0,4\n")
    run("movielens", tmp_path)
    film = Film.objects.get(slug="the-lamp-room-2011")
    assert (film.imdb_id, film.tmdb_id, film.rating_count) == ("tt0012345", "77", 0)
    assert [(s.source, str(s), s.votes) for s in film.scores.all()] == [("MovieLens", "3.75/5", 2)]
    salt = Film.objects.get(slug="salt-1999")
    assert [t.title for t in salt.titles.all()] == ["Sal"]
    assert not salt.genres.exists()
    assert Film.objects.get(title="Undated").year is None
    assert list(ArchivedRating.objects.order_by("rater").values_list("rater", "film", "half_steps")) == [
        (1, film.pk, 8),
        (2, film.pk, 7),
    ]


def test_two_films_of_movielens_that_only_their_numbers_tell_apart_are_a_doubt_each_time(tmp_path):
    titles = {838: "Emma", 147002: "Eros", 26958: "Emma", 32600: "Eros", 7: "Twice", 8: "Two times", 9: "Twice"}
    (tmp_path / "movies.csv").write_text(
        "movieId,title,genres\n" + "".join(f"{number},{title} (1996),Drama\n" for number, title in titles.items())
    )
    (tmp_path / "links.csv").write_text("movieId,imdbId,tmdbId\n7,0000007,77\n8,0000008,77\n9,0000009,\n")
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating\n1,838,5.0\n1,26958,1.0\n3,26958,2.0\n1,32600,1.0\n")
    assert "4 created, 0 changed, 0 unchanged, 3 doubtful, 0 refused" in run("movielens", tmp_path)
    before = dump()
    for _ in range(2):
        assert "0 created, 0 changed, 4 unchanged, 3 doubtful, 0 refused" in run("movielens", tmp_path)
        assert dump() == before


def test_rows_of_one_title_and_year_change_nothing_the_second_time(tmp_path):
    path = tmp_path / "club.csv"
    path.write_text(
        "title,year,directors\nTwin,1996,\nTwin,1996,\nTwin,1996,Ada Brook\nTwin,1996,Bo\nTwin,1997,Ada Brook\n"
    )
    assert "1 created, 1 changed, 1 unchanged, 2 doubtful" in run("catalogue", path)
    before = dump()
    assert "0 created, 0 changed, 3 unchanged, 2 doubtful" in run("catalogue", path)
    assert dump() == before


TITLES = {
    "(500) Days of Lamps": ("(500) Days of Lamps", []),
    "(L)amp": ("(L)amp", []),
    "Lampman: Or (The Unexpected Virtue of Light)": ("Lampman: Or (The Unexpected Virtue of Light)", []),
    "Me, My Lamp (I)": ("Me, My Lamp (I)", []),
    "Six (a.k.a. The S1x)": ("Six", ["The S1x"]),
    "City of Lamps, The (Cité des lampes, La)": ("The City of Lamps", ["La Cité des lampes"]),
    "Let the Light In (Lasst es herein) (12 Lamps)": ("Let the Light In", ["12 Lamps", "Lasst es herein"]),
}


def test_movielens_titles_keep_their_brackets_unless_these_hold_another_title_at_the_end(tmp_path):
    lines = [f'{number},"{title} (1999)",Drama\n' for number, title in enumerate(TITLES, 1)]
    broken = '8,"Not closed (1990),Drama\n9,Cut off\n'
    (tmp_path / "movies.csv").write_text("movieId,title,genres\n" + broken + "".join(lines))
    assert f"{len(TITLES)} created, 0 changed, 0 unchanged, 0 doubtful, 2 refused" in run("movielens", tmp_path)
    kept = {film.title: sorted(t.title for t in film.titles.all()) for film in Film.objects.all()}
    assert kept == dict(TITLES.values())


def test_movielens_goes_on_with_its_ratings_where_it_was_killed_and_keeps_each_once(tmp_path, monkeypatch):
    (tmp_path / "movies.csv").write_text('movieId,title,genres\n1,"Lamp Room, The (2011)",Drama\n')
    (tmp_path / "ratings.csv").write_text("userId,movieId,rating\n" + "".join(f"{n},1,4.0\n" for n in range(1, 8)))
    monkeypatch.setattr(archive, "RATINGS", 3)
    kept, kill = ArchivedRating.objects.bulk_create, iter([False, True])
    with monkeypatch.context() as patch:
        patch.setattr(ArchivedRating.objects, "bulk_create", lambda *a, **k: 1 / 0 if next(kill) else kept(*a, **k))
        with pytest.raises(ZeroDivisionError):
            run("movielens", tmp_path)
    assert (ArchivedRating.objects.count(), ImportRun.objects.get().counts["ratings"]) == (3, 3)
    for _ in range(2):
        run("movielens", tmp_path)
        assert (ArchivedRating.objects.count(), ImportRun.objects.get().counts["ratings"]) == (7, 7)


IMDB = {
    "title.basics.tsv": [
        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres",
        'tt7000001\tmovie\t"Swing" Room\tSvängrum\t0\t2011\t\\N\t92\tDrama,Comedy',
        "tt7000002\ttvEpisode\tNo Film\tNo Film\t0\t2011\t\\N\t\\N\t\\N",
        "tt10000003\tshort\tSalt\tSalt\t0\t\\N\t\\N\t\\N\t\\N",
        "tt7000004\tmovie",
    ],
    "title.ratings.tsv": ["tconst\taverageRating\tnumVotes", "tt7000001\t6.6\t567"],
    "title.principals.tsv": [
        "tconst\tordering\tnconst\tcategory\tjob\tcharacters",
        'tt7000001\t1\tnm1\tactress\t\\N\t["Nell","Ghost"]',
        "tt7000001\t2\tnm404\tactor\t\\N\t[broken",
        "tt7000001\t3\tnm2\tdirector\t\\N\t\\N",
    ],
    "title.crew.tsv": ["tconst\tdirectors\twriters", "tt7000001\tnm2\tnm3,nm1"],
    "name.basics.tsv": [
        "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles",
        "nm1\tInes Roe\t1970\t\\N\tactress\ttt7000001",
        "nm2\tAda Marsh\t\\N\t\\N\tdirector\t\\N",
        "nm3\tInes Roe\t\\N\t\\N\twriter\t\\N",
    ],
    "title.akas.tsv": [
        "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle",
        "tt7000001\t1\tLampenraum\tDE\t\\N\t\\N\t\\N\t0",
    ],
}


def imdb_folder(tmp_path):
    for name, rows in IMDB.items():
        packed = name.endswith("principals.tsv")
        text = ("\n".join(rows) + "\n").encode()
        (tmp_path / (f"{name}.gz" if packed else name)).write_bytes(gzip.compress(text) if packed else text)
    return tmp_path


def test_imdbs_files_become_films_with_people_told_apart_by_id(tmp_path):
    said = run("imdb", imdb_folder(tmp_path))
    assert "2 created" in said
    film = Film.objects.get(imdb_id="tt7000001")
    assert (film.title, film.original_title, film.runtime_minutes) == ('"Swing" Room', "Svängrum", 92)
    credits = film.credits.values_list("department", "person__imdb_id", "character")
    assert sorted(credits) == [
        ("cast", "nm1", "Nell / Ghost"),
        ("director", "nm2", ""),
        ("writer", "nm1", ""),
        ("writer", "nm3", ""),
    ]
    assert Person.objects.filter(name="Ines Roe").count() == 2
    assert [(s.source, str(s), s.votes) for s in film.scores.all()] == [("IMDb", "6.6/10", 567)]
    assert [(t.title, t.region) for t in film.titles.all()] == [("Lampenraum", "DE")]
    before = dump()
    assert "2 unchanged" in run("imdb", tmp_path)
    assert dump() == before


ODD = {
    "title.basics.tsv": [
        *IMDB["title.basics.tsv"][:1],
        "tt7000001\tmovie\t\"One 'quote\tOne\t0\t\\N\t\\N\t0\t\\N",
        "tt7000001\tmovie\tThe same id again\t\\N\t0\t2011\t\\N\t\\N\t\\N",
        "tt7000005\tmovie\t\\N\t\\N\t0\t2011\t\\N\t\\N\t\\N",
        "tt7000007\tmovie\tCut off",
        "tt7000008\tmovie\tLate\t\\N\t0\tabcd\t\\N\t\\N\t\\N",
        "tt7000009\tmovie\tLong\t\\N\t0\t\\N\t\\N\tninety\t\\N",
        "tt7000010\ttvmovie\tUnknown\t\\N\t0\t\\N\t\\N\t90\t\\N",
        "tt7000011\tvideo\tTape\t\\N\t0\t\\N\t\\N\t90\t\\N",
        "tt7000006\tmovie\tOdd\tOdd\t0\t\\N\t\\N\t\\N\tDrama,,Drama",
    ],
    "title.ratings.tsv": ["tconst\taverageRating\tnumVotes", "tt7000001\tabc\t5", "tt7000006\tNaN\t5", "tt404\t5\t5"],
    "title.principals.tsv": [
        "tconst\tordering\tnconst\tcategory\tjob\tcharacters",
        'tt7000006\t2\tnm1\tactor\t\\N\t"not a list"',
        'tt7000006\t1\tnm2\tactor\t\\N\t[null, "Tab\\\\t", "\\u0000Nul"]',
        "tt7000006\t1\tnm2\tactor\t\\N\t\\N",
        "tt7000006\t3\tnm404\tactor\t\\N\t\\N",
        "tt7000006\t4\t\\N\tstunts\t\\N\t\\N",
        "tt7000006\tx",
    ],
    "title.crew.tsv": ["tconst\tdirectors\twriters", "tt7000006\tnm404,nm2,\t\\N"],
    "name.basics.tsv": ["nconst\tprimaryName", "nm1\t\\N", "nm2\tBo Lind", "nm2\tBo Lind twice"],
    "title.akas.tsv": ["titleId\tordering\ttitle\tregion", "tt7000006\t1\t\\N\tDE", "tt7000006\t2\tOdd\tUS"],
}


def test_imdbs_odd_rows_bring_what_they_have_and_stop_nothing(tmp_path):
    for name, rows in ODD.items():
        (tmp_path / name).write_bytes("\n".join(rows).encode() + b"\n")
    said = run("imdb", tmp_path)
    assert "2 created, 1 changed, 0 unchanged, 0 doubtful, 9 refused" in said
    assert "no films: 1 video." in said
    first, odd = Film.objects.get(imdb_id="tt7000001"), Film.objects.get(imdb_id="tt7000006")
    assert (first.title, first.year, first.runtime_minutes) == ("\"One 'quote", 2011, None)
    assert (odd.year, odd.runtime_minutes, [g.name for g in odd.genres.all()]) == (None, None, ["Drama"])
    parts = sorted(odd.credits.values_list("person__name", "department", "character"))
    assert parts == [("Bo Lind", "cast", "Tab\\t / Nul"), ("Bo Lind", "director", "")]
    assert not ExternalScore.objects.exists()
    assert not OtherTitle.objects.exists()


def refused_files(settings):
    return {path.name.partition("-refused-")[2]: path for path in sorted((settings.DATA_DIR / "imports").iterdir())}


def test_rows_that_imdb_has_wrong_are_put_right_in_their_file_and_imported_alone(tmp_path, settings):
    test_imdbs_odd_rows_bring_what_they_have_and_stop_nothing(tmp_path)
    files = refused_files(settings)
    assert sorted(files) == ["title.basics.tsv", "title.principals.tsv", "title.ratings.tsv"]
    mended = files["title.basics.tsv"].read_text().replace("abcd", "1999").replace("ninety", "90")
    files["title.basics.tsv"].write_text(mended)
    assert "2 created, 0 changed, 0 unchanged, 0 doubtful, 3 refused" in run("imdb", files["title.basics.tsv"])
    assert "3 unchanged, 0 doubtful, 9 refused" in run("imdb", tmp_path)
    assert files["title.basics.tsv"].read_text() == mended


def test_rows_that_movielens_has_wrong_are_put_right_in_their_file_and_imported(tmp_path, settings):
    folder = tmp_path / "ml"
    folder.mkdir()
    (folder / "movies.csv").write_text('movieId,title,genres\n1,"Lamp (2011),Drama\n2,Salt (1999),Drama\n3,Cut\n')
    (folder / "links.csv").write_text("movieId,imdbId,tmdbId\n1,0012345,77.0\n2,abc,\n")
    ratings = ["1,2,9.0", "1,2,abc", "2,999,4.0", "x,2,4.0", '3,1,"4.0', "3,2,4.0", "3,1,3.0"]
    (folder / "ratings.csv").write_text("\n".join(["userId,movieId,rating", *ratings]))
    said = run("movielens", folder)
    assert "1 created, 0 changed, 0 unchanged, 0 doubtful, 8 refused" in said
    assert "refused: movies.csv has no film 999: 2,999,4.0" in said
    files = refused_files(settings)
    assert files["ratings.csv"].read_text().splitlines()[1:] == ratings[:5]
    assert files["links.csv"].read_text() == "movieId,imdbId,tmdbId\n2,abc,\n"
    files["movies.csv"].write_text("movieId,title,genres\n1,Lamp (2011),Drama\n")
    assert "1 created, 0 changed, 0 unchanged, 0 doubtful, 0 refused" in run("movielens", files["movies.csv"])
    files["links.csv"].unlink()
    assert "0 created, 1 changed" in run("movielens", files["movies.csv"], folder)
    assert (Film.objects.get(title="Lamp").imdb_id, ArchivedRating.objects.count()) == ("tt0012345", 2)
    before = files["movies.csv"].read_text()
    assert "1 unchanged, 0 doubtful, 8 refused" in run("movielens", folder)
    assert files["movies.csv"].read_text() == before


def test_ratings_of_a_data_set_are_nobodys_votes(tmp_path):
    test_movielens_brings_titles_ids_and_its_ratings_as_one_external_score(tmp_path)
    film = Film.objects.get(slug="the-lamp-room-2011")
    assert (film.rating_count, film.average, film.reviews.count()) == (0, None, 0)


def test_fact_sheets_are_a_data_set_too(tmp_path, settings):
    (tmp_path / "one.toml").write_text(
        'title = "The Lamp Room"\nyear = 2011\n[credits]\ncast = [["Ines Roe", "Nell"]]\n'
    )
    (tmp_path / "two.toml").write_text("year = 2011\n")
    (tmp_path / "people.toml").write_text("")
    said = run("sheets", tmp_path)
    assert "1 created, 0 changed, 0 unchanged, 0 doubtful, 1 refused" in said
    assert "two.toml: title is missing" in said
    assert "1 unchanged" in run("sheets", tmp_path)
    (tmp_path / "two.toml").write_text('title = "Salt"\nyear = 2012\n')
    assert "1 created, 0 changed, 0 unchanged" in run("sheets", refused_files(settings)[""])


def test_ids_that_lead_to_two_films_are_a_doubt(tmp_path):
    one, other = Film.objects.create(title="One", imdb_id="tt7000001"), Film.objects.create(title="Other", tmdb_id="5")
    row = {"title": "One", "imdb_id": "tt7000001", "tmdb_id": 5}
    assert "1 doubtful" in run("catalogue", jsonl(tmp_path, [row]))
    assert set(DoubtfulRecord.objects.get().candidates.all()) == {one, other}


def test_an_id_of_a_film_with_another_title_and_year_is_a_doubt_that_can_be_a_film_of_its_own(tmp_path):
    rows = [
        {"title": "Lamp", "year": 1990, "imdb_id": "tt7000001", "tmdb_id": 5},
        {"title": "Lampe", "year": 1990, "imdb_id": "tt7000001"},
        {"title": "Boat", "year": 1950, "imdb_id": "tt7000001", "wikidata_id": "Q9"},
    ]
    assert "1 created, 0 changed, 1 unchanged, 1 doubtful" in run("catalogue", jsonl(tmp_path, rows))
    boat = settle(DoubtfulRecord.objects.get(), None, None)
    assert (boat.title, boat.imdb_id, boat.wikidata_id) == ("Boat", None, "Q9")
    assert "3 unchanged" in run("catalogue", jsonl(tmp_path, rows))


def test_films_of_which_only_the_title_is_known_come_once_however_often(tmp_path):
    path = tmp_path / "club.csv"
    path.write_text("title,genres\nLamp,Drama\nBoat,\n")
    run("catalogue", path)
    assert "2 unchanged" in run("catalogue", path)


def test_people_are_known_by_their_ids_first(tmp_path):
    rows = [
        {"title": "One", "year": 2001, "cast": [{"name": "Kim Lo", "tmdb_id": 5, "character": "Ann"}]},
        {"title": "Two", "year": 2002, "cast": [{"name": "Kim Loh", "tmdb_id": 5, "imdb_id": "nm0000009"}]},
        {"title": "Three", "year": 2003, "cast": [{"name": "Kim Lo", "tmdb_id": 6}, "Kim Lo"]},
    ]
    run("catalogue", jsonl(tmp_path, rows))
    known = Person.objects.get(tmdb_id="5")
    assert (known.imdb_id, known.films.count()) == ("nm0000009", 3)
    assert Credit.objects.get(film__title="One").character == "Ann"
    assert Person.objects.filter(name="Kim Lo").count() == 2


def test_what_is_no_data_set_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "recipes.csv").write_text("name,flour\nbread,500\n")
    with pytest.raises(CommandError, match="no column called “title”"):
        run("catalogue", tmp_path / "recipes.csv")
    with pytest.raises(CommandError, match=r"no movies\.csv"):
        run("movielens", tmp_path)
    with pytest.raises(CommandError, match="There is no"):
        run("imdb", tmp_path / "nowhere")


def test_a_line_that_is_too_long_within_a_row_is_refused_and_not_cut(tmp_path):
    path = tmp_path / "films.csv"
    path.write_text('title,synopsis\nA,"one\n' + "y" * 1_200_000 + '\nthree"\nB,fine\n')
    run("catalogue", path)
    assert [film.title for film in Film.objects.all()] == ["B"]
