"""All tables of this app as its models describe them."""

import accounts.models.member
import accounts.names
import django.core.validators
import django.db.models.functions.text
import django.utils.timezone
import pictures.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='FirstAdminLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='first_admin_link_only_one')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('username', models.CharField(error_messages={'unique': 'Another member has this name.'}, help_text="2 to 30 letters, digits, dots, dashes and underscores; it is part of your page's address.", max_length=30, unique=True, validators=[accounts.names.UsernameValidator(), django.core.validators.MinLengthValidator(2)], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('display_name', models.CharField(blank=True, help_text='Shown instead of your username.', max_length=60, verbose_name='display name')),
                ('bio', models.TextField(blank=True, max_length=2000, verbose_name='about me')),
                ('avatar', pictures.fields.PictureField(blank=True, editable=False, upload_to='avatars', verbose_name='picture')),
                ('avatar_made', pictures.fields.MadeField(blank=True, default='', editable=False, max_length=40)),
                ('glyph', models.CharField(blank=True, choices=[('', 'as the site does'), ('stars', 'stars'), ('sheep', 'sheep')], default='', max_length=8, verbose_name='ratings in')),
                ('theme', models.CharField(blank=True, choices=[('', 'as the device does'), ('light', 'light'), ('dark', 'dark')], default='', max_length=8, verbose_name='colours')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='made by the demo')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
                'indexes': [models.Index(fields=['email'], name='member_by_email')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Upper('username'), name='member_username_unique_in_any_case', violation_error_message='Another member has this name.'), models.UniqueConstraint(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Lower('username'), models.Value('0'), models.Value('o')), models.Value('1'), models.Value('l')), models.Value('i'), models.Value('l')), models.Value('.'), models.Value('-')), models.Value('_'), models.Value('-')), name='member_username_unlike_others', violation_error_message="Another member's name looks almost the same.")],
            },
            managers=[
                ('objects', accounts.models.member.MemberManager()),
            ],
        ),
    ]
