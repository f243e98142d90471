"""All tables of this app as its models describe them."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.utils.timezone
import pictures.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Country',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('slug', models.SlugField(blank=True, max_length=100, unique=True, verbose_name='address')),
            ],
            options={
                'verbose_name': 'country',
                'verbose_name_plural': 'countries',
                'ordering': ['name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Genre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('slug', models.SlugField(blank=True, max_length=100, unique=True, verbose_name='address')),
            ],
            options={
                'verbose_name': 'genre',
                'verbose_name_plural': 'genres',
                'ordering': ['name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20, verbose_name='source')),
                ('fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                ('files', models.TextField(verbose_name='files')),
                ('rows_done', models.PositiveBigIntegerField(default=0, verbose_name='rows done')),
                ('refused_bytes', models.PositiveBigIntegerField(default=0, editable=False)),
                ('counts', models.JSONField(default=dict, verbose_name='outcome')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='Language',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('slug', models.SlugField(blank=True, max_length=100, unique=True, verbose_name='address')),
            ],
            options={
                'verbose_name': 'language',
                'verbose_name_plural': 'languages',
                'ordering': ['name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LoadedSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, unique=True, verbose_name='file')),
                ('digest', models.CharField(editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'loaded fact sheet',
                'verbose_name_plural': 'loaded fact sheets',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('slug', models.SlugField(blank=True, max_length=100, unique=True, verbose_name='address')),
            ],
            options={
                'verbose_name': 'filming location',
                'verbose_name_plural': 'filming locations',
                'ordering': ['name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('count', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Catalogue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveBigIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='catalogue_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Film',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('imdb_id', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='IMDb')),
                ('tmdb_id', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='TMDB')),
                ('wikidata_id', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='Wikidata')),
                ('letterboxd_id', models.CharField(blank=True, max_length=100, null=True, unique=True, verbose_name='Letterboxd')),
                ('votes_1', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_2', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_3', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_4', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_5', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_6', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_7', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_8', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_9', models.PositiveIntegerField(default=0, editable=False)),
                ('votes_10', models.PositiveIntegerField(default=0, editable=False)),
                ('rating_count', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('votes_1'), '+', models.F('votes_2')), '+', models.F('votes_3')), '+', models.F('votes_4')), '+', models.F('votes_5')), '+', models.F('votes_6')), '+', models.F('votes_7')), '+', models.F('votes_8')), '+', models.F('votes_9')), '+', models.F('votes_10')), output_field=models.PositiveIntegerField(), verbose_name='ratings')),
                ('rating_sum', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('votes_1'), '*', models.Value(1)), '+', django.db.models.expressions.CombinedExpression(models.F('votes_2'), '*', models.Value(2))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_3'), '*', models.Value(3))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_4'), '*', models.Value(4))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_5'), '*', models.Value(5))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_6'), '*', models.Value(6))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_7'), '*', models.Value(7))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_8'), '*', models.Value(8))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_9'), '*', models.Value(9))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_10'), '*', models.Value(10))), output_field=models.PositiveIntegerField(), verbose_name='half-steps in all')),
                ('settled_average', models.GeneratedField(db_persist=True, expression=models.Case(models.When(models.Q(('votes_1', 0), ('votes_2', 0), ('votes_3', 0), ('votes_4', 0), ('votes_5', 0), ('votes_6', 0), ('votes_7', 0), ('votes_8', 0), ('votes_9', 0), ('votes_10', 0)), then=models.Value(0.0)), default=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(30.0), '+', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('votes_1'), '*', models.Value(1)), '+', django.db.models.expressions.CombinedExpression(models.F('votes_2'), '*', models.Value(2))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_3'), '*', models.Value(3))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_4'), '*', models.Value(4))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_5'), '*', models.Value(5))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_6'), '*', models.Value(6))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_7'), '*', models.Value(7))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_8'), '*', models.Value(8))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_9'), '*', models.Value(9))), '+', django.db.models.expressions.CombinedExpression(models.F('votes_10'), '*', models.Value(10)))), '/', django.db.models.expressions.CombinedExpression(models.Value(5.0), '+', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('votes_1'), '+', models.F('votes_2')), '+', models.F('votes_3')), '+', models.F('votes_4')), '+', models.F('votes_5')), '+', models.F('votes_6')), '+', models.F('votes_7')), '+', models.F('votes_8')), '+', models.F('votes_9')), '+', models.F('votes_10')))), output_field=models.FloatField()), output_field=models.FloatField(), verbose_name='settled average')),
                ('review_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='reviews')),
                ('comment_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='comments')),
                ('last_activity_at', models.DateTimeField(editable=False, null=True, verbose_name='last activity')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('original_title', models.CharField(blank=True, max_length=300, verbose_name='original title')),
                ('slug', models.SlugField(blank=True, max_length=100, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('film', 'film'), ('short', 'short film'), ('series', 'series'), ('tv film', 'television film')], default='film', max_length=8, verbose_name='kind')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('release_date', models.DateField(blank=True, null=True, verbose_name='release date')),
                ('tagline', models.CharField(blank=True, max_length=500, verbose_name='tagline')),
                ('synopsis', models.TextField(blank=True, verbose_name='synopsis')),
                ('runtime_minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='running time in minutes')),
                ('certificate', models.CharField(blank=True, max_length=40, verbose_name='certificate')),
                ('poster', pictures.fields.PictureField(blank=True, upload_to='posters', verbose_name='poster')),
                ('poster_made', pictures.fields.MadeField(blank=True, default='', editable=False, max_length=40)),
                ('poster_alt', models.CharField(blank=True, max_length=300, verbose_name='description of the poster')),
                ('poster_credit', models.CharField(blank=True, max_length=200, verbose_name='credit of the poster')),
                ('comments_open', models.BooleanField(default=True, verbose_name='comments are open')),
                ('is_published', models.BooleanField(default=True, verbose_name='shown on the site')),
                ('match_key', models.CharField(db_index=True, editable=False, max_length=300)),
                ('original_key', models.CharField(db_index=True, editable=False, max_length=300)),
                ('sort_title', models.CharField(editable=False, max_length=300)),
                ('revision', models.PositiveBigIntegerField(default=1, editable=False)),
                ('facts_revision', models.PositiveBigIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added')),
                ('countries', models.ManyToManyField(blank=True, related_name='films', to='films.country', verbose_name='countries')),
                ('joined_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='joined', to='films.film', verbose_name='joined into')),
                ('genres', models.ManyToManyField(blank=True, related_name='films', to='films.genre', verbose_name='genres')),
                ('languages', models.ManyToManyField(blank=True, related_name='films', to='films.language', verbose_name='languages')),
                ('locations', models.ManyToManyField(blank=True, related_name='films', to='films.location', verbose_name='filming locations')),
            ],
            options={
                'verbose_name': 'film',
                'verbose_name_plural': 'films',
                'ordering': ['sort_title', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DoubtfulRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20, verbose_name='source')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('payload', models.JSONField(verbose_name='record')),
                ('found_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('candidates', models.ManyToManyField(related_name='doubtful_records', to='films.film', verbose_name='may be')),
                ('film', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='films.film', verbose_name='decided: it is')),
            ],
            options={
                'verbose_name': 'doubtful record',
                'verbose_name_plural': 'doubtful records',
                'ordering': ['found_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department', models.CharField(choices=[('director', 'Direction'), ('writer', 'Screenplay'), ('cast', 'Cast'), ('producer', 'Production'), ('music', 'Music'), ('photography', 'Photography'), ('editing', 'Editing'), ('production design', 'Production design'), ('costume design', 'Costume design'), ('casting', 'Casting'), ('sound', 'Sound'), ('effects', 'Effects'), ('other', 'Other work')], max_length=20, verbose_name='department')),
                ('character', models.CharField(blank=True, max_length=200, verbose_name='character')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='note')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='films.film', verbose_name='film')),
            ],
            options={
                'verbose_name': 'credit',
                'verbose_name_plural': 'credits',
                'ordering': ['film', 'department', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='films.film')),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('imdb_id', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='IMDb')),
                ('tmdb_id', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='TMDB')),
                ('wikidata_id', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='Wikidata')),
                ('letterboxd_id', models.CharField(blank=True, max_length=100, null=True, unique=True, verbose_name='Letterboxd')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('slug', models.SlugField(blank=True, max_length=100, unique=True, verbose_name='address')),
                ('sort_name', models.CharField(editable=False, max_length=200)),
                ('match_key', models.CharField(db_index=True, editable=False, max_length=200)),
                ('born_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of birth')),
                ('died_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of death')),
                ('biography', models.TextField(blank=True, verbose_name='about')),
                ('portrait', pictures.fields.PictureField(blank=True, upload_to='portraits', verbose_name='portrait')),
                ('portrait_made', pictures.fields.MadeField(blank=True, default='', editable=False, max_length=40)),
                ('portrait_alt', models.CharField(blank=True, max_length=300, verbose_name='description of the portrait')),
                ('portrait_credit', models.CharField(blank=True, max_length=200, verbose_name='credit of the portrait')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='films.country', verbose_name='country')),
                ('joined_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='joined', to='films.person', verbose_name='joined into')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['sort_name', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['sort_name', 'id'], name='person_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_has_a_name'), models.CheckConstraint(condition=models.Q(('born_year', None), ('born_year__range', (1700, 2200)), _connector='OR'), name='person_born_year_in_range'), models.CheckConstraint(condition=models.Q(('died_year', None), ('born_year', None), ('died_year__gte', models.F('born_year')), _connector='OR'), name='person_died_after_birth'), models.CheckConstraint(condition=models.Q(('portrait', ''), models.Q(('portrait_alt', ''), _negated=True), _connector='OR'), name='person_portrait_has_words', violation_error_message='Describe the portrait for those who cannot see it.')],
            },
        ),
        migrations.AddField(
            model_name='film',
            name='people',
            field=models.ManyToManyField(related_name='films', through='films.Credit', to='films.person'),
        ),
        migrations.AddField(
            model_name='credit',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='films.person', verbose_name='person'),
        ),
        migrations.CreateModel(
            name='PersonPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('open', 'to be decided'), ('apart', 'kept apart'), ('joined', 'joined')], default='open', max_length=6, verbose_name='decision')),
                ('gone', models.PositiveBigIntegerField(editable=False, null=True)),
                ('journal', models.JSONField(default=list, editable=False)),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='found')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='films.person', verbose_name='the older one')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='films.person', verbose_name='the newer one')),
            ],
            options={
                'verbose_name': 'pair of people',
                'verbose_name_plural': 'pairs of people who may be one',
                'ordering': ['-found_at', '-id'],
                'abstract': False,
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='personpair_asked_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='personpair_older_first')],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('line', models.TextField(verbose_name='line')),
                ('character', models.CharField(blank=True, max_length=200, verbose_name='spoken by')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='films.film')),
            ],
            options={
                'verbose_name': 'quoted line',
                'verbose_name_plural': 'quoted lines',
                'ordering': ['film', 'position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('key', models.CharField(db_index=True, max_length=200)),
                ('words', models.TextField()),
                ('popularity', models.PositiveIntegerField(default=0)),
                ('film', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='films.film')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='films.person')),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, unique=True, verbose_name='document')),
                ('shape', models.CharField(max_length=12, verbose_name='kind of page')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('payload', models.JSONField(editable=False)),
                ('published', models.DateField(blank=True, null=True, verbose_name='date of the page')),
                ('comments_open', models.BooleanField(blank=True, null=True, verbose_name='its comments were open')),
                ('read_at', models.DateTimeField(auto_now=True, verbose_name='read')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='films.film', verbose_name='film')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Still',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('image', pictures.fields.PictureField(upload_to='stills', verbose_name='picture')),
                ('image_made', pictures.fields.MadeField(blank=True, default='', editable=False, max_length=40)),
                ('alt', models.CharField(max_length=300, verbose_name='description for those who cannot see it')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stills', to='films.film')),
            ],
            options={
                'verbose_name': 'still',
                'verbose_name_plural': 'stills',
                'ordering': ['film', 'position', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='still_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Tagline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('text', models.CharField(max_length=500, verbose_name='tagline')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='more_taglines', to='films.film')),
            ],
            options={
                'ordering': ['film', 'position', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('film', 'text'), name='tagline_once_per_film')],
            },
        ),
        migrations.CreateModel(
            name='Trivia',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('text', models.TextField(verbose_name='text')),
                ('has_spoilers', models.BooleanField(default=False, verbose_name='gives the story away')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trivia', to='films.film')),
            ],
            options={
                'verbose_name': 'trivia',
                'verbose_name_plural': 'trivia',
                'ordering': ['film', 'position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExternalScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('critics', 'critics'), ('audience', 'audience')], max_length=8, verbose_name='kind')),
                ('source', models.CharField(blank=True, max_length=100, verbose_name='source')),
                ('value', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='value')),
                ('out_of', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='out of')),
                ('votes', models.PositiveIntegerField(blank=True, null=True, verbose_name='votes')),
                ('as_of', models.DateField(blank=True, null=True, verbose_name='as of')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='films.film')),
            ],
            options={
                'verbose_name': 'external score',
                'verbose_name_plural': 'external scores',
                'ordering': ['film', 'kind', 'source'],
                'constraints': [models.UniqueConstraint(fields=('film', 'kind', 'source'), name='score_once_per_film_kind_source'), models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', models.F('out_of')), ('out_of__gt', 0)), name='score_within_its_scale')],
            },
        ),
        migrations.CreateModel(
            name='ExternalReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voice', models.CharField(choices=[('house', 'our own publication'), ('press', 'press'), ('audience', 'audience')], default='press', max_length=8, verbose_name='voice')),
                ('byline', models.CharField(blank=True, max_length=200, verbose_name='words by')),
                ('publication', models.CharField(blank=True, max_length=200, verbose_name='publication')),
                ('published', models.DateField(blank=True, null=True, verbose_name='published on')),
                ('half_steps', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='rating in half-steps')),
                ('rating_text', models.CharField(blank=True, max_length=100, verbose_name='rating as printed')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('body', models.TextField(blank=True, verbose_name='full text')),
                ('images_by', models.CharField(blank=True, max_length=200, verbose_name='images by')),
                ('also_by', models.CharField(blank=True, max_length=200, verbose_name='rest of the byline')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='external_reviews', to='films.film')),
            ],
            options={
                'verbose_name': 'external review',
                'verbose_name_plural': 'external reviews',
                'ordering': ['film', 'position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('half_steps', None), ('half_steps__range', (1, 10)), _connector='OR'), name='external_review_half_steps_in_range'), models.UniqueConstraint(condition=models.Q(('byline', ''), ('publication', ''), _negated=True), fields=('film', 'voice', 'byline', 'publication'), name='external_review_once_per_byline')],
            },
        ),
        migrations.CreateModel(
            name='BoxOffice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('label', models.CharField(max_length=100, verbose_name='what')),
                ('text', models.CharField(max_length=200, verbose_name='as printed')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='amount')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='box_office', to='films.film')),
            ],
            options={
                'verbose_name': 'box office figure',
                'verbose_name_plural': 'box office',
                'ordering': ['film', 'position', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('film', 'label', 'text'), name='box_office_figure_once_per_film')],
            },
        ),
        migrations.CreateModel(
            name='ArchivedRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_set', models.PositiveSmallIntegerField(choices=[(1, 'MovieLens')], verbose_name='data set')),
                ('rater', models.PositiveIntegerField(verbose_name='number of the rater')),
                ('half_steps', models.PositiveSmallIntegerField(verbose_name='rating in half-steps')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='archived_ratings', to='films.film')),
            ],
            options={
                'verbose_name': 'archived rating',
                'verbose_name_plural': 'archived ratings',
                'constraints': [models.UniqueConstraint(fields=('data_set', 'rater', 'film'), name='archived_rating_once'), models.CheckConstraint(condition=models.Q(('half_steps__range', (1, 10))), name='archived_rating_in_range')],
            },
        ),
        migrations.CreateModel(
            name='FilmPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('open', 'to be decided'), ('apart', 'kept apart'), ('joined', 'joined')], default='open', max_length=6, verbose_name='decision')),
                ('gone', models.PositiveBigIntegerField(editable=False, null=True)),
                ('journal', models.JSONField(default=list, editable=False)),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='found')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='films.film', verbose_name='the older one')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='films.film', verbose_name='the newer one')),
            ],
            options={
                'verbose_name': 'pair of films',
                'verbose_name_plural': 'pairs of films that may be one',
                'ordering': ['-found_at', '-id'],
                'abstract': False,
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='filmpair_asked_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='filmpair_older_first')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='position')),
                ('label', models.CharField(max_length=200, verbose_name='label')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='films.film')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['film', 'position', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('film', 'label', 'url'), name='link_once_per_film')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='films.film')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mentioned_by', to='films.film', verbose_name='film')),
            ],
            options={
                'verbose_name': 'comparison',
                'verbose_name_plural': 'comparisons',
                'ordering': ['film', 'title', 'id'],
                'constraints': [models.UniqueConstraint(fields=('film', 'title'), name='mention_once_per_film')],
            },
        ),
        migrations.CreateModel(
            name='OtherTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('region', models.CharField(blank=True, max_length=100, verbose_name='where, or what kind')),
                ('match_key', models.CharField(db_index=True, editable=False, max_length=300)),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='titles', to='films.film')),
            ],
            options={
                'verbose_name': 'other title',
                'verbose_name_plural': 'other titles',
                'ordering': ['title', 'id'],
                'constraints': [models.UniqueConstraint(fields=('film', 'title', 'region'), name='other_title_once_per_film')],
            },
        ),
        migrations.AddIndex(
            model_name='film',
            index=models.Index(fields=['sort_title', 'id'], name='film_by_title'),
        ),
        migrations.AddIndex(
            model_name='film',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('year', 0), descending=True), models.OrderBy(models.F('id'), descending=True), name='film_by_year'),
        ),
        migrations.AddIndex(
            model_name='film',
            index=models.Index(fields=['-settled_average', '-id'], name='film_by_average'),
        ),
        migrations.AddIndex(
            model_name='film',
            index=models.Index(fields=['-review_count', '-id'], name='film_by_reviews'),
        ),
        migrations.AddIndex(
            model_name='film',
            index=models.Index(fields=['-created_at', '-id'], name='film_by_newest'),
        ),
        migrations.AddIndex(
            model_name='film',
            index=models.Index(condition=models.Q(('is_published', False)), fields=['id'], name='film_hidden'),
        ),
        migrations.AddIndex(
            model_name='film',
            index=models.Index(condition=models.Q(('last_activity_at', None), _negated=True), fields=['-last_activity_at', '-id'], name='film_by_activity'),
        ),
        migrations.AddConstraint(
            model_name='film',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='film_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='film',
            constraint=models.CheckConstraint(condition=models.Q(('joined_into', None), ('is_published', False), _connector='OR'), name='film_joined_is_not_shown'),
        ),
        migrations.AddConstraint(
            model_name='film',
            constraint=models.CheckConstraint(condition=models.Q(('year', None), ('year__range', (1870, 2200)), _connector='OR'), name='film_year_in_range'),
        ),
        migrations.AddConstraint(
            model_name='film',
            constraint=models.CheckConstraint(condition=models.Q(('runtime_minutes', None), ('runtime_minutes__range', (1, 10000)), _connector='OR'), name='film_runtime_in_range'),
        ),
        migrations.AddConstraint(
            model_name='film',
            constraint=models.CheckConstraint(condition=models.Q(('poster', ''), models.Q(('poster_alt', ''), _negated=True), _connector='OR'), name='film_poster_has_words', violation_error_message='Describe the poster for those who cannot see it.'),
        ),
        migrations.AddIndex(
            model_name='credit',
            index=models.Index(fields=['person', 'department'], name='credit_by_person'),
        ),
        migrations.AddConstraint(
            model_name='credit',
            constraint=models.UniqueConstraint(fields=('film', 'person', 'department', 'character'), name='credit_once_per_film_person_part'),
        ),
    ]
