"""An index for unfinished passages, and a function by which the program's role has Postgres look at its tables anew."""

from django.db import migrations, models

# ANALYZE is for a table's owner alone, who is not the program's role where the two are kept apart. It runs as the
# owner, so its search path is settled here: nobody can slip another table or function under it.
CREATE = """
DO $create$
BEGIN
  EXECUTE format(
    $sql$
    CREATE FUNCTION claims_analyze(tables text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, %1$I, pg_temp AS
    $function$
    DECLARE
      each text;
    BEGIN
      FOREACH each IN ARRAY tables LOOP
        EXECUTE format('ANALYZE %%I.%%I', %1$L, each);
      END LOOP;
    END
    $function$
    $sql$,
    current_schema()
  );
END
$create$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0009_clean_words")]

    operations = [
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(
                condition=models.Q(("status__in", ("draft", "returned"))),
                fields=["article", "editor"],
                name="passage_unfinished",
            ),
        ),
        migrations.RunSQL(CREATE, reverse_sql="DROP FUNCTION claims_analyze(text[])"),
    ]
