"""Articles and passages are found by beginnings of words that are longer than the stem: their words are kept anew."""

from pathlib import Path

from django.db import migrations

from claims.text.folding import fold
from claims.models.search_words import stretches, vector_of
from claims.text.search_configurations import search_configuration

AT_ONCE = 200


def fill(apps, schema_editor):
    for name in ("ArticleWords", "PassageWords"):
        apps.get_model("claims", name).objects.all().delete()
    articles, passages = (apps.get_model("claims", name).objects for name in ("Article", "Passage"))
    kept = apps.get_model("claims", "ArticleWords")
    in_bulk(kept, (row for article in articles.order_by("pk").iterator(AT_ONCE) for row in rows_of(kept, article)))
    kept = apps.get_model("claims", "PassageWords")
    rows = passages.order_by("pk").values_list("pk", "exact", "article__language").iterator(AT_ONCE)
    in_bulk(kept, (row_of(kept, *row) for row in rows))


def rows_of(kept, article):
    configuration = search_configuration(article.language)
    heading = fold(f"{article.title}\n{article.outlet}\n{article.byline}\n")
    for start, end, words in stretches(article.text):
        vector = vector_of(heading + words, configuration)
        yield kept(article=article, start=start, end=end, configuration=configuration, vector=vector)


def row_of(kept, pk, exact, language):
    configuration = search_configuration(language)
    *_, words = next(stretches(exact))
    return kept(passage_id=pk, configuration=configuration, vector=vector_of(words, configuration))


def in_bulk(kept, rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            kept.objects.bulk_create(batch)
            batch = []
    kept.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_bare_addresses")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent.parent / "sql" / "search_words.sql").read_text(),
            "DROP FUNCTION claims_search_words",
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
