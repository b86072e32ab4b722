from django.db import migrations, models

import leerwerk.casework.enums


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_capacity")]
    operations = [
        migrations.AlterField(
            model_name="referral",
            name="status",
            field=models.CharField(
                choices=leerwerk.casework.enums.ReferralStatus.choices,
                default=leerwerk.casework.enums.ReferralStatus.PROPOSED,
                max_length=10,
            ),
        ),
    ]
