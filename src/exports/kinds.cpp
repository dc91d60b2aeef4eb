#include "kinds.h"

#include <algorithm>
#include <array>
#include <map>

namespace cafepos::exports {
namespace {

using Names = std::vector<std::string_view>;

const Names exported{"alerts",
                     "audit_log",
                     "combo_choices",
                     "combo_slots",
                     "drawer_counts",
                     "drawer_movements",
                     "drawers",
                     "inventory_absences",
                     "inventory_costs",
                     "inventory_items",
                     "kitchen_lines",
                     "kitchen_tickets",
                     "menu_item_option_groups",
                     "menu_items",
                     "menu_options",
                     "menu_prices",
                     "option_groups",
                     "option_ingredients",
                     "order_item_options",
                     "order_items",
                     "order_taxes",
                     "orders",
                     "payments",
                     "printers",
                     "recipe_ingredients",
                     "refund_items",
                     "refund_payments",
                     "refund_taxes",
                     "refunds",
                     "role_permissions",
                     "roles",
                     "settings",
                     "shifts",
                     "stations",
                     "stock_count_lines",
                     "stock_counts",
                     "stock_movements",
                     "tab_lines",
                     "tab_sales",
                     "tabs",
                     "till_pages",
                     "till_tiles",
                     "tills",
                     "user_permissions",
                     "users",
                     "z_reports"};

const Names kept{
    // secrets, and who is signed in
    "approvals", "idempotency_keys", "known_addresses", "password_resets", "refresh_tokens", "sessions", "throttles",
    // on its way, or of the program
    "business_days", "day_counters", "events", "mail_queue", "menu_import_items", "menu_imports", "menu_state", "nightly_proofs",
    "permissions", "print_jobs", "scheduled_runs", "schema_migrations", "store", "uptime", "zone_offsets",
    // exported by `cafepos journal export`
    "journal_entries",
    // derived from what is exported
    "category_rollups", "hour_rollups", "item_rollups", "order_terms", "sales_rollups", "tax_rollups", "tender_rollups",
    "tip_rollups"};

/// By name, where one name means one thing in every table.
const std::map<Kind, Names> by_name{
    {Kind::money,
     {"amount",           "balance",         "cash_counted",  "cash_expected", "catalogue_price",     "change_amount",
      "claimed_subtotal", "claimed_tax",     "claimed_total", "cost_amount",   "discount_amount",     "float_left",
      "gross_amount",     "line_total",      "net_amount",    "opening_float", "own_discount_amount", "perpetual_refunds",
      "perpetual_sales",  "perpetual_voids", "price",         "price_delta",   "price_difference",    "priced_total",
      "refunded_amount",  "rounding_amount", "subtotal",      "tax_amount",    "taxable_amount",      "tendered_amount",
      "tip_amount",       "total_amount",    "unit_price"}},
    {Kind::quantity, {"current_stock", "max_stock_level", "min_stock_level", "new_stock", "previous_stock"}},
    {Kind::unit_cost, {"cost", "cost_per_unit"}},
    {Kind::percent, {"rate", "tax_rate"}},
    {Kind::discount, {"discount_value"}},
    {Kind::time, {"at", "locked_until", "unavailable_until", "valid_from", "valid_until"}},
    {Kind::yes_no, {"active", "drawer_kick", "granted", "notification_sent", "open_price", "restock", "tax_inclusive"}},
    {Kind::number,
     {"attempts",
      "break_ms",
      "business_hour",
      "calories",
      "cancelled",
      "columns",
      "failed_login_attempts",
      "guests",
      "max_choices",
      "max_quantity",
      "menu_item_quantity",
      "min_choices",
      "movement_count",
      "number",
      "page_position",
      "position",
      "quantity",
      "refunded_quantity",
      "refunds",
      "reprint_count",
      "sales",
      "sequence",
      "settled_quantity",
      "slot_position",
      "sort_order",
      "version",
      "voids"}}};

struct Place {
    std::string_view table;
    std::string_view column;
    Kind kind;
};
/// Where the same name means something else.
constexpr std::array elsewhere{
    Place{"drawer_counts", "expected", Kind::money},        Place{"drawer_counts", "counted", Kind::money},
    Place{"stock_count_lines", "expected", Kind::quantity}, Place{"stock_count_lines", "counted", Kind::quantity},
    Place{"stock_movements", "quantity", Kind::quantity},   Place{"recipe_ingredients", "quantity", Kind::quantity},
    Place{"option_ingredients", "amount", Kind::quantity},
};

const Names left_out{"password_hash", "pin_lookup", "older_pin_hash", "search_text", "customer_key"};

bool has(const Names& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

}  // namespace

bool is_exported(std::string_view table) { return has(exported, table); }
const std::vector<std::string_view>& kept_tables() { return kept; }

std::optional<Kind> kind_of(std::string_view table, std::string_view column) {
    if (has(left_out, column) || column.ends_with("_folded")) return std::nullopt;
    for (const Place& place : elsewhere) {
        if (place.table == table && place.column == column) return place.kind;
    }
    for (const auto& [kind, names] : by_name) {
        if (has(names, column)) return kind;
    }
    if (column.ends_with("_at")) return Kind::time;
    if (column.starts_with("is_")) return Kind::yes_no;
    return Kind::text;
}

bool is_numeric(Kind kind) { return kind != Kind::text && kind != Kind::time && kind != Kind::yes_no; }

}  // namespace cafepos::exports
