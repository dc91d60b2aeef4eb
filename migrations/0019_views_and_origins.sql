-- For people and their tools: what the café sold, in the currency's and the units' own decimals, on the café's clock, with names.
-- docs/data.md is their dictionary, docs/adr/0041-report-views.md says why they are so. The program itself reads none of them.

-- How far the café's clock is ahead of UTC, from when on: a database has no zones of its own, or others than the program.
CREATE TABLE zone_offsets (
    begins_at BIGINT PRIMARY KEY,
    offset_ms BIGINT NOT NULL
);

-- Sales that count: what was voided stands in report_voids.
CREATE VIEW report_sales AS
SELECT o.order_number,
       o.business_date,
       o.business_hour,
       LOCAL_TIME(COALESCE(o.occurred_at, o.created_at)) AS sold_at,
       o.status,
       tills.name AS till,
       staff.first_name || ' ' || staff.last_name AS staff,
       staff.username,
       approver.first_name || ' ' || approver.last_name AS approved_by,
       o.service,
       o.customer_name,
       o.customer_email,
       ROUND(o.subtotal / 100.0, 2) AS subtotal,
       ROUND(o.discount_amount / 100.0, 2) AS discount,
       o.discount_reason,
       ROUND(o.price_difference / 100.0, 2) AS price_difference,
       ROUND(o.tax_amount / 100.0, 2) AS tax,
       CASE o.tax_inclusive WHEN 1 THEN 'yes' ELSE 'no' END AS tax_inclusive,
       ROUND(o.rounding_amount / 100.0, 2) AS rounding,
       ROUND(o.total_amount / 100.0, 2) AS total,
       ROUND((SELECT SUM(p.tip_amount) FROM payments AS p WHERE p.order_id = o.id) / 100.0, 2) AS tips,
       ROUND(o.refunded_amount / 100.0, 2) AS refunded,
       o.flag_reasons,
       o.notes
FROM orders AS o
JOIN users AS staff ON staff.id = o.staff_id
LEFT JOIN users AS approver ON approver.id = o.approved_by
LEFT JOIN tills ON tills.id = o.till_id
WHERE o.status <> 'voided';

CREATE VIEW report_sale_lines AS
SELECT o.order_number,
       o.business_date,
       o.business_hour,
       line.position + 1 AS line,
       line.menu_item_name AS item,
       line.menu_item_size AS size,
       line.category,
       line.combo_name AS combo,
       line.quantity,
       ROUND(line.unit_price / 100.0, 2) AS unit_price,
       ROUND(line.line_total / 100.0, 2) AS gross,
       ROUND(line.discount_amount / 100.0, 2) AS discount,
       ROUND(line.price_difference / 100.0, 2) AS price_difference,
       line.tax_name,
       ROUND(line.tax_rate / 10000.0, 4) AS tax_percent,
       ROUND(line.tax_amount / 100.0, 2) AS tax,
       ROUND((line.line_total - line.discount_amount + line.price_difference -
              CASE o.tax_inclusive WHEN 1 THEN line.tax_amount ELSE 0 END) / 100.0, 2) AS net,
       ROUND(line.cost_amount / 100.0, 2) AS cost,
       line.refunded_quantity,
       line.notes
FROM order_items AS line
JOIN orders AS o ON o.id = line.order_id
WHERE o.status <> 'voided';

CREATE VIEW report_voids AS
SELECT o.order_number,
       o.business_date,
       LOCAL_TIME(o.voided_at) AS voided_at,
       staff.first_name || ' ' || staff.last_name AS staff,
       voider.first_name || ' ' || voider.last_name AS voided_by,
       approver.first_name || ' ' || approver.last_name AS approved_by,
       o.void_reason AS reason,
       ROUND(o.total_amount / 100.0, 2) AS total
FROM orders AS o
JOIN users AS staff ON staff.id = o.staff_id
LEFT JOIN users AS voider ON voider.id = o.voided_by
LEFT JOIN users AS approver ON approver.id = o.void_approved_by
WHERE o.status = 'voided';

