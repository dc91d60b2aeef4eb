-- Orders and what happens to them. All amounts are minor units of the café's currency, rates parts per million. business_date is the café's day.

-- The last number given on a business day: gapless, because it is taken in the transaction that uses it.
CREATE TABLE day_counters (
    business_date TEXT NOT NULL,
    kind TEXT NOT NULL,
    last_value BIGINT NOT NULL,
    PRIMARY KEY (business_date, kind)
);

CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    order_number TEXT NOT NULL UNIQUE,
    business_date TEXT NOT NULL,
    -- Hour of the café's wall clock at the sale, for reports; the moment itself is created_at.
    business_hour BIGINT NOT NULL CHECK (business_hour BETWEEN 0 AND 23),
    subtotal BIGINT NOT NULL,
    discount_type TEXT,
    discount_value BIGINT,
    discount_amount BIGINT NOT NULL,
    discount_reason TEXT,
    tax_amount BIGINT NOT NULL,
    tax_inclusive BIGINT NOT NULL CHECK (tax_inclusive IN (0, 1)),
    rounding_amount BIGINT NOT NULL,
    total_amount BIGINT NOT NULL,
    -- What the server's own pricing says; differs from what was charged only on flagged orders. What was charged beside the
    -- price belongs to the goods and is taxed with them; what a register claimed to have charged is kept for comparison.
    priced_total BIGINT NOT NULL,
    price_difference BIGINT NOT NULL DEFAULT 0,
    claimed_subtotal BIGINT,
    claimed_tax BIGINT,
    claimed_total BIGINT,
    refunded_amount BIGINT NOT NULL DEFAULT 0 CHECK (refunded_amount >= 0 AND refunded_amount <= total_amount),
    status TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES users (id),
    created_by TEXT,
    customer_name TEXT,
    customer_email TEXT,
    -- Who the customer is, as customers are compared: the e-mail address, else the name, folded.
    customer_key TEXT,
    notes TEXT,
    -- Words with commas between; empty unless the order is flagged.
    flag_reasons TEXT NOT NULL,
    client_order_id TEXT,
    reprint_count BIGINT NOT NULL DEFAULT 0,
    last_reprint_at BIGINT,
    voided_at BIGINT,
    voided_by TEXT REFERENCES users (id),
    void_reason TEXT,
    -- DELETE /orders/{id}: voided and out of sight; the record stays.
    hidden_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- The till where it was sold, if the register said so.
    till_id TEXT,
    -- here, takeaway or delivery, if the register said so.
    service TEXT,
    -- When it was made, of a sale that arrived later: a register was without its server. Its day and hour are those.
    occurred_at BIGINT
);
-- A register's own number is one sale for ever.
CREATE UNIQUE INDEX orders_client_order ON orders (client_order_id) WHERE client_order_id IS NOT NULL;
-- Lists of orders: newest first, with all that they are filtered and sorted by.
CREATE INDEX orders_listing ON orders
    (created_at, id, business_date, status, staff_id, flag_reasons, refunded_amount, total_amount, hidden_at, service);
CREATE INDEX orders_business_date ON orders (business_date, id);
-- Customers of a range of days, and whether they had come before.
CREATE INDEX orders_day_customer ON orders (business_date, customer_key, status) WHERE customer_key IS NOT NULL AND status <> 'voided';
CREATE INDEX orders_customer_day ON orders (customer_key, business_date, status) WHERE customer_key IS NOT NULL AND status <> 'voided';
CREATE INDEX orders_hidden ON orders (business_date) WHERE hidden_at IS NOT NULL;

-- What an order is searched by, folded: a search is a range of this index, not a walk through all orders.
CREATE TABLE order_terms (
    term TEXT NOT NULL,
    order_id TEXT NOT NULL REFERENCES orders (id),
    PRIMARY KEY (term, order_id)
);

