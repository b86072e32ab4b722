import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_visitor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correspondent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="mailadres")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="telefoon")),
                (
                    "language",
                    models.CharField(default="nl", help_text="In which mail is written.", max_length=10),
                ),
                ("created_at", models.DateTimeField()),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                ("is_demo", models.BooleanField(default=False)),
            ],
        ),
    ]
