-- A database of the older server as it is found: its tables, and rows as its handlers and people with SQL left them.
CREATE TYPE userrole AS ENUM ('admin', 'manager', 'cashier', 'trainee');
CREATE TYPE paymentmethod AS ENUM ('cash', 'card');
CREATE TYPE orderstatus AS ENUM ('completed', 'refunded', 'voided');
CREATE TYPE discounttype AS ENUM ('percentage', 'fixed');
CREATE TYPE movementtype AS ENUM ('restock', 'usage', 'waste', 'adjustment');

CREATE TABLE users (id uuid PRIMARY KEY, username varchar(50) UNIQUE NOT NULL, password_hash varchar(255) NOT NULL,
    pin_code varchar(60), first_name varchar(50) NOT NULL, last_name varchar(50) NOT NULL, email varchar(255) UNIQUE NOT NULL,
    role userrole NOT NULL, is_active boolean, failed_login_attempts integer, locked_until timestamp, last_login timestamp,
    shift_start_time timestamp, shift_end_time timestamp, created_at timestamp, updated_at timestamp);
CREATE TABLE roles (id uuid PRIMARY KEY, name varchar(50) UNIQUE NOT NULL, description text, is_system_role boolean,
    created_at timestamp, updated_at timestamp);
CREATE TABLE permissions (id varchar(50) PRIMARY KEY, name varchar(100), category varchar(50), description text,
    created_at timestamp);
CREATE TABLE role_permissions (role_id uuid, permission_id varchar(50), granted_at timestamp, granted_by uuid);
CREATE TABLE user_permissions (user_id uuid, permission_id varchar(50), granted boolean, granted_at timestamp, granted_by uuid);
CREATE TABLE menu_items (id uuid PRIMARY KEY, name varchar(100) NOT NULL, size varchar(50) NOT NULL, price numeric(10,2) NOT NULL,
    category varchar(50), description text, image_url varchar(500), is_active boolean, sort_order integer,
    created_at timestamp, updated_at timestamp);
CREATE TABLE orders (id uuid PRIMARY KEY, order_number varchar(20) UNIQUE NOT NULL, subtotal numeric(10,2) NOT NULL,
    discount_amount numeric(10,2), tax_amount numeric(10,2) NOT NULL, total_amount numeric(10,2) NOT NULL,
    payment_method paymentmethod NOT NULL, cash_received numeric(10,2), change_amount numeric(10,2), status orderstatus,
    staff_id uuid REFERENCES users (id), customer_name varchar(100), customer_email varchar(255), notes text,
    reprint_count integer, last_reprint timestamp, created_at timestamp, updated_at timestamp);
CREATE TABLE order_items (id uuid PRIMARY KEY, order_id uuid REFERENCES orders (id) ON DELETE CASCADE,
    menu_item_id uuid REFERENCES menu_items (id), menu_item_name varchar(100) NOT NULL, menu_item_size varchar(50) NOT NULL,
    unit_price numeric(10,2) NOT NULL, quantity integer NOT NULL, line_total numeric(10,2) NOT NULL, notes text,
    created_at timestamp);
CREATE TABLE order_discounts (id uuid PRIMARY KEY, order_id uuid REFERENCES orders (id) ON DELETE CASCADE, type discounttype,
    value numeric(10,2), discount_amount numeric(10,2), reason varchar(255), staff_id uuid, applied_at timestamp);
CREATE TABLE inventory_items (id uuid PRIMARY KEY, name varchar(100) NOT NULL, category varchar(50), current_stock numeric(10,3),
    min_stock_level numeric(10,3), max_stock_level numeric(10,3), unit varchar(20), cost_per_unit numeric(10,4),
    supplier varchar(100), last_restocked timestamp, expiry_date timestamp, barcode varchar(50), description text,
    location varchar(100), created_at timestamp, updated_at timestamp);
CREATE TABLE stock_movements (id uuid PRIMARY KEY, inventory_item_id uuid, type movementtype, quantity numeric(10,3),
    previous_stock numeric(10,3), new_stock numeric(10,3), reason varchar(255), created_at timestamp);

