#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "settings/settings.h"

/// A tab is an order that is still open: things are added and taken off until it is settled, which makes one order or several.
namespace cafepos::tabs {

using settings::Service;

enum class Status { open, settled, cancelled };
BOOST_DESCRIBE_ENUM(Status, open, settled, cancelled)

/// An option of a line as it was ordered: its name and price are the line's own.
struct OrderedOption {
    Id option_id;
    std::string group_name;
    std::string name;
    Money price_delta;  ///< for one unit of the line; contained in its price
    int quantity = 1;   ///< for one unit of the line
};
BOOST_DESCRIBE_STRUCT(OrderedOption, (), (option_id, group_name, name, price_delta, quantity))
using LineOptions = std::vector<OrderedOption>;

/// So much of one thing, at the price it had when it was ordered.
struct Line {
    Id id;
    Id tab_id;
    Id ordered_on;  ///< the tab it was added to: as that one's the kitchen knows it
    std::optional<std::string> client_line_id;
    Id menu_item_id;
    std::string name;
    std::string size;
    std::string category;
    Money unit_price;       ///< of one unit with its options; as it will be charged
    Money catalogue_price;  ///< the menu's when it was ordered
    int quantity = 0;       ///< 0: removed
    int settled_quantity = 0;
    std::string notes;
    LineOptions options;
    // Of a part of a combo, of whose parts the tab has as many of each.
    std::optional<Id> combo_line_id;
    std::optional<Id> combo_item_id;
    std::optional<std::string> combo_name;
    Id added_by;
    Timestamp added_at;

    int voided_quantity = 0;  ///< of what was settled: its orders were voided since. No column: the orders say it

    /// What is changed, moved and paid together has it in common: the parts of one combo.
    [[nodiscard]] const Id& together() const { return combo_line_id ? *combo_line_id : id; }
    [[nodiscard]] int open_quantity() const { return quantity - settled_quantity; }
};
BOOST_DESCRIBE_STRUCT(Line, (),
                      (id, tab_id, ordered_on, client_line_id, menu_item_id, name, size, category, unit_price, catalogue_price,
                       quantity, settled_quantity, notes, options, combo_line_id, combo_item_id, combo_name, added_by, added_at))

struct Tab {
    Id id;
    Date business_date;  ///< the day it was opened
    std::int64_t number = 0;
    std::optional<std::string> client_tab_id;
    std::optional<std::string> name;
    std::optional<std::string> table_name;
    std::optional<int> guests;
    std::optional<Service> service;
    Status status = Status::open;
    std::int64_t version = 1;  ///< one more with each change
    Id opened_by;
    Timestamp opened_at;
    Timestamp updated_at;
    std::optional<Id> closed_by;
    std::optional<Timestamp> closed_at;
    std::optional<std::string> close_reason;
    std::optional<Id> merged_into;
    std::vector<Line> lines;  ///< in the order they were added, also removed ones

    [[nodiscard]] bool is_open() const { return status == Status::open; }
};
BOOST_DESCRIBE_STRUCT(Tab, (),
                      (id, business_date, number, client_tab_id, name, table_name, guests, service, status, version, opened_by,
                       opened_at, updated_at, closed_by, closed_at, close_reason, merged_into))

/// What of a line was sold as a line of an order.
struct Sale {
    Id order_item_id;
    Id order_id;
    Id tab_id;
    Id tab_line_id;
    int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(Sale, (), (order_item_id, order_id, tab_id, tab_line_id, quantity))

}  // namespace cafepos::tabs
