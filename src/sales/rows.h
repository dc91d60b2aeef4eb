#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/value.h"
#include "sales.h"

/// How rows of the sales tables read: the columns that every SELECT of them names, and the structs they become.
namespace cafepos::sales::rows {

inline constexpr std::string_view order_columns =
    "o.id, o.order_number, o.business_date, o.business_hour, o.subtotal, o.discount_type, o.discount_value, o.discount_amount, "
    "o.discount_reason, o.tax_amount, o.tax_inclusive, o.rounding_amount, o.total_amount, o.priced_total, o.refunded_amount, "
    "o.status, o.staff_id, o.created_by, o.customer_name, "
    "o.customer_email, o.notes, o.flag_reasons, o.client_order_id, o.reprint_count, o.last_reprint_at, o.voided_at, "
    "o.voided_by, o.void_reason, o.created_at, o.updated_at, o.price_difference, o.claimed_subtotal, o.claimed_tax, "
    "o.claimed_total, "
    "o.customer_key";
Order order_of(const db::Row& row);  ///< without lines, taxes, payments, refunds

inline constexpr std::string_view line_columns =
    "id, order_id, menu_item_id, menu_item_name, menu_item_size, category, unit_price, catalogue_price, quantity, line_total, "
    "discount_amount, tax_amount, tax_name, tax_rate, cost_amount, refunded_quantity, notes, price_difference";
OrderLine line_of(const db::Row& row);

inline constexpr std::string_view payment_columns = "id, order_id, method, amount, tendered_amount, change_amount, created_at";
Payment payment_of(const db::Row& row);

inline constexpr std::string_view order_tax_columns = "name, order_id, rate, taxable_amount, tax_amount";
inline constexpr std::string_view refund_tax_columns = "name, refund_id, rate, taxable_amount, tax_amount";
TaxSum tax_of(const db::Row& row);

inline constexpr std::string_view refund_columns =
    "id, order_id, refund_number, business_date, business_hour, amount, tax_amount, method, reason, staff_id, created_at";
Refund refund_of(const db::Row& row);  ///< without lines and taxes

inline constexpr std::string_view refund_line_columns =
    "id, refund_id, order_item_id, quantity, gross_amount, amount, tax_amount, net_amount, restock";
RefundLine refund_line_of(const db::Row& row);

/// The second column of every child's row: the order or refund it belongs to.
inline Id parent_of(const db::Row& row) { return row.id(1); }

std::string_view name_of(OrderStatus status);
OrderStatus status_of(std::string_view name);
std::string joined_reasons(const std::vector<std::string>& reasons);  ///< "price_variance,archived_item"

}  // namespace cafepos::sales::rows
