-- Whether what the writers remember of these tables still holds: docs/adr/0031-what-the-writer-knows.md.
ALTER TABLE store ADD COLUMN known_version BIGINT NOT NULL DEFAULT 0;
-- postgres:
-- The transaction's own number, so that one of many statements writes the row of the store once.
CREATE FUNCTION raise_known_version() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN
    UPDATE store SET known_version = txid_current() WHERE id = 1 AND known_version <> txid_current();
    RETURN NULL;
END';
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON settings
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON menu_items
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON menu_prices
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON option_groups
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON menu_options
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON option_ingredients
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON menu_item_option_groups
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON combo_slots
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON combo_choices
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON recipe_ingredients
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
-- Each sale changes the stock, which nobody remembers.
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OF name, unit, cost_per_unit OR DELETE OR TRUNCATE ON inventory_items
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON alerts
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stations
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tills
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON printers
    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();
