"""An adviser never has more appointments on a Dutch day than the region allows: held by the database itself.

The trigger locks the account of the adviser, so that of two transactions that want the last one of the day the second
waits, counts again and is refused. The lock also keeps the exclusion constraint from ending in a deadlock: rows of one
adviser are written one after the other.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION casework_hold_most_per_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most integer;
    taken integer;
    of_day date := (NEW.begins_at AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    IF NEW.status = 'CANCELLED' THEN
        RETURN NEW;
    END IF;
    -- What was within the limit when it was made stays, also when the region allows fewer from now on.
    IF TG_OP = 'UPDATE' AND OLD.status <> 'CANCELLED' AND OLD.adviser_id = NEW.adviser_id
        AND (OLD.begins_at AT TIME ZONE 'Europe/Amsterdam')::date = of_day THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM accounts_user WHERE id = NEW.adviser_id FOR NO KEY UPDATE;
    SELECT most_per_day INTO most FROM casework_agenda WHERE region_id = NEW.region_id;
    SELECT count(*) INTO taken FROM casework_appointment
    WHERE adviser_id = NEW.adviser_id AND status <> 'CANCELLED' AND id IS DISTINCT FROM NEW.id
        AND begins_at >= of_day::timestamp AT TIME ZONE 'Europe/Amsterdam'
        AND begins_at < (of_day + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam';
    IF taken >= most THEN
        RAISE EXCEPTION 'adviser % has % appointments on %, and no more than %', NEW.adviser_id, taken, of_day, most
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adviser_has_no_more_a_day';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER adviser_has_no_more_a_day
BEFORE INSERT OR UPDATE OF status, adviser_id, begins_at, region_id ON casework_appointment
FOR EACH ROW EXECUTE FUNCTION casework_hold_most_per_day();
"""

BACKWARD = """
DROP TRIGGER adviser_has_no_more_a_day ON casework_appointment;
DROP FUNCTION casework_hold_most_per_day();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_appointment_links"), ("accounts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
