"""The whole model of the domain, with its guarantees and its history."""

from pathlib import Path

import claims.fields
import claims.spans
import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent.parent / "sql" / "functions.sql").read_text(),
            "DROP FUNCTION claims_likeness, claims_matches, claims_search_vector, claims_any_like, claims_actor_names",
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("time_zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Actor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("state", "state"),
                            ("organisation", "organisation"),
                            ("group", "group"),
                            ("document", "document"),
                            ("media", "media outlet"),
                            ("unnamed", "unnamed source"),
                            ("unknown", "not said yet"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("qualifier", models.CharField(blank=True, max_length=200, verbose_name="told apart by")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, verbose_name="aliases"
                    ),
                ),
                ("wikidata_id", models.CharField(blank=True, max_length=20, verbose_name="Wikidata id")),
                (
                    "names",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("name", "aliases", function="claims_actor_names"),
                        output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                    ),
                ),
                (
                    "affiliation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="claims.actor",
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="claims.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ActorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("state", "state"),
                            ("organisation", "organisation"),
                            ("group", "group"),
                            ("document", "document"),
                            ("media", "media outlet"),
                            ("unnamed", "unnamed source"),
                            ("unknown", "not said yet"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("qualifier", models.CharField(blank=True, max_length=200, verbose_name="told apart by")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, verbose_name="aliases"
                    ),
                ),
                ("wikidata_id", models.CharField(blank=True, max_length=20, verbose_name="Wikidata id")),
                (
                    "names",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("name", "aliases", function="claims_actor_names"),
                        output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                    ),
                ),
                (
                    "affiliation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.actor",
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.actor",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.actor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("outlet", models.CharField(blank=True, max_length=200, verbose_name="outlet")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="byline")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "published_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "the day"), ("minute", "the minute")],
                        default="day",
                        max_length=8,
                        verbose_name="known to",
                    ),
                ),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "length",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("text", function="char_length"),
                        output_field=models.IntegerField(),
                    ),
                ),
                ("archived", models.BooleanField(default=False, verbose_name="archived")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="claims.article",
                        verbose_name="replaces",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="claims.article",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="editor",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.article",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="editor",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.assignment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("speaker", "speaker"), ("via", "via")], max_length=16, verbose_name="role"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attributions", to="claims.actor"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "ordering": ["role", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("statement", models.TextField(max_length=1000, verbose_name="statement")),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                ("search_configuration", models.CharField(default="simple", editable=False, max_length=32)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("search_configuration", "statement", function="claims_search_vector"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="claims.claim",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="short name in addresses")),
                ("guidelines", models.TextField(blank=True, verbose_name="guidelines")),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language of its articles")),
                ("time_zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                (
                    "editors_per_article",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="editors per article",
                    ),
                ),
                ("blind", models.BooleanField(default=False, verbose_name="blind reading")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("statement", models.TextField(max_length=1000, verbose_name="statement")),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                ("search_configuration", models.CharField(default="simple", editable=False, max_length=32)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("search_configuration", "statement", function="claims_search_vector"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.claim",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.collection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="collection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="claims.collection"
            ),
        ),
        migrations.CreateModel(
            name="ArticleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                ("outlet", models.CharField(blank=True, max_length=200, verbose_name="outlet")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="byline")),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "published_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "the day"), ("minute", "the minute")],
                        default="day",
                        max_length=8,
                        verbose_name="known to",
                    ),
                ),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("archived", models.BooleanField(default=False, verbose_name="archived")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.article",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.article",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.collection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="article",
            name="collection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="claims.collection"
            ),
        ),
        migrations.CreateModel(
            name="CollectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("slug", models.SlugField(db_index=False, max_length=80, verbose_name="short name in addresses")),
                ("guidelines", models.TextField(blank=True, verbose_name="guidelines")),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language of its articles")),
                ("time_zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                (
                    "editors_per_article",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="editors per article",
                    ),
                ),
                ("blind", models.BooleanField(default=False, verbose_name="blind reading")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.collection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Denial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("target_text", models.TextField(blank=True, verbose_name="what is denied, in words")),
                (
                    "kind",
                    models.CharField(
                        choices=[("denies", "denies"), ("disputes", "disputes")],
                        default="denies",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "not yet looked for"),
                            ("linked", "linked"),
                            ("not_here", "not in this collection"),
                            ("unsaid", "the article does not say which"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="denials",
                        to="claims.claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader"),
                            ("editor", "editor"),
                            ("reviewer", "reviewer"),
                            ("manager", "manager"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="for whom")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("used_at", models.DateTimeField(editable=False, null=True)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="claims.collection"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="InvitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader"),
                            ("editor", "editor"),
                            ("reviewer", "reviewer"),
                            ("manager", "manager"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="for whom")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("used_at", models.DateTimeField(editable=False, null=True)),
                (
                    "collection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.collection",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.invitation",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader"),
                            ("editor", "editor"),
                            ("reviewer", "reviewer"),
                            ("manager", "manager"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="claims.collection"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader"),
                            ("editor", "editor"),
                            ("reviewer", "reviewer"),
                            ("manager", "manager"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.collection",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "mark",
                    models.CharField(
                        choices=[("assertion", "assertion"), ("refutation", "refutation"), ("quote", "quote")],
                        max_length=16,
                        verbose_name="mark",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("direct", "direct"), ("mixed", "mixed"), ("indirect", "indirect")],
                        max_length=16,
                        verbose_name="form",
                    ),
                ),
                ("content", claims.fields.SpansField(default=claims.spans.Spans, verbose_name="content")),
                ("cue", claims.fields.SpansField(blank=True, default=claims.spans.Spans, verbose_name="cue")),
                ("source", claims.fields.SpansField(blank=True, default=claims.spans.Spans, verbose_name="source")),
                ("exact", models.TextField()),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                ("cue_text", models.TextField(blank=True)),
                ("source_text", models.TextField(blank=True)),
                (
                    "start",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("content", function="lower"),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "end",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("content", function="upper"),
                        output_field=models.IntegerField(),
                    ),
                ),
                ("unattributed", models.BooleanField(default=False, verbose_name="the text names nobody")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "handed in"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                            ("merged", "merged"),
                        ],
                        default="draft",
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("action", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_version", models.PositiveIntegerField(blank=True, null=True)),
                ("review_note", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="claims.article",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="twins",
                        to="claims.passage",
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inner",
                        to="claims.passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("handed_in", "handed in"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                            ("reopened", "reopened"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("note", models.TextField(blank=True)),
                ("snapshot", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="claims.passage"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DenialEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("target_text", models.TextField(blank=True, verbose_name="what is denied, in words")),
                (
                    "kind",
                    models.CharField(
                        choices=[("denies", "denies"), ("disputes", "disputes")],
                        default="denies",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "not yet looked for"),
                            ("linked", "linked"),
                            ("not_here", "not in this collection"),
                            ("unsaid", "the article does not say which"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.denial",
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="denial",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_by",
                to="claims.passage",
            ),
        ),
        migrations.AddField(
            model_name="denial",
            name="passage",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="denials", to="claims.passage"
            ),
        ),
        migrations.CreateModel(
            name="AttributionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("speaker", "speaker"), ("via", "via")], max_length=16, verbose_name="role"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.actor",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.attribution",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="attribution",
            name="passage",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attributions",
                to="claims.passage",
            ),
        ),
        migrations.CreateModel(
            name="PassageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("id", models.UUIDField(editable=False, serialize=False)),
                (
                    "mark",
                    models.CharField(
                        choices=[("assertion", "assertion"), ("refutation", "refutation"), ("quote", "quote")],
                        max_length=16,
                        verbose_name="mark",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("direct", "direct"), ("mixed", "mixed"), ("indirect", "indirect")],
                        max_length=16,
                        verbose_name="form",
                    ),
                ),
                ("content", claims.fields.SpansField(default=claims.spans.Spans, verbose_name="content")),
                ("cue", claims.fields.SpansField(blank=True, default=claims.spans.Spans, verbose_name="cue")),
                ("source", claims.fields.SpansField(blank=True, default=claims.spans.Spans, verbose_name="source")),
                ("exact", models.TextField()),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                ("cue_text", models.TextField(blank=True)),
                ("source_text", models.TextField(blank=True)),
                (
                    "start",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("content", function="lower"),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "end",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("content", function="upper"),
                        output_field=models.IntegerField(),
                    ),
                ),
                ("unattributed", models.BooleanField(default=False, verbose_name="the text names nobody")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "handed in"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                            ("merged", "merged"),
                        ],
                        default="draft",
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("action", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_version", models.PositiveIntegerField(blank=True, null=True)),
                ("review_note", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.article",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.passage",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
                (
                    "within",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="claims.claim"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="claims.passage",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("time_zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="user_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE) IS NOT TRUE THEN RAISE EXCEPTION 'user_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_kept', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="b7234b688db05c0a747f3875a62a9e0f4cf44f1d",
                    operation="DELETE",
                    pgid="pgtrigger_user_kept_40430",
                    table="claims_user",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                    func='INSERT INTO "claims_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "language", "last_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."language", OLD."last_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."time_zone", OLD."username"); RETURN NULL;',
                    hash="fb5dfc99ae069164e6ce44b2b04af122e773854e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_955a1",
                    table="claims_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "language", "last_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."language", OLD."last_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."time_zone", OLD."username"); RETURN NULL;',
                    hash="5d2a4fa9a71221ce75568f5e766b4bededaa92c1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b8837",
                    table="claims_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=django.contrib.postgres.indexes.GinIndex(fields=["names"], name="actor_names"),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                models.F("kind"),
                models.F("qualifier"),
                name="actor_once",
                violation_error_message="There is an actor of this name and kind already. Choose that one, or tell them apart by a qualifier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="actor_has_a_name",
                violation_error_message="An actor needs a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Func(
                        models.F("names"),
                        models.Value("%;%"),
                        function="claims_any_like",
                        output_field=models.BooleanField(),
                    ),
                    _negated=True,
                ),
                name="actor_name_listable",
                violation_error_message="This may not contain a semicolon: lists in the exported table are separated by it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["person", "state", "organisation", "group", "document", "media", "unnamed", "unknown"],
                    )
                ),
                name="actor_kind_known",
                violation_error_message="This is no kind of actor.",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into", models.F("pk")), _negated=True),
                    models.Q(("affiliation", models.F("pk")), _negated=True),
                ),
                name="actor_not_itself",
                violation_error_message="An actor cannot belong to or be merged into itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_actorevent" ("affiliation_id", "aliases", "created_at", "created_by_id", "id", "kind", "merged_into_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "wikidata_id") VALUES (OLD."affiliation_id", OLD."aliases", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."merged_into_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."qualifier", OLD."wikidata_id"); RETURN NULL;',
                    hash="27da3eed8f1e721e4c9659f7ed06f1e658610411",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30599",
                    table="claims_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actor",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_actorevent" ("affiliation_id", "aliases", "created_at", "created_by_id", "id", "kind", "merged_into_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "wikidata_id") VALUES (OLD."affiliation_id", OLD."aliases", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."merged_into_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualifier", OLD."wikidata_id"); RETURN NULL;',
                    hash="1da6d60257a4456c90aa75fa481fb6a204882929",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_02c94",
                    table="claims_actor",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="actorevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="480ec52bee89a614722f613555353d7d0b1a9071",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2ff5d",
                    table="claims_actorevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("accepted_at__isnull", True)), fields=["handed_in_at"], name="assignment_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("article", "editor"),
                name="assignment_once",
                violation_error_message="This editor reads the article already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                    models.Q(
                        ("accepted_at__isnull", False),
                        ("accepted_by__isnull", False),
                        models.Q(("accepted_by", models.F("editor")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assignment_accepted_by_another",
                violation_error_message="Nobody accepts their own reading.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="assignment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE OR (NEW.article_id IS NOT DISTINCT FROM OLD.article_id AND NEW.editor_id IS NOT DISTINCT FROM OLD.editor_id)) IS NOT TRUE THEN RAISE EXCEPTION 'assignment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_stays', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="2ef63269a09bb557c39ba80661a94a0a7b9f3caf",
                    operation='UPDATE OF "article_id", "editor_id"',
                    pgid="pgtrigger_assignment_stays_cb92e",
                    table="claims_assignment",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_assignmentevent" ("accepted_at", "accepted_by_id", "article_id", "created_at", "created_by_id", "editor_id", "handed_in_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."article_id", OLD."created_at", OLD."created_by_id", OLD."editor_id", OLD."handed_in_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="43dd9ee25ebdac60fec266f69314fded4d711055",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dd71a",
                    table="claims_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_assignmentevent" ("accepted_at", "accepted_by_id", "article_id", "created_at", "created_by_id", "editor_id", "handed_in_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."article_id", OLD."created_at", OLD."created_by_id", OLD."editor_id", OLD."handed_in_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="1a318ad2e270d5ab5fe5d26c40bbdb588da132fe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_577f1",
                    table="claims_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="372d0debe21153b84357f58b85b302f8075fff7f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2870d",
                    table="claims_assignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(("editors_per_article__gte", 1)),
                name="collection_has_editors",
                violation_error_message="At least one editor reads each article.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="collection_has_a_name",
                violation_error_message="A collection needs a name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="collection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_collectionevent" ("blind", "created_at", "created_by_id", "editors_per_article", "guidelines", "id", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "time_zone") VALUES (OLD."blind", OLD."created_at", OLD."created_by_id", OLD."editors_per_article", OLD."guidelines", OLD."id", OLD."language", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."slug", OLD."time_zone"); RETURN NULL;',
                    hash="8aab191b30ea12fc4ede66b143ead36d85adca22",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b8cad",
                    table="claims_collection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="collection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_collectionevent" ("blind", "created_at", "created_by_id", "editors_per_article", "guidelines", "id", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "time_zone") VALUES (OLD."blind", OLD."created_at", OLD."created_by_id", OLD."editors_per_article", OLD."guidelines", OLD."id", OLD."language", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."slug", OLD."time_zone"); RETURN NULL;',
                    hash="155c77f2d292857f20d43ccc21e66648f4d47a31",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2f228",
                    table="claims_collection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claimevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0342f9354d975fc258a2169f5a68f2fcb6b672f7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aeef3",
                    table="claims_claimevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="claim_search"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("statement__regex", "\\S")),
                name="claim_says_something",
                violation_error_message="A claim needs a sentence that can be denied.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("statement__contains", ";"), _negated=True),
                name="claim_listable",
                violation_error_message="This may not contain a semicolon: lists in the exported table are separated by it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="claim_not_itself",
                violation_error_message="A claim cannot be merged into itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE OR (NEW.collection_id IS NOT DISTINCT FROM OLD.collection_id)) IS NOT TRUE THEN RAISE EXCEPTION 'claim_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_stays', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="590abf7db5886ca7151d598ac252caf340a453cc",
                    operation='UPDATE OF "collection_id"',
                    pgid="pgtrigger_claim_stays_cffdf",
                    table="claims_claim",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_claimevent" ("collection_id", "created_at", "created_by_id", "id", "language", "merged_into_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_configuration", "statement") VALUES (OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."language", OLD."merged_into_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."search_configuration", OLD."statement"); RETURN NULL;',
                    hash="a113fee79d86a15899508179159e8df6f06225e4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fe4ba",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("collection_id", "created_at", "created_by_id", "id", "language", "merged_into_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_configuration", "statement") VALUES (OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."language", OLD."merged_into_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."search_configuration", OLD."statement"); RETURN NULL;',
                    hash="fc7cdb9ab2f9b081092659fe1301b98b1c42fc62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dbf31",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="articleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0e023ee976bbcdbdcec8bdf853814cbd4721963f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_49e1f",
                    table="claims_articleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("collection"),
                models.OrderBy(models.F("published_at"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="article_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(models.F("collection"), models.F("title"), models.F("id"), name="article_by_title"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(models.F("collection"), models.F("outlet"), name="article_of_outlet"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")),
                name="article_has_text",
                violation_error_message="The text is empty. An article needs at least one word.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S")),
                name="article_has_title",
                violation_error_message="An article needs a title.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                fields=("collection", "sha256"),
                name="article_once",
                violation_error_message="This collection has an article with exactly this text already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_precision__in", ["day", "minute"])),
                name="article_precision_known",
                violation_error_message="The time of publication is known to the day or to the minute.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces", models.F("pk")), _negated=True),
                name="article_not_itself",
                violation_error_message="An article cannot replace itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="article_text_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE OR (NEW.text IS NOT DISTINCT FROM OLD.text AND NEW.sha256 IS NOT DISTINCT FROM OLD.sha256 AND NEW.collection_id IS NOT DISTINCT FROM OLD.collection_id)) IS NOT TRUE THEN RAISE EXCEPTION 'article_text_fixed' USING ERRCODE = 'check_violation', CONSTRAINT = 'article_text_fixed', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="a2037409f14b584a28f7957aad3291fad9fac86f",
                    operation='UPDATE OF "text", "sha256", "collection_id"',
                    pgid="pgtrigger_article_text_fixed_0619c",
                    table="claims_article",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."archived" IS DISTINCT FROM (NEW."archived") OR OLD."byline" IS DISTINCT FROM (NEW."byline") OR OLD."collection_id" IS DISTINCT FROM (NEW."collection_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."outlet" IS DISTINCT FROM (NEW."outlet") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                    func='INSERT INTO "claims_articleevent" ("archived", "byline", "collection_id", "created_at", "created_by_id", "id", "language", "outlet", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "replaces_id", "sha256", "title", "url") VALUES (OLD."archived", OLD."byline", OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."language", OLD."outlet", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."published_at", OLD."published_precision", OLD."replaces_id", OLD."sha256", OLD."title", OLD."url"); RETURN NULL;',
                    hash="aea7077df154ab4aa0775f3442b9f8ff3ebb4f61",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_500a2",
                    table="claims_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_articleevent" ("archived", "byline", "collection_id", "created_at", "created_by_id", "id", "language", "outlet", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "replaces_id", "sha256", "title", "url") VALUES (OLD."archived", OLD."byline", OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."language", OLD."outlet", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_precision", OLD."replaces_id", OLD."sha256", OLD."title", OLD."url"); RETURN NULL;',
                    hash="f750463c767329bbfb8d877f57a6e1bad8329d3f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_94a4e",
                    table="claims_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="collectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="09ed1624f8ae04ad918335dfee30334025ccff69",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_321eb",
                    table="claims_collectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("used_at__isnull", True), ("used_by__isnull", True)),
                    models.Q(("used_at__isnull", False), ("used_by__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_used_by_somebody",
                violation_error_message="An invitation is used by somebody at some time, or not at all.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["reader", "editor", "reviewer", "manager"])),
                name="invitation_role_known",
                violation_error_message="A member is reader, editor, reviewer or manager.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="invitation_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE OR (NEW.collection_id IS NOT DISTINCT FROM OLD.collection_id AND NEW.role IS NOT DISTINCT FROM OLD.role)) IS NOT TRUE THEN RAISE EXCEPTION 'invitation_fixed' USING ERRCODE = 'check_violation', CONSTRAINT = 'invitation_fixed', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="7c397abc31ac86e96d717bb0f6b594df088c1fcf",
                    operation='UPDATE OF "collection_id", "role"',
                    pgid="pgtrigger_invitation_fixed_66c23",
                    table="claims_invitation",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_invitationevent" ("collection_id", "created_at", "created_by_id", "expires_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "used_at", "used_by_id") VALUES (OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."expires_at", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."role", OLD."used_at", OLD."used_by_id"); RETURN NULL;',
                    hash="e43581e70a35e7d18b09e529c2d64e55967c7758",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5f16b",
                    table="claims_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_invitationevent" ("collection_id", "created_at", "created_by_id", "expires_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "used_at", "used_by_id") VALUES (OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."expires_at", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."used_at", OLD."used_by_id"); RETURN NULL;',
                    hash="8c5d38ba9d7e235a3ff6ae775199d70407a1774b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_06256",
                    table="claims_invitation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="281a3ddf2d00dda061a469cac32c883ccdf5d1dd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c13d1",
                    table="claims_invitationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "collection"),
                name="membership_once",
                violation_error_message="This person is a member already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["reader", "editor", "reviewer", "manager"])),
                name="membership_role_known",
                violation_error_message="A member is reader, editor, reviewer or manager.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_membershipevent" ("collection_id", "created_at", "created_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."role", OLD."user_id"); RETURN NULL;',
                    hash="ea997e0ce09527f74bf8751c71763abbdb93fd76",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_02fbb",
                    table="claims_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_membershipevent" ("collection_id", "created_at", "created_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (OLD."collection_id", OLD."created_at", OLD."created_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id"); RETURN NULL;',
                    hash="d499bb087d14ec992efb4bfbd673f7871fbe6639",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0070e",
                    table="claims_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b792369986973e4e4f5519ffad302981448ce973",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cb87a",
                    table="claims_membershipevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["article", "start", "end", "id"], name="passage_in_order"),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["editor", "status"], name="passage_of_editor"),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Func(models.F("content"), function="isempty", output_field=models.BooleanField()),
                    _negated=True,
                ),
                name="passage_has_content",
                violation_error_message="Nothing is selected. Select the words of the passage first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("mark__in", ["assertion", "refutation", "quote"])),
                name="passage_mark_known",
                violation_error_message="A passage is an assertion, a refutation or a quote.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["direct", "mixed", "indirect"])),
                name="passage_form_known",
                violation_error_message="The form of a passage is direct, mixed or indirect.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "submitted", "approved", "returned", "withdrawn", "merged"])
                ),
                name="passage_status_known",
                violation_error_message="A passage has no such status.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("reviewed_version", models.F("version")),
                        ("reviewed_version__isnull", False),
                        models.Q(("reviewed_by", models.F("changed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="passage_approved_by_another",
                violation_error_message="Approved means that another person saw exactly this version.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("same_as__isnull", False), ("status", "merged")),
                    models.Q(models.Q(("status", "merged"), _negated=True), ("same_as__isnull", True)),
                    _connector="OR",
                ),
                name="passage_merged_has_twin",
                violation_error_message="A merged passage names the twin that stays.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE) IS NOT TRUE THEN RAISE EXCEPTION 'passage_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_kept', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="5c87d8f8f7363e0087db1012b1727d1ca845adb0",
                    operation="DELETE",
                    pgid="pgtrigger_passage_kept_b9248",
                    table="claims_passage",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE OR (NEW.article_id IS NOT DISTINCT FROM OLD.article_id AND NEW.editor_id IS NOT DISTINCT FROM OLD.editor_id)) IS NOT TRUE THEN RAISE EXCEPTION 'passage_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_stays', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="fd9831665f7196a6679eb27e9d75ea3c435bdfc6",
                    operation='UPDATE OF "article_id", "editor_id"',
                    pgid="pgtrigger_passage_stays_b4f4f",
                    table="claims_passage",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_locked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (OLD.status <> 'approved' OR (NEW.mark IS NOT DISTINCT FROM OLD.mark AND NEW.form IS NOT DISTINCT FROM OLD.form AND NEW.content IS NOT DISTINCT FROM OLD.content AND NEW.cue IS NOT DISTINCT FROM OLD.cue AND NEW.source IS NOT DISTINCT FROM OLD.source AND NEW.exact IS NOT DISTINCT FROM OLD.exact AND NEW.prefix IS NOT DISTINCT FROM OLD.prefix AND NEW.suffix IS NOT DISTINCT FROM OLD.suffix AND NEW.cue_text IS NOT DISTINCT FROM OLD.cue_text AND NEW.source_text IS NOT DISTINCT FROM OLD.source_text AND NEW.unattributed IS NOT DISTINCT FROM OLD.unattributed AND NEW.within_id IS NOT DISTINCT FROM OLD.within_id AND NEW.note IS NOT DISTINCT FROM OLD.note)) IS NOT TRUE THEN RAISE EXCEPTION 'passage_locked' USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_locked', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="c436dcd908e70b32fb2562a3809056aac103a124",
                    operation='UPDATE OF "mark", "form", "content", "cue", "source", "exact", "prefix", "suffix", "cue_text", "source_text", "unattributed", "within_id", "note"',
                    pgid="pgtrigger_passage_locked_2dfa5",
                    table="claims_passage",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_change_counted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (NEW.version > OLD.version OR (NEW.mark IS NOT DISTINCT FROM OLD.mark AND NEW.form IS NOT DISTINCT FROM OLD.form AND NEW.content IS NOT DISTINCT FROM OLD.content AND NEW.cue IS NOT DISTINCT FROM OLD.cue AND NEW.source IS NOT DISTINCT FROM OLD.source AND NEW.exact IS NOT DISTINCT FROM OLD.exact AND NEW.prefix IS NOT DISTINCT FROM OLD.prefix AND NEW.suffix IS NOT DISTINCT FROM OLD.suffix AND NEW.cue_text IS NOT DISTINCT FROM OLD.cue_text AND NEW.source_text IS NOT DISTINCT FROM OLD.source_text AND NEW.unattributed IS NOT DISTINCT FROM OLD.unattributed AND NEW.within_id IS NOT DISTINCT FROM OLD.within_id AND NEW.note IS NOT DISTINCT FROM OLD.note)) IS NOT TRUE THEN RAISE EXCEPTION 'passage_change_counted' USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_change_counted', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="8046092335da869cedde067327f583da8edeef1a",
                    operation='UPDATE OF "mark", "form", "content", "cue", "source", "exact", "prefix", "suffix", "cue_text", "source_text", "unattributed", "within_id", "note"',
                    pgid="pgtrigger_passage_change_counted_dd96b",
                    table="claims_passage",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_spans_in_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (SELECT (isempty(NEW.content) OR (lower(NEW.content) >= 0 AND upper(NEW.content) <= article.length)) AND (isempty(NEW.cue) OR (lower(NEW.cue) >= 0 AND upper(NEW.cue) <= article.length)) AND (isempty(NEW.source) OR (lower(NEW.source) >= 0 AND upper(NEW.source) <= article.length)) FROM claims_article article WHERE article.id = NEW.article_id) IS NOT TRUE THEN RAISE EXCEPTION 'passage_spans_in_text' USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_spans_in_text', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="72d36c38117b60f12ad6d5888d921ef5b5479ab1",
                    operation='INSERT OR UPDATE OF "content", "cue", "source"',
                    pgid="pgtrigger_passage_spans_in_text_de519",
                    table="claims_passage",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_with_denials_refutes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (NEW.mark = 'refutation' OR NOT EXISTS (SELECT 1 FROM claims_denial denial WHERE denial.passage_id = NEW.id)) IS NOT TRUE THEN RAISE EXCEPTION 'passage_with_denials_refutes' USING ERRCODE = 'check_violation', CONSTRAINT = 'passage_with_denials_refutes', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="7010f9f45876e883df130136e19ec52ff3f80e69",
                    operation='UPDATE OF "mark"',
                    pgid="pgtrigger_passage_with_denials_refutes_c082c",
                    table="claims_passage",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_passageevent" ("action", "article_id", "changed_by_id", "content", "created_at", "created_by_id", "cue", "cue_text", "editor_id", "exact", "form", "id", "mark", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "review_note", "reviewed_at", "reviewed_by_id", "reviewed_version", "same_as_id", "source", "source_text", "status", "submitted_at", "suffix", "unattributed", "updated_at", "version", "within_id") VALUES (OLD."action", OLD."article_id", OLD."changed_by_id", OLD."content", OLD."created_at", OLD."created_by_id", OLD."cue", OLD."cue_text", OLD."editor_id", OLD."exact", OLD."form", OLD."id", OLD."mark", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."prefix", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."reviewed_version", OLD."same_as_id", OLD."source", OLD."source_text", OLD."status", OLD."submitted_at", OLD."suffix", OLD."unattributed", OLD."updated_at", OLD."version", OLD."within_id"); RETURN NULL;',
                    hash="440f966c37966ee6303c3aa372575cfa28c45a0b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_28cb6",
                    table="claims_passage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_passageevent" ("action", "article_id", "changed_by_id", "content", "created_at", "created_by_id", "cue", "cue_text", "editor_id", "exact", "form", "id", "mark", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "review_note", "reviewed_at", "reviewed_by_id", "reviewed_version", "same_as_id", "source", "source_text", "status", "submitted_at", "suffix", "unattributed", "updated_at", "version", "within_id") VALUES (OLD."action", OLD."article_id", OLD."changed_by_id", OLD."content", OLD."created_at", OLD."created_by_id", OLD."cue", OLD."cue_text", OLD."editor_id", OLD."exact", OLD."form", OLD."id", OLD."mark", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."prefix", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."reviewed_version", OLD."same_as_id", OLD."source", OLD."source_text", OLD."status", OLD."submitted_at", OLD."suffix", OLD."unattributed", OLD."updated_at", OLD."version", OLD."within_id"); RETURN NULL;',
                    hash="82d724fd72cbed566a3b4833aec2a03e927066c3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8ae1e",
                    table="claims_passage",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["handed_in", "approved", "returned", "reopened"])),
                name="milestone_verdict_known",
                violation_error_message="A review has no such step.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="milestone_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE) IS NOT TRUE THEN RAISE EXCEPTION 'milestone_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_kept', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="139f14dd9847e676ac64eeffce7ebe77a7e1c849",
                    operation="DELETE",
                    pgid="pgtrigger_milestone_kept_4c024",
                    table="claims_milestone",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="milestone_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (FALSE OR (NEW.passage_id IS NOT DISTINCT FROM OLD.passage_id AND NEW.version IS NOT DISTINCT FROM OLD.version AND NEW.verdict IS NOT DISTINCT FROM OLD.verdict AND NEW.by_id IS NOT DISTINCT FROM OLD.by_id AND NEW.at IS NOT DISTINCT FROM OLD.at AND NEW.note IS NOT DISTINCT FROM OLD.note AND NEW.snapshot IS NOT DISTINCT FROM OLD.snapshot)) IS NOT TRUE THEN RAISE EXCEPTION 'milestone_fixed' USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_fixed', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="91eca6f04bcc4f56c9651ff0212d8dba33b10fd1",
                    operation='UPDATE OF "passage_id", "version", "verdict", "by_id", "at", "note", "snapshot"',
                    pgid="pgtrigger_milestone_fixed_95000",
                    table="claims_milestone",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denialevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="01fbbd509a77d71c43330fafa9f5071a61ea99bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_56972",
                    table="claims_denialevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="denial",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim__isnull", False), ("state", "linked")),
                    models.Q(models.Q(("state", "linked"), _negated=True), ("claim__isnull", True)),
                    _connector="OR",
                ),
                name="denial_linked_has_claim",
                violation_error_message="A linked denial names the claim it denies; any other names none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="denial",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not_here"), _negated=True), ("target_text__regex", "\\S"), _connector="OR"
                ),
                name="denial_not_here_in_words",
                violation_error_message="Say in words what is denied, since it is not in this collection.",
            ),
        ),
        migrations.AddConstraint(
            model_name="denial",
            constraint=models.CheckConstraint(
                condition=models.Q(("target_text__contains", ";"), _negated=True),
                name="denial_words_listable",
                violation_error_message="This may not contain a semicolon: lists in the exported table are separated by it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="denial",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["denies", "disputes"])),
                name="denial_kind_known",
                violation_error_message="A claim is denied or disputed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="denial",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "linked", "not_here", "unsaid"])),
                name="denial_state_known",
                violation_error_message="A denial has no such state.",
            ),
        ),
        migrations.AddConstraint(
            model_name="denial",
            constraint=models.UniqueConstraint(
                fields=("passage", "claim"),
                name="denial_once",
                violation_error_message="This passage denies that claim already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="denial",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answers__isnull", True),
                    models.Q(("answers", models.F("passage")), _negated=True),
                    _connector="OR",
                ),
                name="denial_answers_another",
                violation_error_message="A passage cannot answer itself.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="denial_in_collection",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (NEW.claim_id IS NULL OR EXISTS (SELECT 1 FROM claims_claim claim, claims_passage passage, claims_article article WHERE claim.id = NEW.claim_id AND passage.id = NEW.passage_id AND article.id = passage.article_id AND article.collection_id = claim.collection_id)) IS NOT TRUE THEN RAISE EXCEPTION 'denial_in_collection' USING ERRCODE = 'check_violation', CONSTRAINT = 'denial_in_collection', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="42231f93c56df21d508608de1e4372e16f96e8bd",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_denial_in_collection_93f77",
                    table="claims_denial",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="denial_written_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF ((SELECT passage.status FROM claims_passage passage WHERE passage.id = NEW.passage_id FOR SHARE) <> 'approved') IS NOT TRUE THEN RAISE EXCEPTION 'denial_written_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'denial_written_open', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="df4c9007a78e87d96f02bd03918e277b665b0f0c",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_denial_written_open_ebff2",
                    table="claims_denial",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="denial_taken_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF ((SELECT passage.status FROM claims_passage passage WHERE passage.id = OLD.passage_id FOR SHARE) <> 'approved') IS NOT TRUE THEN RAISE EXCEPTION 'denial_taken_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'denial_taken_open', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="b23add10e9937a57a0353b23c182091f6c74c27f",
                    operation='DELETE OR UPDATE OF "passage_id"',
                    pgid="pgtrigger_denial_taken_open_4aa6c",
                    table="claims_denial",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="denial_of_a_refutation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF ((SELECT passage.mark FROM claims_passage passage WHERE passage.id = NEW.passage_id FOR SHARE) = 'refutation') IS NOT TRUE THEN RAISE EXCEPTION 'denial_of_a_refutation' USING ERRCODE = 'check_violation', CONSTRAINT = 'denial_of_a_refutation', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="94e011becbd1986e74ceff8a61e531cd4ada5e9a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_denial_of_a_refutation_21996",
                    table="claims_denial",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_denialevent" ("answers_id", "claim_id", "created_at", "created_by_id", "id", "kind", "passage_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "target_text") VALUES (OLD."answers_id", OLD."claim_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."passage_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."state", OLD."target_text"); RETURN NULL;',
                    hash="288fe5f77018df3a0436fdbdf548329dbd933c69",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d37c",
                    table="claims_denial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="denial",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_denialevent" ("answers_id", "claim_id", "created_at", "created_by_id", "id", "kind", "passage_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "target_text") VALUES (OLD."answers_id", OLD."claim_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."passage_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."target_text"); RETURN NULL;',
                    hash="fddf880040fc60a7a6056c91ff231922c75065d6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dac7f",
                    table="claims_denial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attributionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5dea884e8b50b563034be8c1285b262de96e503f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9dd73",
                    table="claims_attributionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.UniqueConstraint(
                fields=("passage", "actor", "role"),
                name="attribution_once",
                violation_error_message="This actor is named here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["speaker", "via"])),
                name="attribution_role_known",
                violation_error_message="An actor speaks, or passes on what another said.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("role", "speaker"), ("position__isnull", False), _connector="OR"),
                name="via_has_position",
                violation_error_message="A via has its place in the chain.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribution",
            trigger=pgtrigger.compiler.Trigger(
                name="attribution_written_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF ((SELECT passage.status FROM claims_passage passage WHERE passage.id = NEW.passage_id FOR SHARE) <> 'approved') IS NOT TRUE THEN RAISE EXCEPTION 'attribution_written_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'attribution_written_open', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="b2ccb8ca504e4284e2eb957a5883ce6a206005b0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_attribution_written_open_f7f7d",
                    table="claims_attribution",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribution",
            trigger=pgtrigger.compiler.Trigger(
                name="attribution_taken_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF ((SELECT passage.status FROM claims_passage passage WHERE passage.id = OLD.passage_id FOR SHARE) <> 'approved') IS NOT TRUE THEN RAISE EXCEPTION 'attribution_taken_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'attribution_taken_open', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="b5d92e1a8779bbf251005436a07f38e284132190",
                    operation='DELETE OR UPDATE OF "passage_id"',
                    pgid="pgtrigger_attribution_taken_open_90393",
                    table="claims_attribution",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribution",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_attributionevent" ("actor_id", "created_at", "created_by_id", "id", "passage_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (OLD."actor_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."passage_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position", OLD."role"); RETURN NULL;',
                    hash="3915ff67a49cee1e28071bd422e8d3d1ed961e38",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_37070",
                    table="claims_attribution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attribution",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_attributionevent" ("actor_id", "created_at", "created_by_id", "id", "passage_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (OLD."actor_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."passage_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."role"); RETURN NULL;',
                    hash="156f61ed354a159be44086ce8554040b2831e1fa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_430b2",
                    table="claims_attribution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="530a44028f9ca29fb4700720df27b03525313f84",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_489ed",
                    table="claims_passageevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("passage", "claim"),
                name="statement_once",
                violation_error_message="This passage states that claim already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_in_collection",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF (NEW.claim_id IS NULL OR EXISTS (SELECT 1 FROM claims_claim claim, claims_passage passage, claims_article article WHERE claim.id = NEW.claim_id AND passage.id = NEW.passage_id AND article.id = passage.article_id AND article.collection_id = claim.collection_id)) IS NOT TRUE THEN RAISE EXCEPTION 'statement_in_collection' USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_in_collection', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="374d1f9049ef24ed08922bee1830be62557b4918",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_statement_in_collection_7c43f",
                    table="claims_statement",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_written_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF ((SELECT passage.status FROM claims_passage passage WHERE passage.id = NEW.passage_id FOR SHARE) <> 'approved') IS NOT TRUE THEN RAISE EXCEPTION 'statement_written_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_written_open', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="7d6c2623a1b6fe0dac9a39d7f8df1ea62faa5caf",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_statement_written_open_80163",
                    table="claims_statement",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_taken_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="IF ((SELECT passage.status FROM claims_passage passage WHERE passage.id = OLD.passage_id FOR SHARE) <> 'approved') IS NOT TRUE THEN RAISE EXCEPTION 'statement_taken_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_taken_open', TABLE = TG_TABLE_NAME; END IF; RETURN NULL;",
                    hash="cae28a7a10a8463740e01895927f7dee324764f1",
                    operation='DELETE OR UPDATE OF "passage_id"',
                    pgid="pgtrigger_statement_taken_open_6efdc",
                    table="claims_statement",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_statementevent" ("claim_id", "created_at", "created_by_id", "id", "passage_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."claim_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."passage_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="4a0d448728da250b148fda7b0e6f6a9c8d5b521a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eabae",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_statementevent" ("claim_id", "created_at", "created_by_id", "id", "passage_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."claim_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."passage_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="d95d09ca6edf2d885353f9d393d2042d439a6581",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aae0e",
                    table="claims_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7eddb168d025cd315c6a16dd8024aa365caf5c6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a2cf2",
                    table="claims_statementevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="userevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="663bd69c3da6b390d10d5eac08b9037eea687d0e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_50989",
                    table="claims_userevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
