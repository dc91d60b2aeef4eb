#include "rows.h"

#include <stdexcept>

#include "core/text.h"

namespace cafepos::sales::rows {
namespace {

int small(const db::Row& row, std::size_t column) { return static_cast<int>(row.integer(column)); }

void read_money(const db::Row& row, Order& order) {
    order.subtotal = row.money(4);
    order.discount_type = row.maybe_text(5);
    order.discount_value = row.maybe_integer(6);
    order.discount = row.money(7);
    order.discount_reason = row.maybe_text(8);
    order.tax = row.money(9);
    order.tax_inclusive = row.flag(10);
    order.rounding = row.money(11);
    order.total = row.money(12);
    order.priced_total = row.money(13);
    order.refunded = row.money(14);
    order.price_difference = row.money(30);
    order.claim = {row.maybe_money(31), row.maybe_money(32), row.maybe_money(33)};
}

void read_people(const db::Row& row, Order& order) {
    order.staff_id = row.id(16);
    order.created_by = row.maybe_text(17);
    order.customer_name = row.maybe_text(18);
    order.customer_email = row.maybe_text(19);
    order.notes = row.maybe_text(20);
    order.flag_reasons = text::split(row.text(21), ',');
    order.customer_key = row.maybe_text(34);
    order.client_order_id = row.maybe_text(22);
}

}  // namespace

Order order_of(const db::Row& row) {
    Order order;
    order.id = row.id(0);
    order.number = row.text(1);
    order.business_date = row.date(2);
    order.business_hour = small(row, 3);
    read_money(row, order);
    order.status = status_of(row.text(15));
    read_people(row, order);
    order.reprint_count = small(row, 23);
    order.last_reprint_at = row.maybe_time(24);
    order.voided_at = row.maybe_time(25);
    order.voided_by = row.maybe_id(26);
    order.void_reason = row.maybe_text(27);
    order.created_at = row.time(28);
    order.updated_at = row.time(29);
    return order;
}

OrderLine line_of(const db::Row& row) {
    OrderLine line;
    line.id = row.id(0);
    line.menu_item_id = row.id(2);
    line.name = row.text(3);
    line.size = row.text(4);
    line.category = row.text(5);
    line.unit_price = row.money(6);
    line.catalogue_price = row.money(7);
    line.quantity = small(row, 8);
    line.line_total = row.money(9);
    line.discount = row.money(10);
    line.tax = row.money(11);
    line.tax_name = row.text(12);
    line.tax_rate = Percentage::of(row.integer(13));
    line.cost = row.maybe_money(14);
    line.refunded_quantity = small(row, 15);
    line.notes = row.text(16);
    line.price_difference = row.money(17);
    return line;
}

Payment payment_of(const db::Row& row) { return {row.id(0), row.text(2), row.money(3), row.money(4), row.money(5), row.time(6)}; }

TaxSum tax_of(const db::Row& row) { return {row.text(0), Percentage::of(row.integer(2)), row.money(3), row.money(4)}; }

Refund refund_of(const db::Row& row) {
    Refund refund;
    refund.id = row.id(0);
    refund.order_id = row.id(1);
    refund.number = row.text(2);
    refund.business_date = row.date(3);
    refund.business_hour = small(row, 4);
    refund.amount = row.money(5);
    refund.tax = row.money(6);
    refund.method = row.text(7);
    refund.reason = row.text(8);
    refund.staff_id = row.id(9);
    refund.created_at = row.time(10);
    return refund;
}

RefundLine refund_line_of(const db::Row& row) {
    return {row.id(0), row.id(2), small(row, 3), row.money(4), row.money(5), row.money(6), row.money(7), row.flag(8)};
}

std::string_view name_of(OrderStatus status) { return boost::describe::enum_to_string(status, "unknown"); }

OrderStatus status_of(std::string_view name) {
    OrderStatus status{};
    if (!boost::describe::enum_from_string(std::string(name).c_str(), status)) throw std::logic_error("an unknown order status");
    return status;
}

std::string joined_reasons(const std::vector<std::string>& reasons) {
    std::string joined;
    for (const std::string& reason : reasons) joined += joined.empty() ? reason : ',' + reason;
    return joined;
}

}  // namespace cafepos::sales::rows
