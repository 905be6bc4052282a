"""Addresses of articles are compared without what makes no difference to where they lead; as fast as before."""

from pathlib import Path

from django.db import migrations, models
from django.db.models.functions import MD5


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_folded_words")]

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent.parent / "sql" / "bare_address.sql").read_text(),
            "DROP FUNCTION claims_bare_address",
        ),
        migrations.RemoveIndex(model_name="article", name="article_by_address"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("collection"),
                MD5(models.Func("url", function="claims_bare_address")),
                condition=models.Q(("url", ""), _negated=True),
                name="article_by_bare_address",
            ),
        ),
    ]
