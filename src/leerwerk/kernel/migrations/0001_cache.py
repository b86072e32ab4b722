from django.db import migrations


class Migration(migrations.Migration):
    """The table of the shared cache (what `createcachetable` would make, but part of `migrate`)."""

    initial = True
    dependencies: list = []
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE kernel_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX kernel_cache_expires ON kernel_cache (expires);
            """,
            "DROP TABLE kernel_cache",
        )
    ]
