"""The words by which forms call fields and choices, as people know them from other tools."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_keep_histories_whole"),
    ]

    operations = [
        migrations.AlterField(
            model_name="actor",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "person"),
                    ("state", "state"),
                    ("organisation", "organisation"),
                    ("group", "group"),
                    ("document", "document"),
                    ("media", "media outlet"),
                    ("unnamed", "unnamed source"),
                    ("unknown", "unspecified"),
                ],
                default="unknown",
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="actorevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "person"),
                    ("state", "state"),
                    ("organisation", "organisation"),
                    ("group", "group"),
                    ("document", "document"),
                    ("media", "media outlet"),
                    ("unnamed", "unnamed source"),
                    ("unknown", "unspecified"),
                ],
                default="unknown",
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="actorproposal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "person"),
                    ("state", "state"),
                    ("organisation", "organisation"),
                    ("group", "group"),
                    ("document", "document"),
                    ("media", "media outlet"),
                    ("unnamed", "unnamed source"),
                    ("unknown", "unspecified"),
                ],
                default="unknown",
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="actorproposalevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "person"),
                    ("state", "state"),
                    ("organisation", "organisation"),
                    ("group", "group"),
                    ("document", "document"),
                    ("media", "media outlet"),
                    ("unnamed", "unnamed source"),
                    ("unknown", "unspecified"),
                ],
                default="unknown",
                max_length=16,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="denial",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "not yet looked for"),
                    ("linked", "linked"),
                    ("not_here", "not in this collection"),
                    ("unsaid", "claim not specified"),
                ],
                default="open",
                max_length=16,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="denialevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "not yet looked for"),
                    ("linked", "linked"),
                    ("not_here", "not in this collection"),
                    ("unsaid", "claim not specified"),
                ],
                default="open",
                max_length=16,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="passage",
            name="unattributed",
            field=models.BooleanField(default=False, verbose_name="no named source"),
        ),
        migrations.AlterField(
            model_name="passageevent",
            name="unattributed",
            field=models.BooleanField(default=False, verbose_name="no named source"),
        ),
        migrations.AlterField(
            model_name="collection",
            name="slug",
            field=models.SlugField(max_length=80, unique=True, verbose_name="URL slug"),
        ),
        migrations.AlterField(
            model_name="collectionevent",
            name="slug",
            field=models.SlugField(db_index=False, max_length=80, verbose_name="URL slug"),
        ),
    ]
