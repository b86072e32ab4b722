"""A place never holds more running placements than its capacity: held by the database itself.

The trigger locks the place, so that of two transactions that want the last seat the second waits, counts again
and is refused. Lowering the capacity below the seats taken is refused too.
"""

from django.db import migrations

SEATED = "('PROPOSED', 'AGREED', 'STARTED')"

FORWARD = f"""
CREATE FUNCTION casework_hold_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    room integer;
    taken integer;
BEGIN
    IF NEW.status NOT IN {SEATED} THEN
        RETURN NEW;
    END IF;
    SELECT capacity INTO room FROM catalogue_place WHERE id = NEW.place_id FOR NO KEY UPDATE;
    SELECT count(*) INTO taken FROM casework_placement
    WHERE place_id = NEW.place_id AND status IN {SEATED} AND id IS DISTINCT FROM NEW.id;
    IF taken >= room THEN
        RAISE EXCEPTION 'place % is full: % of % seats taken', NEW.place_id, taken, room
            USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_within_capacity';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER placement_within_capacity BEFORE INSERT OR UPDATE OF status, place_id ON casework_placement
FOR EACH ROW EXECUTE FUNCTION casework_hold_capacity();

CREATE FUNCTION casework_hold_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken integer;
BEGIN
    SELECT count(*) INTO taken FROM casework_placement WHERE place_id = NEW.id AND status IN {SEATED};
    IF taken > NEW.capacity THEN
        RAISE EXCEPTION 'place % has % learners, more than a capacity of %', NEW.id, taken, NEW.capacity
            USING ERRCODE = 'check_violation', CONSTRAINT = 'capacity_holds_placements';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER capacity_holds_placements BEFORE UPDATE OF capacity ON catalogue_place
FOR EACH ROW WHEN (NEW.capacity < OLD.capacity) EXECUTE FUNCTION casework_hold_seats();
"""

BACKWARD = """
DROP TRIGGER capacity_holds_placements ON catalogue_place;
DROP FUNCTION casework_hold_seats();
DROP TRIGGER placement_within_capacity ON casework_placement;
DROP FUNCTION casework_hold_capacity();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
