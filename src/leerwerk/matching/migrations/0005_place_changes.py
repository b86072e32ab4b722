"""Every change of a place, of a seat taken on it or of somebody proposed to it is noted, by the database itself.

Rows are only added, one for each place and statement: nothing waits for anything.
"""

from django.db import migrations, models

TABLES = {"catalogue_place": "id", "casework_placement": "place_id", "casework_referral": "place_id"}
EVENTS = {
    "insert": ("INSERT", "NEW TABLE AS later", "later"),
    "update": ("UPDATE", "OLD TABLE AS earlier NEW TABLE AS later", "both"),
    "delete": ("DELETE", "OLD TABLE AS earlier", "earlier"),
}

NOTE = """
CREATE FUNCTION matching_note_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matching_placechange (place_id, xact, changed_at)
    SELECT DISTINCT place, pg_current_xact_id()::text::bigint, statement_timestamp()
    FROM ({rows}) AS touched(place);
    RETURN NULL;
END $$;
CREATE TRIGGER matching_note_change_{event} AFTER {verb} ON {table} REFERENCING {transition}
FOR EACH STATEMENT EXECUTE FUNCTION matching_note_{name}();
"""
FORGET = """
DROP TRIGGER matching_note_change_{event} ON {table};
DROP FUNCTION matching_note_{name}();
"""


def _each(template: str) -> str:
    said = []
    for table, column in TABLES.items():
        for event, (verb, transition, which) in EVENTS.items():
            tables = ("earlier", "later") if which == "both" else (which,)
            rows = " UNION ".join(f"SELECT {column} FROM {one}" for one in tables)  # noqa: S608
            said.append(
                template.format(
                    name=f"{table}_{event}",
                    table=table,
                    event=event,
                    verb=verb,
                    transition=transition,
                    rows=rows,
                )
            )
    return "".join(said)


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0004_accepted_pair_is_possible"),
        ("casework", "0004_closed_for_employer"),
        ("catalogue", "0003_place_notices"),
    ]
    operations = [
        migrations.CreateModel(
            name="PlaceChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_id", models.BigIntegerField(help_text="Not a foreign key: places can be deleted.")),
                ("xact", models.BigIntegerField(help_text="Number of the transaction.")),
                ("changed_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            "marketbuild", "snapshot", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "marketbuild",
            "seen",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            "marketbuild",
            "delta",
            models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField("marketbuild", "changed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("marketbuild", "changed_places", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(_each(NOTE), _each(FORGET)),
    ]
