"""Words that articles and passages are found by. `0018_words_as_they_stand` fills the tables."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

CONFIGURATION = ("configuration", models.CharField(editable=False, max_length=32))
VECTOR = ("vector", django.contrib.postgres.search.SearchVectorField(editable=False))
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [("claims", "0014_doubles_and_unused")]

    operations = [
        migrations.CreateModel(
            name="ArticleWords",
            fields=[
                ID,
                CONFIGURATION,
                VECTOR,
                ("start", models.PositiveIntegerField(editable=False)),
                ("end", models.PositiveIntegerField(editable=False)),
                (
                    "article",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_words",
                        to="claims.article",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="article_words"),
                    models.Index(fields=["configuration"], name="article_words_language"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassageWords",
            fields=[
                ID,
                CONFIGURATION,
                VECTOR,
                (
                    "passage",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_words",
                        to="claims.passage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="passage_words"),
                    models.Index(fields=["configuration"], name="passage_words_language"),
                ],
            },
        ),
    ]
