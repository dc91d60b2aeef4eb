-- Sums kept in the transaction of the sale, void or refund they count; derived again from the orders by `cafepos verify`.
-- Where a row has a grain, the same amounts are kept once by day and once by month (under its first day), so that a
-- long range reads its whole months and only the days at its edges. Amounts are minor units of the café's currency; a row
-- may have come to zero.

CREATE TABLE sales_rollups (
    business_date TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    sales BIGINT NOT NULL,
    charged BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    discounts BIGINT NOT NULL,
    tax_charged BIGINT NOT NULL,
    tax_refunded BIGINT NOT NULL,
    flagged BIGINT NOT NULL,
    PRIMARY KEY (business_date, staff_id)
);

CREATE TABLE hour_rollups (
    grain TEXT NOT NULL,
    period TEXT NOT NULL,
    business_hour BIGINT NOT NULL,
    sales BIGINT NOT NULL,
    charged BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    discounts BIGINT NOT NULL,
    tax_charged BIGINT NOT NULL,
    tax_refunded BIGINT NOT NULL,
    flagged BIGINT NOT NULL,
    PRIMARY KEY (grain, period, business_hour)
);

-- sales: those with at least one line of the category; sold_lines: their lines of it.
CREATE TABLE category_rollups (
    grain TEXT NOT NULL,
    category TEXT NOT NULL,
    period TEXT NOT NULL,
    business_hour BIGINT NOT NULL,
    sales BIGINT NOT NULL,
    sold_lines BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    PRIMARY KEY (grain, category, period, business_hour)
);

-- gross, refunded: line price × quantity, before discount and tax. net: after discount, without tax, less what was given back;
-- costed_net and cost: the same of lines whose recipe told their cost.
CREATE TABLE item_rollups (
    grain TEXT NOT NULL,
    period TEXT NOT NULL,
    menu_item_id TEXT NOT NULL,
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
    PRIMARY KEY (grain, period, menu_item_id, name, size, category)
);

-- Net of refunds.
CREATE TABLE tax_rollups (
    business_date TEXT NOT NULL,
    name TEXT NOT NULL,
    rate BIGINT NOT NULL,
    taxable BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    PRIMARY KEY (business_date, name, rate)
);

-- An order paid with several tenders counts under each, with the part of its charge, discount and tax that this one paid.
CREATE TABLE tender_rollups (
    business_date TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    sales BIGINT NOT NULL,
    charged BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    discounts BIGINT NOT NULL,
    tax_charged BIGINT NOT NULL,
    tax_refunded BIGINT NOT NULL,
    flagged BIGINT NOT NULL,
    PRIMARY KEY (business_date, payment_method)
);

-- Of sales that were not voided; refunds give no tip back.
CREATE TABLE tip_rollups (
    business_date TEXT NOT NULL,
    staff_id TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    tips BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (business_date, staff_id, payment_method)
);

CREATE INDEX orders_flagged_day ON orders (business_date) WHERE flag_reasons <> '';
CREATE INDEX mail_queue_created ON mail_queue (created_at, id);
