import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0003_place_notices'),
        ('network', '0002_reference_validity'),
        ('people', '0004_correspondent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('status', models.CharField(choices=[('OPEN', 'open'), ('ANSWERED', 'beantwoord'), ('CLOSED', 'afgesloten')], default='OPEN', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='people.correspondent')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='catalogue.place')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='network.region')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_from_desk', models.BooleanField(default=False)),
                ('text', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField()),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='contact.question')),
            ],
            options={
                'ordering': ('sent_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('status', models.CharField(choices=[('SENT', 'wacht op antwoord'), ('INVITED', 'wil kennismaken'), ('DECLINED', 'gaat niet verder'), ('WITHDRAWN', 'ingetrokken')], default='SENT', max_length=9)),
                ('message', models.TextField(blank=True)),
                ('consent', models.TextField(help_text='The very words to which the visitor agreed.')),
                ('sent_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='people.correspondent')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='catalogue.place')),
                ('question', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interest', to='contact.question')),
            ],
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['region', 'status', 'asked_at'], name='question_by_region_and_status'),
        ),
        migrations.AddIndex(
            model_name='interest',
            index=models.Index(fields=['place', 'status'], name='interest_by_place_and_status'),
        ),
    ]
