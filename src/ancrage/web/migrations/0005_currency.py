from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0004_raises"),
    ]

    operations = [
        migrations.AddField(
            model_name="study",
            name="currency",
            field=models.CharField(default="EUR", max_length=3),
        ),
    ]