-- Passwords are password123, PINs as the comment says. Two names differ in case only, two people have one PIN.
INSERT INTO users (id, username, password_hash, pin_code, first_name, last_name, email, role, is_active, last_login) VALUES
('a0000000-0000-4000-8000-000000000001', 'admin', '$2b$04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i', '$2b$04$abcdefghijklmnopqrstuuLmbu5vDTuG9XSinpEFXpa/UakZY.oz6', 'John', 'Administrator', 'admin@cafepos.com', 'admin', true, '2026-11-21 08:00:00.123456'), -- 1234
('a0000000-0000-4000-8000-000000000002', 'manager', '$2y$04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i', '$2b$04$abcdefghijklmnopqrstuuoaFvuWCAKYibfZtQO.8OH9IhLozMrui', 'Sarah', 'Manager', 'manager@cafepos.com', 'manager', true, NULL), -- 2345
('a0000000-0000-4000-8000-000000000003', 'cashier', '$2b$04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i', '$2b$04$abcdefghijklmnopqrstuusLosZeTpBn8BBMavxzX8hBUIsigoLDO', 'Mike', 'Cashier', 'cashier@cafepos.com', 'cashier', true, NULL), -- 4567
('a0000000-0000-4000-8000-000000000004', 'Cashier', '$2b$04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i', '$2b$04$abcdefghijklmnopqrstuusLosZeTpBn8BBMavxzX8hBUIsigoLDO', '', '', 'CASHIER@cafepos.com', 'trainee', true, NULL), -- 4567
('a0000000-0000-4000-8000-000000000005', 'gone', '$2b$04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i', '$2b$04$abcdefghijklmnopqrstuuVtBLslGsVSWrzPJ0vR6/7c6xIBbnm92', 'Emma', 'Gone', 'gone@cafepos.com', 'cashier', false, NULL), -- 3456
('a0000000-0000-4000-8000-000000000006', 'system', 'system', NULL, 'System', 'User', 'system', 'admin', true, NULL);
INSERT INTO roles (id, name, description) VALUES
('b0000000-0000-4000-8000-000000000001', 'cashier', 'Cashier with POS access'),
('b0000000-0000-4000-8000-000000000002', 'barista', 'Makes the coffee');
INSERT INTO role_permissions (role_id, permission_id) VALUES
('b0000000-0000-4000-8000-000000000002', 'menu.view'), ('b0000000-0000-4000-8000-000000000002', 'coffee.make');
INSERT INTO user_permissions (user_id, permission_id, granted) VALUES ('a0000000-0000-4000-8000-000000000003', 'sales.refund', true);

-- The seeder ran twice, so the espresso is there twice.
INSERT INTO menu_items (id, name, size, price, category, description, image_url, is_active, sort_order) VALUES
('c0000000-0000-4000-8000-000000000001', 'Caffe Latte', 'Small', 4.25, 'Coffee', 'With milk', '/uploads/menu_items/latte.png', true, 1),
('c0000000-0000-4000-8000-000000000002', 'Caffe Latte', 'Large', 5.25, 'Coffee', NULL, 'uploads/../../etc/passwd', true, 2),
('c0000000-0000-4000-8000-000000000003', 'Espresso', 'Single', 3.50, 'Coffee', NULL, NULL, true, 3),
('c0000000-0000-4000-8000-000000000004', 'Espresso', 'Single', 3.50, 'Coffee', NULL, NULL, true, 3),
('c0000000-0000-4000-8000-000000000005', 'Pumpkin Spice', 'Medium', 6.00, NULL, NULL, NULL, false, 0);
INSERT INTO inventory_items (id, name, category, current_stock, min_stock_level, max_stock_level, unit, cost_per_unit, supplier, expiry_date, barcode) VALUES
('d0000000-0000-4000-8000-000000000001', 'Espresso Beans', 'Coffee', 12.500, 5, 50, 'kg', 12.3456, 'Roastery', NULL, '4006381333931'),
('d0000000-0000-4000-8000-000000000002', 'Whole Milk', 'Dairy', -1.250, 5, 40, 'liters', 1.2500, 'Dairy Ltd', '2026-12-01 00:00:00', NULL),
('d0000000-0000-4000-8000-000000000003', 'Paper Cups', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '4006381333931');
INSERT INTO stock_movements (id, type, quantity) VALUES ('d1000000-0000-4000-8000-000000000001', 'waste', 1);