CREATE VIEW report_refunds AS
SELECT r.refund_number,
       o.order_number,
       r.business_date,
       r.business_hour,
       LOCAL_TIME(r.created_at) AS refunded_at,
       o.business_date AS sold_on,
       tills.name AS till,
       staff.first_name || ' ' || staff.last_name AS staff,
       staff.username,
       approver.first_name || ' ' || approver.last_name AS approved_by,
       r.reason,
       ROUND(r.amount / 100.0, 2) AS amount,
       ROUND(r.tax_amount / 100.0, 2) AS tax
FROM refunds AS r
JOIN orders AS o ON o.id = r.order_id
JOIN users AS staff ON staff.id = r.staff_id
LEFT JOIN users AS approver ON approver.id = r.approved_by
LEFT JOIN tills ON tills.id = r.till_id;

CREATE VIEW report_refund_lines AS
SELECT r.refund_number,
       o.order_number,
       r.business_date,
       line.menu_item_name AS item,
       line.menu_item_size AS size,
       line.category,
       given.quantity,
       ROUND(given.gross_amount / 100.0, 2) AS gross,
       ROUND(given.amount / 100.0, 2) AS amount,
       ROUND(given.tax_amount / 100.0, 2) AS tax,
       ROUND(given.net_amount / 100.0, 2) AS net,
       CASE given.restock WHEN 1 THEN 'yes' ELSE 'no' END AS restocked
FROM refund_items AS given
JOIN refunds AS r ON r.id = given.refund_id
JOIN orders AS o ON o.id = r.order_id
JOIN order_items AS line ON line.id = given.order_item_id;

-- What came in, and what went back as less than nothing, so that sums are what is left.
CREATE VIEW report_payments AS
SELECT 'sale' AS kind,
       o.business_date,
       LOCAL_TIME(p.created_at) AS paid_at,
       o.order_number,
       NULL AS refund_number,
       tills.name AS till,
       staff.first_name || ' ' || staff.last_name AS staff,
       p.method,
       ROUND(p.amount / 100.0, 2) AS amount,
       ROUND(p.tip_amount / 100.0, 2) AS tip,
       ROUND(p.rounding_amount / 100.0, 2) AS rounding,
       ROUND(p.tendered_amount / 100.0, 2) AS tendered,
       ROUND(p.change_amount / 100.0, 2) AS change,
       p.reference
FROM payments AS p
JOIN orders AS o ON o.id = p.order_id
JOIN users AS staff ON staff.id = o.staff_id
LEFT JOIN tills ON tills.id = o.till_id
WHERE o.status <> 'voided'
UNION ALL
SELECT 'refund', r.business_date, LOCAL_TIME(r.created_at), o.order_number, r.refund_number, tills.name,
       staff.first_name || ' ' || staff.last_name, p.method, ROUND(-p.amount / 100.0, 2), NULL, NULL, NULL, NULL, NULL
FROM refund_payments AS p
JOIN refunds AS r ON r.id = p.refund_id
JOIN orders AS o ON o.id = r.order_id
JOIN users AS staff ON staff.id = r.staff_id
LEFT JOIN tills ON tills.id = r.till_id;

CREATE VIEW report_taxes AS
SELECT 'sale' AS kind,
       o.business_date,
       o.order_number,
       NULL AS refund_number,
       t.name AS tax_name,
       ROUND(t.rate / 10000.0, 4) AS tax_percent,
       ROUND(t.taxable_amount / 100.0, 2) AS taxable,
       ROUND(t.tax_amount / 100.0, 2) AS tax
FROM order_taxes AS t
JOIN orders AS o ON o.id = t.order_id
WHERE o.status <> 'voided'
UNION ALL
SELECT 'refund', r.business_date, o.order_number, r.refund_number, t.name, ROUND(t.rate / 10000.0, 4),
       ROUND(-t.taxable_amount / 100.0, 2), ROUND(-t.tax_amount / 100.0, 2)
FROM refund_taxes AS t
JOIN refunds AS r ON r.id = t.refund_id
JOIN orders AS o ON o.id = r.order_id;

