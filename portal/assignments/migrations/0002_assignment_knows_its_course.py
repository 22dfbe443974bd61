"""An assignment names its course by uuid, which outlives a change of the course's address."""

from django.db import migrations, models


def find_courses(apps, schema_editor):
    """Give each assignment the uuid of the course whose address it names."""
    course_pages = apps.get_model("courses", "CoursePage")
    for assignment in apps.get_model("assignments", "Assignment").objects.all():
        course = course_pages.objects.filter(slug=assignment.course_slug).first()
        if course is not None:
            assignment.course_uuid = course.uuid
            assignment.save(update_fields=["course_uuid"])


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0001_initial"),
        ("courses", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="course_uuid",
            field=models.UUIDField(db_index=True, editable=False, null=True, verbose_name="course"),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="course_slug",
            field=models.SlugField(max_length=80, verbose_name="course's short name"),
        ),
        migrations.RunPython(find_courses, migrations.RunPython.noop),
    ]