INSERT INTO orders (id, order_number, subtotal, discount_amount, tax_amount, total_amount, payment_method, cash_received, change_amount, status, staff_id, customer_name, notes, reprint_count, created_at, updated_at) VALUES
('e0000000-0000-4000-8000-0000fa848a51', 'ORD2611201A2B', 8.50, 0, 0.68, 9.18, 'cash', 20, 10.82, 'completed', 'a0000000-0000-4000-8000-000000000003', 'Ada Lovelace', 'card 4111 1111 1111 1111', 2, '2026-11-20 09:15:00.893944', '2026-11-20 09:15:00.893944'),
('e0000000-0000-4000-8000-0000fa848a52', 'ORD2611203C4D', 8.75, 0.88, 0.63, 8.49, 'card', 0, 0, 'completed', 'a0000000-0000-4000-8000-000000000001', '', '', 0, '2026-11-20 10:00:00', '2026-11-20 10:00:00'),
('e0000000-0000-4000-8000-0000fa848a53', 'ORD2611205E6F', 5.00, NULL, 0.40, 5.40, 'cash', 5.40, 0, 'completed', 'a0000000-0000-4000-8000-000000000005', NULL, NULL, NULL, '2026-11-20 11:00:00', NULL),
('e0000000-0000-4000-8000-0000fa848a54', 'ORD2611211111', 4.25, 0, 0.34, 4.59, 'card', 0, 0, 'refunded', 'a0000000-0000-4000-8000-000000000003', NULL, NULL, 0, '2026-11-21 09:00:00', '2026-11-22 10:00:00'),
('e0000000-0000-4000-8000-0000fa848a55', 'ORD2611212222', 3.50, 0, 0.28, 3.78, 'cash', 4, 0.22, 'voided', 'a0000000-0000-4000-8000-000000000003', NULL, NULL, 0, '2026-11-21 09:30:00', '2026-11-21 09:31:00'),
('e0000000-0000-4000-8000-0000fa848a56', 'ORD2611213333', 10.00, 0, 0.80, 12.80, 'card', 0, 0, 'completed', 'a0000000-0000-4000-8000-000000000003', NULL, NULL, 0, '2026-11-21 10:00:00', '2026-11-21 10:00:00'),
('e0000000-0000-4000-8000-0000fa848a57', 'ORD2611214444', 3.50, 0, 0.28, 3.78, 'card', 0, 0, 'completed', NULL, NULL, NULL, 0, '2026-11-21 11:00:00', '2026-11-21 11:00:00'),
('e0000000-0000-4000-8000-0000fa848a58', 'ORD2611215555', 3.50, 0, 0.28, 3.78, 'cash', 0, 0, 'completed', 'a0000000-0000-4000-8000-000000000006', NULL, NULL, 0, '2026-11-21 23:59:59.999999', '2026-11-21 23:59:59.999999'),
('e0000000-0000-4000-8000-0000fa848a59', 'ORD2403056666', 4.25, 0, 0.34, 4.59, 'cash', 5, 0.41, 'completed', 'a0000000-0000-4000-8000-000000000001', NULL, NULL, 0, '2024-03-05 12:00:00', '2024-03-05 12:00:00');
INSERT INTO order_discounts (id, order_id, type, value, discount_amount, reason) VALUES
('e2000000-0000-4000-8000-000000000001', 'e0000000-0000-4000-8000-0000fa848a52', 'percentage', 10, 0.88, 'Regular guest');
INSERT INTO order_items (id, order_id, menu_item_id, menu_item_name, menu_item_size, unit_price, quantity, line_total) VALUES
('e1000000-0000-4000-8000-000000000001', 'e0000000-0000-4000-8000-0000fa848a51', 'c0000000-0000-4000-8000-000000000001', 'Caffe Latte', 'Small', 4.25, 2, 8.50),
('e1000000-0000-4000-8000-000000000002', 'e0000000-0000-4000-8000-0000fa848a52', 'c0000000-0000-4000-8000-000000000002', 'Caffe Latte', 'Large', 5.25, 1, 5.25),
('e1000000-0000-4000-8000-000000000003', 'e0000000-0000-4000-8000-0000fa848a52', 'c0000000-0000-4000-8000-000000000004', 'Espresso', 'Single', 3.50, 1, 3.50),
('e1000000-0000-4000-8000-000000000004', 'e0000000-0000-4000-8000-0000fa848a54', 'c0000000-0000-4000-8000-000000000001', 'Caffe Latte', 'Small', 4.25, 1, 4.25),
('e1000000-0000-4000-8000-000000000005', 'e0000000-0000-4000-8000-0000fa848a55', 'c0000000-0000-4000-8000-000000000003', 'Espresso', 'Single', 3.50, 1, 3.50),
('e1000000-0000-4000-8000-000000000006', 'e0000000-0000-4000-8000-0000fa848a56', 'c0000000-0000-4000-8000-000000000001', 'Caffe Latte', 'Small', 4.25, 2, 8.50),
('e1000000-0000-4000-8000-000000000007', 'e0000000-0000-4000-8000-0000fa848a57', 'c0000000-0000-4000-8000-000000000003', 'Unknown Item', 'Regular', 3.50, 1, 3.50),
('e1000000-0000-4000-8000-000000000008', 'e0000000-0000-4000-8000-0000fa848a57', 'c0000000-0000-4000-8000-000000000003', 'Espresso', 'Single', 3.50, 0, 0),
('e1000000-0000-4000-8000-000000000009', 'e0000000-0000-4000-8000-0000fa848a58', 'c0000000-0000-4000-8000-000000000003', 'Espresso', 'Single', 3.50, 1, 3.50),
('e1000000-0000-4000-8000-000000000010', 'e0000000-0000-4000-8000-0000fa848a59', 'c0000000-0000-4000-8000-000000000001', 'Caffe Latte', 'Small', 4.25, 1, 4.25);
