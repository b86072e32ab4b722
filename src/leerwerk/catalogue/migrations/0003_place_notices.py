from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_latest_places")]
    operations = [
        migrations.AddField(
            model_name="place",
            name="notice_sent_on",
            field=models.DateField(
                blank=True,
                help_text="The last day on which the employer heard that it goes offline.",
                null=True,
            ),
        ),
    ]
