from django.db import migrations

FORWARD = """
-- An entry is born unsealed, whatever the insert says.
CREATE FUNCTION kernel_audit_born() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.seq := NULL; NEW.prev_hash := NULL; NEW.hash := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER kernel_audit_born BEFORE INSERT ON kernel_auditentry
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_born();

-- Nothing changes afterwards but the one sealing, which only the trigger below does.
CREATE FUNCTION kernel_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plain kernel_auditentry;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        plain := NEW;
        plain.seq := NULL; plain.prev_hash := NULL; plain.hash := NULL;
        IF OLD.seq IS NULL AND pg_trigger_depth() > 1 AND plain IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only (% refused)', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER kernel_audit_guard BEFORE UPDATE OR DELETE ON kernel_auditentry
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_guard();
CREATE TRIGGER kernel_audit_no_truncate BEFORE TRUNCATE ON kernel_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_guard();

CREATE FUNCTION kernel_audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT coalesce(octet_length(value) || ':' || value, '-') $$;

-- At commit, one transaction at a time: the lock is held until the commit has become visible.
CREATE FUNCTION kernel_audit_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry kernel_auditentry;
    last_seq bigint;
    last_hash text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('kernel_auditentry'));
    SELECT * INTO entry FROM kernel_auditentry WHERE id = NEW.id AND seq IS NULL;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT seq, hash INTO last_seq, last_hash FROM kernel_auditentry WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1;
    last_seq := coalesce(last_seq, 0) + 1;
    last_hash := coalesce(last_hash, repeat('0', 64));
    UPDATE kernel_auditentry SET seq = last_seq, prev_hash = last_hash, hash = encode(sha256(convert_to(
        last_hash
        || kernel_audit_field(last_seq::text)
        || kernel_audit_field(to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || kernel_audit_field(entry.actor_id::text)
        || kernel_audit_field(entry.actor_name)
        || kernel_audit_field(entry.action)
        || kernel_audit_field(entry.subject)
        || kernel_audit_field(entry.details::text)
        || kernel_audit_field(entry.purpose)
        || kernel_audit_field(entry.data_subject)
        || kernel_audit_field(entry.trace_id)
        || kernel_audit_field(entry.span_id), 'UTF8')), 'hex')
    WHERE id = entry.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER kernel_audit_seal AFTER INSERT ON kernel_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kernel_audit_seal();
"""
BACKWARD = """
DROP TRIGGER kernel_audit_seal ON kernel_auditentry;
DROP TRIGGER kernel_audit_no_truncate ON kernel_auditentry;
DROP TRIGGER kernel_audit_guard ON kernel_auditentry;
DROP TRIGGER kernel_audit_born ON kernel_auditentry;
DROP FUNCTION kernel_audit_seal();
DROP FUNCTION kernel_audit_field(text);
DROP FUNCTION kernel_audit_guard();
DROP FUNCTION kernel_audit_born();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_audit_and_outbox")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
