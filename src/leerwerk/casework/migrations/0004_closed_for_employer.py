from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_withdrawn_referrals")]
    operations = [
        migrations.AddField(
            model_name="referral",
            name="closed_for_employer_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From then on the employer no longer sees who it did not take.",
                null=True,
            ),
        ),
    ]
