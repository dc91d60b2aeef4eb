-- Sums kept in the transaction of the sale, void or refund they count; derived again from the orders by `cafepos verify`.
-- Where a row has a grain, the same amounts are kept once by day (period YYYY-MM-DD) and once by month (YYYY-MM), so that
-- a long range reads its whole months and only the days at its edges. Amounts are minor units; a row may have come to zero.

CREATE TABLE sales_rollups (
    business_date TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    sales BIGINT NOT NULL,
    charged BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    discounts BIGINT NOT NULL,
    tax_charged BIGINT NOT NULL,
    tax_refunded BIGINT NOT NULL,
    flagged BIGINT NOT NULL,
    PRIMARY KEY (business_date, payment_method, staff_id)
);

CREATE TABLE hour_rollups (
    grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    period TEXT NOT NULL,
    business_hour BIGINT NOT NULL,
    payment_method TEXT NOT NULL,
    sales BIGINT NOT NULL,
    charged BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    discounts BIGINT NOT NULL,
    tax_charged BIGINT NOT NULL,
    tax_refunded BIGINT NOT NULL,
    PRIMARY KEY (grain, period, business_hour, payment_method)
);

-- sales: those with at least one line of the category; sold_lines: their lines of it.
CREATE TABLE category_rollups (
    grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    category TEXT NOT NULL,
    period TEXT NOT NULL,
    business_hour BIGINT NOT NULL,
    payment_method TEXT NOT NULL,
    sales BIGINT NOT NULL,
    sold_lines BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    PRIMARY KEY (grain, category, period, business_hour, payment_method)
);

-- gross, refunded: line price × quantity, before discount and tax. net: after discount, without tax, less what was given back;
-- costed_net and cost: the same of lines whose recipe told their cost.
CREATE TABLE item_rollups (
    grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    period TEXT NOT NULL,
    menu_item_id TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    name TEXT NOT NULL,
    size TEXT NOT NULL,
    category TEXT NOT NULL,
    sold_lines BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    refunded_quantity BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    net BIGINT NOT NULL,
    costed_net BIGINT NOT NULL,
    cost BIGINT NOT NULL,
    PRIMARY KEY (grain, period, menu_item_id, payment_method, name, size, category)
);

-- Net of refunds.
CREATE TABLE tax_rollups (
    business_date TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    name TEXT NOT NULL,
    rate BIGINT NOT NULL,
    taxable BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    PRIMARY KEY (business_date, payment_method, name, rate)
);

-- On which days a recorded customer bought, within the sales of one payment method ('': any) and category ('': any).
CREATE TABLE customer_visits (
    payment_method TEXT NOT NULL,
    category TEXT NOT NULL,
    customer TEXT NOT NULL,
    business_date TEXT NOT NULL,
    sales BIGINT NOT NULL,
    PRIMARY KEY (payment_method, category, customer, business_date)
);
-- Customers by their first visit of a period and the day of the visit before that period ('': none). The customers of a
-- range are those whose earlier visit lies before its first day, which makes distinct customers a sum.
CREATE TABLE customer_rollups (
    payment_method TEXT NOT NULL,
    category TEXT NOT NULL,
    grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
    period TEXT NOT NULL,
    previous_date TEXT NOT NULL,
    customers BIGINT NOT NULL,
    PRIMARY KEY (payment_method, category, grain, period, previous_date)
);

CREATE INDEX orders_flagged_day ON orders (business_date) WHERE flagged = 1;
CREATE INDEX mail_queue_created ON mail_queue (created_at, id);
