-- A password that somebody else chose, until its owner has set one of his own: docs/adr/0045-temporary-passwords.md.
ALTER TABLE users ADD COLUMN is_password_temporary BIGINT NOT NULL DEFAULT 0;
-- sqlite:
DROP TRIGGER users_changed;
CREATE TRIGGER users_changed AFTER UPDATE OF id, username, role_id, is_active, deleted_at, is_password_temporary ON users BEGIN
    UPDATE store SET staff_version = staff_version + 1;
END;
-- postgres:
DROP TRIGGER staff_changed ON users;
CREATE TRIGGER staff_changed
    AFTER INSERT OR UPDATE OF id, username, role_id, is_active, deleted_at, is_password_temporary OR DELETE OR TRUNCATE ON users
    FOR EACH STATEMENT EXECUTE FUNCTION raise_staff_version();