CREATE VIEW report_drawers AS
SELECT tills.name AS till,
       z.number AS z_number,
       z.business_date,
       LOCAL_TIME(d.opened_at) AS opened_at,
       opener.first_name || ' ' || opener.last_name AS opened_by,
       LOCAL_TIME(d.closed_at) AS closed_at,
       closer.first_name || ' ' || closer.last_name AS closed_by,
       ROUND(d.opening_float / 100.0, 2) AS opening_float,
       z.sales,
       z.refunds,
       z.voids,
       ROUND(COALESCE(z.cash_expected, d.balance) / 100.0, 2) AS cash_expected,
       ROUND(z.cash_counted / 100.0, 2) AS cash_counted,
       ROUND((z.cash_counted - z.cash_expected) / 100.0, 2) AS difference,
       ROUND(d.float_left / 100.0, 2) AS float_left,
       d.note
FROM drawers AS d
JOIN tills ON tills.id = d.till_id
JOIN users AS opener ON opener.id = d.opened_by
LEFT JOIN users AS closer ON closer.id = d.closed_by
LEFT JOIN z_reports AS z ON z.drawer_id = d.id;

-- Half a cent of worth is a cent, as in the API's valuation: what is added, half of the smallest worth, decides the ties alone.
CREATE VIEW report_stock AS
SELECT i.name AS item,
       i.category,
       i.unit,
       ROUND(i.current_stock / 1000.0, 3) AS stock,
       ROUND(i.min_stock_level / 1000.0, 3) AS min_stock,
       ROUND(i.max_stock_level / 1000.0, 3) AS max_stock,
       ROUND(i.cost_per_unit / 10000.0, 4) AS cost_per_unit,
       ROUND((i.worth + CASE WHEN i.worth < 0 THEN -0.5 ELSE 0.5 END) / 10000000.0, 2) AS value,
       i.supplier,
       i.location,
       i.barcode,
       LOCAL_TIME(i.last_restocked_at) AS last_restocked_at,
       LOCAL_TIME(i.expiry_at) AS expires_at
FROM (SELECT stocked.*, CAST(stocked.current_stock AS NUMERIC) * stocked.cost_per_unit AS worth FROM inventory_items AS stocked) AS i
WHERE i.archived_at IS NULL;

CREATE VIEW report_stock_movements AS
SELECT i.name AS item,
       i.category,
       i.unit,
       m.sequence,
       LOCAL_TIME(m.created_at) AS moved_at,
       m.type,
       ROUND(m.quantity / 1000.0, 3) AS quantity,
       ROUND(m.previous_stock / 1000.0, 3) AS stock_before,
       ROUND(m.new_stock / 1000.0, 3) AS stock_after,
       ROUND(m.cost / 10000.0, 4) AS cost,
       m.reason,
       staff.first_name || ' ' || staff.last_name AS staff,
       o.order_number,
       r.refund_number,
       m.supplier,
       m.reference,
       m.notes
FROM stock_movements AS m
JOIN inventory_items AS i ON i.id = m.inventory_item_id
LEFT JOIN users AS staff ON staff.id = m.staff_id
LEFT JOIN orders AS o ON o.id = m.reference_order_id
LEFT JOIN refunds AS r ON r.id = m.reference_refund_id;

CREATE VIEW report_shifts AS
SELECT person.first_name || ' ' || person.last_name AS staff,
       person.username,
       s.business_date,
       LOCAL_TIME(s.started_at) AS started_at,
       LOCAL_TIME(s.ended_at) AS ended_at,
       ROUND(s.break_ms / 60000.0, 2) AS break_minutes,
       ROUND((s.ended_at - s.started_at - s.break_ms) / 3600000.0, 2) AS worked_hours,
       s.correction_reason
FROM shifts AS s
JOIN users AS person ON person.id = s.user_id;

-- The request that caused it, so that the log tells a sale, its slip and its mail together.
ALTER TABLE print_jobs ADD COLUMN request_id TEXT;
ALTER TABLE mail_queue ADD COLUMN request_id TEXT;
