#include "wire.h"

#include "core/card_numbers.h"
#include "core/checks.h"
#include "core/text.h"

namespace cafepos::tabs {
namespace {

constexpr std::size_t client_id_length_max = 255;
constexpr std::size_t name_length_max = 100;
constexpr std::size_t notes_length_max = 500;
constexpr std::size_t reason_length_max = 255;
constexpr int guests_max = 999;

/// Trimmed, without controls and card numbers; one in which nothing can be seen is none.
std::optional<std::string> checked_text(const std::optional<std::string>& value, const std::string& field, std::size_t length_max,
                                        Checks& checks) {
    if (!value) return std::nullopt;
    const std::string printable = text::without_controls(*value);
    const std::string_view stripped = text::strip(printable);
    checks.length(field, stripped, length_max);
    if (stripped.empty()) return std::nullopt;
    return card_numbers::masked(stripped);
}

std::optional<std::string> checked_client_id(const std::optional<std::string>& value, const std::string& field, Checks& checks) {
    if (!value || value->empty()) return std::nullopt;
    checks.length(field, std::string_view(*value), client_id_length_max);
    checks.no_controls(field, *value);
    return value;
}

void check_guests(const std::optional<int>& guests, Checks& checks) {
    if (guests) checks.range("guests", *guests, 1, guests_max);
}

sales::wire::NewOrder order_of(const SettleTab& body) {
    sales::wire::NewOrder order;
    order.payments = body.payments;
    order.paymentMethod = body.paymentMethod;
    order.amountPaid = body.amountPaid;
    order.discountId = body.discountId;
    if (body.discount) {
        order.discountType = body.discount->type;
        order.discountValue = body.discount->value;
        order.discountReason = body.discount->reason;
    }
    if (body.figures) {
        order.subtotal = body.figures->subtotal;
        order.discountAmount = body.figures->discountAmount;
        order.taxAmount = body.figures->taxAmount;
        order.total = body.figures->total;
    }
    order.customerName = body.customerName;
    order.customerEmail = body.customerEmail;
    order.orderNotes = body.orderNotes;
    order.clientOrderId = body.clientOrderId;
    order.createdBy = body.createdBy;
    order.occurredAt = body.occurredAt;
    return order;
}

}  // namespace

std::vector<AskedLine> asked_lines_of(const std::vector<NewTabLine>& lines) {
    Checks checks;
    std::vector<AskedLine> asked;
    checks.require(lines.size() <= lines_max, "lines", "length", "must have at most " + std::to_string(lines_max) + " entries");
    for (std::size_t i = 0; i < lines.size() && i < lines_max; ++i) {
        const std::string field = "lines[" + std::to_string(i) + "]";
        checks.require(!lines[i].discount && !lines[i].discountId, field + ".discount", "unsupported",
                       "cannot be said before the tab is settled");
        asked.push_back({checked_client_id(lines[i].clientLineId, field + ".clientLineId", checks),
                         sales::wire::checked_line(lines[i], field, checks)});
        asked.back().line.place = sales::Place{i, field};
    }
    checks.refuse_if_any(Code::unprocessable);
    return asked;
}

Tab new_tab_of(const NewTab& body) {
    Checks checks;
    Tab tab;
    tab.client_tab_id = checked_client_id(body.clientTabId, "clientTabId", checks);
    tab.name = checked_text(body.name, "name", name_length_max, checks);
    tab.table_name = checked_text(body.table, "table", name_length_max, checks);
    check_guests(body.guests, checks);
    tab.guests = body.guests;
    tab.service = body.service;
    checks.refuse_if_any(Code::unprocessable);
    return tab;
}

void apply(const TabPatch& patch, Tab& tab) {
    Checks checks;
    if (patch.name.present) tab.name = checked_text(patch.name.value, "name", name_length_max, checks);
    if (patch.table.present) tab.table_name = checked_text(patch.table.value, "table", name_length_max, checks);
    check_guests(patch.guests.value, checks);
    if (patch.guests.present) tab.guests = patch.guests.value;
    if (patch.service.present) tab.service = patch.service.value;
    checks.refuse_if_any(Code::unprocessable);
}

std::string reason_of(const std::optional<std::string>& reason) {
    Checks checks;
    auto text = checked_text(reason, "reason", reason_length_max, checks);
    checks.refuse_if_any(Code::unprocessable);
    return text.value_or("");
}

std::string notes_of(const std::string& notes) {
    Checks checks;
    auto text = checked_text(notes, "notes", notes_length_max, checks);
    checks.refuse_if_any(Code::unprocessable);
    return text.value_or("");
}

sales::NewSale new_sale_of(const SettleTab& body) {
    Checks checks;
    sales::NewSale sale = sales::wire::checked_sale_without_lines(order_of(body), checks);
    checks.refuse_if_any(Code::unprocessable);
    return sale;
}

std::optional<std::vector<Portion>> portions_of(const SettleTab& body) {
    if (!body.lines) return std::nullopt;
    std::vector<Portion> portions;
    for (const SettleLine& line : *body.lines) portions.push_back({line.lineId, line.quantity});
    return portions;
}

}  // namespace cafepos::tabs
