import django.db.models.functions.text
from django.core.management import call_command
from django.db import migrations, models


def make_cache_table(apps, schema_editor):
    """The table of the shared cache (CACHES), by Django's own command, so that nobody has to remember it."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_look_at_tables_after_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInFailures",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False, verbose_name="key")),
                ("failures", models.PositiveIntegerField(verbose_name="failures")),
                ("last_at", models.DateTimeField(db_index=True, verbose_name="last failure at")),
                ("blocked_until", models.DateTimeField(null=True, verbose_name="blocked until")),
            ],
            options={
                "verbose_name": "failures to sign in",
                "verbose_name_plural": "failures to sign in",
            },
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(django.db.models.functions.text.Upper("username"), name="user_name_any_case"),
        ),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