CREATE TABLE order_items (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    position BIGINT NOT NULL,
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id),
    menu_item_name TEXT NOT NULL,
    menu_item_size TEXT NOT NULL,
    category TEXT NOT NULL,
    unit_price BIGINT NOT NULL,
    catalogue_price BIGINT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    line_total BIGINT NOT NULL,
    -- This line's shares of the order's discount, price difference and tax (largest remainder): they sum to the order's. Of
    -- the discount, some may be this line's own.
    discount_amount BIGINT NOT NULL,
    own_discount_amount BIGINT NOT NULL DEFAULT 0,
    discount_type TEXT,
    discount_value BIGINT,
    discount_reason TEXT,
    price_difference BIGINT NOT NULL DEFAULT 0,
    tax_amount BIGINT NOT NULL,
    tax_name TEXT NOT NULL,
    tax_rate BIGINT NOT NULL,
    -- Theoretical cost of the whole line from its recipe at the sale; NULL without a recipe.
    cost_amount BIGINT,
    refunded_quantity BIGINT NOT NULL DEFAULT 0,
    notes TEXT NOT NULL,
    -- Of a part of a combo: what all parts of that one share, the combo on the menu, and its name at the sale.
    combo_line_id TEXT,
    combo_item_id TEXT REFERENCES menu_items (id),
    combo_name TEXT,
    UNIQUE (order_id, position)
);
CREATE INDEX order_items_menu_item ON order_items (menu_item_id);

CREATE TABLE order_taxes (
    order_id TEXT NOT NULL REFERENCES orders (id),
    name TEXT NOT NULL,
    rate BIGINT NOT NULL,
    taxable_amount BIGINT NOT NULL,
    tax_amount BIGINT NOT NULL,
    PRIMARY KEY (order_id, name, rate)
);

CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    method TEXT NOT NULL,
    -- Of the order's total; the order's rounding is the sum of its payments'. The tip is beside it.
    amount BIGINT NOT NULL,
    rounding_amount BIGINT NOT NULL DEFAULT 0,
    tip_amount BIGINT NOT NULL DEFAULT 0,
    tendered_amount BIGINT NOT NULL,
    change_amount BIGINT NOT NULL,
    reference TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX payments_order ON payments (order_id, method);
-- Lists of the orders that were paid by some means, newest first.
CREATE INDEX payments_method ON payments (method, created_at, order_id);

CREATE TABLE refunds (
    id TEXT PRIMARY KEY,
    refund_number TEXT NOT NULL UNIQUE,
    order_id TEXT NOT NULL REFERENCES orders (id),
    -- The day the refund was given, not the day of the sale: a day once over never changes.
    business_date TEXT NOT NULL,
    business_hour BIGINT NOT NULL CHECK (business_hour BETWEEN 0 AND 23),
    -- 0: goods came back that nothing was paid for.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    tax_amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    till_id TEXT
);
CREATE INDEX refunds_order ON refunds (order_id);
CREATE INDEX refunds_business_date ON refunds (business_date, id);

-- How it was given back; the amounts sum to the refund's.
CREATE TABLE refund_payments (
    refund_id TEXT NOT NULL REFERENCES refunds (id),
    method TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (refund_id, method)
);

CREATE TABLE refund_items (
    id TEXT PRIMARY KEY,
    refund_id TEXT NOT NULL REFERENCES refunds (id),
    order_item_id TEXT NOT NULL REFERENCES order_items (id),
    -- 0: this line's share of a refund by amount alone, which gives no units back.
    quantity BIGINT NOT NULL CHECK (quantity >= 0),
    -- Line price × quantity given back, before discount and tax: what product reports subtract.
    gross_amount BIGINT NOT NULL,
    -- What the customer got for it, after discount, with tax.
    amount BIGINT NOT NULL,
    tax_amount BIGINT NOT NULL,
    -- Of the amount neither tax nor cash rounding: what margins subtract.
    net_amount BIGINT NOT NULL,
    restock BIGINT NOT NULL CHECK (restock IN (0, 1))
);
CREATE INDEX refund_items_refund ON refund_items (refund_id);
CREATE INDEX refund_items_order_item ON refund_items (order_item_id);

CREATE TABLE refund_taxes (
    refund_id TEXT NOT NULL REFERENCES refunds (id),
    name TEXT NOT NULL,
    rate BIGINT NOT NULL,
    taxable_amount BIGINT NOT NULL,
    tax_amount BIGINT NOT NULL,
    PRIMARY KEY (refund_id, name, rate)
);
