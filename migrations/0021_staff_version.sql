-- Whether what is remembered of a user for each of his requests (who he is, what he may) still holds: docs/adr/0043-who-asks.md.
ALTER TABLE store ADD COLUMN staff_version BIGINT NOT NULL DEFAULT 0;
-- sqlite:
CREATE TRIGGER users_inserted AFTER INSERT ON users BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER users_changed AFTER UPDATE OF id, username, role_id, is_active, deleted_at ON users BEGIN
    UPDATE store SET staff_version = staff_version + 1;
END;
CREATE TRIGGER users_deleted AFTER DELETE ON users BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER roles_changed AFTER UPDATE OF id, name ON roles BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER permissions_inserted AFTER INSERT ON permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER permissions_changed AFTER UPDATE OF id ON permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER permissions_deleted AFTER DELETE ON permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER role_permissions_inserted AFTER INSERT ON role_permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER role_permissions_changed AFTER UPDATE ON role_permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER role_permissions_deleted AFTER DELETE ON role_permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER user_permissions_inserted AFTER INSERT ON user_permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER user_permissions_changed AFTER UPDATE ON user_permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
CREATE TRIGGER user_permissions_deleted AFTER DELETE ON user_permissions BEGIN UPDATE store SET staff_version = staff_version + 1; END;
-- postgres:
-- The transaction's own number: two versions are never called alike, also of writes that were undone.
CREATE FUNCTION raise_staff_version() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
'BEGIN
    UPDATE store SET staff_version = txid_current() WHERE id = 1 AND staff_version <> txid_current();
    RETURN NULL;
END';
CREATE TRIGGER staff_changed AFTER INSERT OR UPDATE OF id, username, role_id, is_active, deleted_at OR DELETE OR TRUNCATE ON users
    FOR EACH STATEMENT EXECUTE FUNCTION raise_staff_version();
CREATE TRIGGER staff_changed AFTER UPDATE OF id, name ON roles FOR EACH STATEMENT EXECUTE FUNCTION raise_staff_version();
CREATE TRIGGER staff_changed AFTER INSERT OR UPDATE OF id OR DELETE OR TRUNCATE ON permissions
    FOR EACH STATEMENT EXECUTE FUNCTION raise_staff_version();
CREATE TRIGGER staff_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON role_permissions
    FOR EACH STATEMENT EXECUTE FUNCTION raise_staff_version();
CREATE TRIGGER staff_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON user_permissions
    FOR EACH STATEMENT EXECUTE FUNCTION raise_staff_version();
