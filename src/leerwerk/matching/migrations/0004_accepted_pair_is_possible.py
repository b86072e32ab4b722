"""A pair is accepted only while its case is open and its place has room: held by the database itself.

The trigger locks case and place, in the order in which all actions do, so that of somebody who accepts and somebody
who closes at the same moment the second waits, looks again and is refused.
"""

from django.db import migrations

SEATED = "('PROPOSED', 'AGREED', 'STARTED')"

FORWARD = f"""
CREATE FUNCTION matching_hold_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    case_status text;
    place_status text;
    room integer;
    taken integer;
BEGIN
    SELECT status INTO case_status FROM casework_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    SELECT status, capacity INTO place_status, room FROM catalogue_place
    WHERE id = NEW.place_id FOR NO KEY UPDATE;
    SELECT count(*) INTO taken FROM casework_placement WHERE place_id = NEW.place_id AND status IN {SEATED};
    IF case_status = 'CLOSED' OR place_status <> 'PUBLISHED' OR taken >= room THEN
        RAISE EXCEPTION 'pair % can not be accepted: case %, place %, % of % seats taken',
            NEW.id, case_status, place_status, taken, room
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepted_pair_is_possible';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER accepted_pair_is_possible BEFORE INSERT OR UPDATE OF state ON matching_roundpair
FOR EACH ROW WHEN (NEW.state = 'ACCEPTED') EXECUTE FUNCTION matching_hold_accepted();
"""

BACKWARD = """
DROP TRIGGER accepted_pair_is_possible ON matching_roundpair;
DROP FUNCTION matching_hold_accepted();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0003_rounds"),
        ("casework", "0004_closed_for_employer"),
        ("catalogue", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
