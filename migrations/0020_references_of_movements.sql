-- A sale moves nine ingredients and more, and PostgreSQL looked up each row's four references by itself and locked the rows that they
-- lead to: a third of what it spends on foreign keys. They are looked up once for all rows of a statement:
-- docs/adr/0042-references-of-movements.md.
-- postgres:
ALTER TABLE stock_movements DROP CONSTRAINT stock_movements_inventory_item_id_fkey;
ALTER TABLE stock_movements DROP CONSTRAINT stock_movements_staff_id_fkey;
ALTER TABLE stock_movements DROP CONSTRAINT stock_movements_menu_item_id_fkey;
ALTER TABLE stock_movements DROP CONSTRAINT stock_movements_count_id_fkey;
CREATE FUNCTION movements_refer() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
'BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT inventory_item_id AS id FROM added) AS used
               WHERE NOT EXISTS (SELECT FROM inventory_items AS item WHERE item.id = used.id))
        OR EXISTS (SELECT FROM (SELECT DISTINCT staff_id AS id FROM added WHERE staff_id IS NOT NULL) AS used
                   WHERE NOT EXISTS (SELECT FROM users AS staff WHERE staff.id = used.id))
        OR EXISTS (SELECT FROM (SELECT DISTINCT menu_item_id AS id FROM added WHERE menu_item_id IS NOT NULL) AS used
                   WHERE NOT EXISTS (SELECT FROM menu_items AS item WHERE item.id = used.id))
        OR EXISTS (SELECT FROM (SELECT DISTINCT count_id AS id FROM added WHERE count_id IS NOT NULL) AS used
                   WHERE NOT EXISTS (SELECT FROM stock_counts AS count WHERE count.id = used.id))
    THEN
        RAISE EXCEPTION USING ERRCODE = ''foreign_key_violation'', TABLE = ''stock_movements'', CONSTRAINT = ''movements_refer'',
            MESSAGE = ''a stock movement refers to what is not there'';
    END IF;
    RETURN NULL;
END';
CREATE FUNCTION movements_are_left() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
'DECLARE
    is_used BOOLEAN;
BEGIN
    EXECUTE format(''SELECT EXISTS (SELECT FROM stock_movements WHERE %I = $1)'', TG_ARGV[0]) INTO is_used USING OLD.id;
    IF is_used THEN
        RAISE EXCEPTION USING ERRCODE = ''foreign_key_violation'', TABLE = ''stock_movements'', CONSTRAINT = ''movements_refer'',
            MESSAGE = ''stock movements refer to this row of '' || TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END';
CREATE TRIGGER movements_refer AFTER INSERT ON stock_movements
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION movements_refer();
CREATE TRIGGER movements_are_left BEFORE DELETE ON inventory_items
    FOR EACH ROW EXECUTE FUNCTION movements_are_left('inventory_item_id');
CREATE TRIGGER movements_are_left BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION movements_are_left('staff_id');
CREATE TRIGGER movements_are_left BEFORE DELETE ON menu_items FOR EACH ROW EXECUTE FUNCTION movements_are_left('menu_item_id');
CREATE TRIGGER movements_are_left BEFORE DELETE ON stock_counts FOR EACH ROW EXECUTE FUNCTION movements_are_left('count_id');
