#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "json/read.h"

/// The older server's rows, as its database says them (docs/moving-in.md): members are called as the columns are. Whatever may be
/// missing there is optional here; its times are without zone and mean UTC.
namespace cafepos::moving_in {

using Text = std::optional<std::string>;

struct OlderUser {
    Id id;
    Text username;
    Text password_hash;
    Text pin_code;
    Text first_name;
    Text last_name;
    Text email;
    Text role;
    std::optional<bool> is_active;
    std::optional<Timestamp> last_login;
};
BOOST_DESCRIBE_STRUCT(OlderUser, (),
                      (id, username, password_hash, pin_code, first_name, last_name, email, role, is_active, last_login))

struct OlderRole {
    Id id;
    Text name;
    Text description;
};
BOOST_DESCRIBE_STRUCT(OlderRole, (), (id, name, description))

struct OlderRolePermission {
    Id role_id;
    std::string permission_id;
};
BOOST_DESCRIBE_STRUCT(OlderRolePermission, (), (role_id, permission_id))

struct OlderUserPermission {
    Id user_id;
    std::string permission_id;
    std::optional<bool> granted;
};
BOOST_DESCRIBE_STRUCT(OlderUserPermission, (), (user_id, permission_id, granted))

struct OlderMenuItem {
    Id id;
    Text name;
    Text size;
    std::optional<json::RoundedMoney> price;
    Text category;
    Text description;
    Text image_url;
    std::optional<bool> is_active;
    std::optional<int> sort_order;
};
BOOST_DESCRIBE_STRUCT(OlderMenuItem, (), (id, name, size, price, category, description, image_url, is_active, sort_order))

struct OlderStockItem {
    Id id;
    Text name;
    Text category;
    std::optional<Quantity> current_stock;
    std::optional<Quantity> min_stock_level;
    std::optional<Quantity> max_stock_level;
    Text unit;
    std::optional<UnitCost> cost_per_unit;
    Text supplier;
    std::optional<Timestamp> last_restocked;
    std::optional<Timestamp> expiry_date;
    Text barcode;
    Text description;
    Text location;
};
BOOST_DESCRIBE_STRUCT(OlderStockItem, (),
                      (id, name, category, current_stock, min_stock_level, max_stock_level, unit, cost_per_unit, supplier,
                       last_restocked, expiry_date, barcode, description, location))

struct OlderOrder {
    Id id;
    Text order_number;
    std::optional<json::RoundedMoney> subtotal;
    std::optional<json::RoundedMoney> discount_amount;
    std::optional<json::RoundedMoney> tax_amount;
    std::optional<json::RoundedMoney> total_amount;
    Text payment_method;
    std::optional<json::RoundedMoney> cash_received;
    Text status;
    std::optional<Id> staff_id;
    Text customer_name;
    Text customer_email;
    Text notes;
    std::optional<int> reprint_count;
    std::optional<Timestamp> last_reprint;
    std::optional<Timestamp> created_at;
    std::optional<Timestamp> updated_at;
};
BOOST_DESCRIBE_STRUCT(OlderOrder, (),
                      (id, order_number, subtotal, discount_amount, tax_amount, total_amount, payment_method, cash_received,
                       status, staff_id, customer_name, customer_email, notes, reprint_count, last_reprint, created_at,
                       updated_at))

struct OlderOrderItem {
    Id id;
    Id order_id;
    std::optional<Id> menu_item_id;
    Text menu_item_name;
    Text menu_item_size;
    std::optional<json::RoundedMoney> unit_price;
    std::optional<int> quantity;
    Text notes;
};
BOOST_DESCRIBE_STRUCT(OlderOrderItem, (),
                      (id, order_id, menu_item_id, menu_item_name, menu_item_size, unit_price, quantity, notes))

struct OlderDiscount {
    Id order_id;
    Text reason;
};
BOOST_DESCRIBE_STRUCT(OlderDiscount, (), (order_id, reason))

/// A row that cannot be read, and why.
struct Unreadable {
    std::string row;
    std::string reason;
};

struct OlderServer {
    std::vector<OlderUser> users;  ///< each table in the order of its ids, orders by time
    std::vector<OlderRole> roles;
    std::vector<OlderRolePermission> role_permissions;
    std::vector<OlderUserPermission> user_permissions;
    std::vector<OlderMenuItem> menu_items;
    std::vector<OlderStockItem> inventory_items;
    std::vector<OlderOrder> orders;
    std::vector<OlderOrderItem> order_items;
    std::vector<OlderDiscount> order_discounts;
    std::int64_t stock_movements = 0;  ///< how many there are: that server wrote none
    std::vector<Unreadable> unreadable;
};

/// All of it, in one snapshot; nothing is changed there. std::runtime_error, in words for the owner, if it cannot be reached or
/// is no such database.
OlderServer read_older_server(const std::string& url, int answer_seconds_max);

}  // namespace cafepos::moving_in
