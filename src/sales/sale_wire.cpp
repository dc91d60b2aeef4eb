#include "sale_wire.h"

#include "core/card_numbers.h"
#include "core/text.h"
#include "texts.h"

namespace cafepos::sales::wire {
namespace {

constexpr int quantity_max = 999;
constexpr std::size_t payments_max = 50;
constexpr std::size_t reference_length_max = 64;
constexpr std::size_t options_max = 100;
constexpr std::size_t parts_max = 50;
constexpr int option_quantity_max = 99;
const Money price_max = Money::of(999'999);
const Money amount_max = Money::of(99'999'999'99);
const Percentage percentage_max = Percentage::of(1'000'000);

template <class... Spellings>
std::optional<Money> checked_amount(Checks& checks, const std::string& field, const Spellings&... spellings) {
    const auto found = first_of(spellings...);
    if (!found) return std::nullopt;
    if (found->value.is_negative() || found->value > amount_max) {
        checks.fail(field, "range", "must be from 0 to " + amount_max.fixed_text());
    }
    return found->value;
}

/// A percentage or an amount; `value_field` and `type_field` are what the request calls them.
Discount checked_discount(const std::string& type, Percentage value, const std::string& type_field,
                          const std::string& value_field, Checks& checks) {
    if (value.is_negative()) {
        checks.fail(value_field, "range", "must not be negative");
    } else if (type == "percentage") {
        if (value > percentage_max) checks.fail(value_field, "range", "must be from 0 to 100 for a percentage");
        return Discount::percent(value);
    } else if (type == "fixed") {
        const auto fixed = Money::parse(value.text());
        if (!fixed) checks.fail(value_field, "decimals", "must be a number with at most 2 decimals for an amount");
        return Discount::fixed(fixed.value_or(Money()));
    } else {
        checks.fail(type_field, "choice", "must be one of: percentage, fixed");
    }
    return {};
}

Id checked_item_id(const NewOrderItem& item, const std::string& path, Checks& checks) {
    const auto text = first_of(item.productId, item.product_id, item.menu_item_id, item.menuItemId);
    const std::string field = path + ".productId";
    if (!text || text->empty()) {
        checks.fail(field, "required", "is required");
        return {};
    }
    const auto id = Id::parse(*text);
    if (!id) checks.fail(field, "unknown_item", "is not an item of the menu");
    return id.value_or(Id());
}

std::vector<NewLineOption> checked_options(const std::optional<std::vector<NewItemOption>>& asked, const std::string& path,
                                           Checks& checks) {
    std::vector<NewLineOption> options;
    if (!asked) return options;
    if (asked->size() > options_max) {
        checks.fail(path + ".options", "length", "must have at most " + std::to_string(options_max) + " entries");
        return options;
    }
    for (const NewItemOption& one : *asked) {
        const std::string field = path + ".options[" + std::to_string(options.size()) + "]";
        checks.require(one.optionId.has_value(), field + ".optionId", "required", "is required");
        const int quantity = one.quantity.value_or(1);
        checks.range(field + ".quantity", quantity, 0, option_quantity_max);
        options.push_back({Id::parse(one.optionId.value_or("")).value_or(Id()), quantity});
    }
    return options;
}

/// Slots and items that nobody knows are no matter of form: what was charged is stored.
std::vector<NewPart> checked_parts(const NewOrderItem& item, const std::string& path, Checks& checks) {
    std::vector<NewPart> parts;
    if (!item.parts) return parts;
    if (item.parts->size() > parts_max) {
        checks.fail(path + ".parts", "length", "must have at most " + std::to_string(parts_max) + " entries");
        return parts;
    }
    for (const NewItemPart& one : *item.parts) {
        const std::string field = path + ".parts[" + std::to_string(parts.size()) + "]";
        parts.push_back({one.slot.value_or(""), Id::parse(one.menuItemId.value_or("")).value_or(Id()),
                         checked_options(one.options, field, checks)});
    }
    return parts;
}

NewDiscount checked_line_discount(const NewOrderItem& item, const std::string& path, Checks& checks, FreeTexts& texts) {
    NewDiscount discount;
    discount.preset_id = item.discountId;
    if (!item.discount) return discount;
    const std::string field = path + ".discount";
    discount.reason = texts.read(item.discount->reason, field + ".reason", reason_length_max);
    if (item.discountId) return discount;
    if (!item.discount->value) checks.fail(field + ".value", "required", "is required");
    discount.discount = checked_discount(item.discount->type.value_or(""), item.discount->value.value_or(Percentage()),
                                         field + ".type", field + ".value", checks);
    return discount;
}

NewLine read_line(const NewOrderItem& item, const std::string& path, Checks& checks, FreeTexts& texts) {
    NewLine line;
    line.menu_item_id = checked_item_id(item, path, checks);
    line.quantity = item.quantity.value_or(1);
    if (line.quantity < 1 || line.quantity > quantity_max) {
        checks.fail(path + ".quantity", "range", "must be a whole number from 1 to " + std::to_string(quantity_max));
    }
    line.price = first_of(item.price, item.unit_price);
    if (line.price && (line.price->is_negative() || *line.price > price_max)) {
        checks.fail(path + ".price", "range", "must be from 0 to " + price_max.fixed_text());
    }
    line.notes = texts.read(item.notes, path + ".notes", notes_length_max, text::line_controls).value_or("");
    line.discount = checked_line_discount(item, path, checks, texts);
    line.options = checked_options(item.options, path, checks);
    line.parts = checked_parts(item, path, checks);
    return line;
}

std::vector<NewLine> checked_lines(const NewOrder& body, Checks& checks, FreeTexts& texts) {
    std::vector<NewLine> lines;
    if (!body.items || body.items->empty()) {
        checks.say("items", "required", "Order items are required");
        return lines;
    }
    if (body.items->size() > lines_max) {
        checks.fail("items", "length", "must have at most " + std::to_string(lines_max) + " entries");
        return lines;
    }
    for (std::size_t i = 0; i < body.items->size(); ++i) {
        lines.push_back(read_line((*body.items)[i], "items[" + std::to_string(i) + "]", checks, texts));
    }
    return lines;
}

/// A percentage or an amount as typed in, or a preset, with what came out of it; or just the amount.
void read_discount(const NewOrder& body, Figures& figures, Checks& checks) {
    const auto amount = checked_amount(checks, "discountAmount", body.discountAmount, body.discount_amount);
    const auto type = first_of(body.discountType, body.discount_type);
    const auto value = first_of(body.discountValue, body.discount_value);
    if (body.discountId) {
        figures.discount_amount = amount;
        return;
    }
    if (!type || type->empty() || !value) {
        if (amount) figures.discount = Discount::fixed(*amount);
        return;
    }
    figures.discount_amount = amount;
    figures.discount = checked_discount(*type, *value, "discountType", "discountValue", checks);
}

Figures read_figures(const NewOrder& body, Checks& checks) {
    Figures figures;
    read_discount(body, figures, checks);
    figures.subtotal = checked_amount(checks, "subtotal", body.subtotal);
    figures.tax = checked_amount(checks, "taxAmount", body.taxAmount, body.tax_amount, body.tax);
    figures.total = checked_amount(checks, "total", body.total, body.total_amount);
    return figures;
}

bool says_what_was_charged(const NewOrder& body) {
    Checks heard_elsewhere;
    return read_figures(body, heard_elsewhere).say_what_was_charged();
}

/// What older registers send: one tender.
NewPayments single_payment(const NewOrder& body, Checks& checks) {
    NewPayment payment;
    payment.method = first_of(body.paymentMethod, body.payment_method).value_or("");
    if (payment.method.empty()) checks.say("paymentMethod", "required", "Payment method is required");
    payment.tendered = checked_amount(checks, "amountPaid", body.amountPaid, body.amount_paid, body.cash_received);
    return {{std::move(payment)}, false};
}

NewPayment checked_tender(const NewTender& tender, const std::string& path, Checks& checks, FreeTexts& texts) {
    NewPayment payment;
    payment.method = tender.method.value_or("");
    if (payment.method.empty()) checks.fail(path + ".method", "required", "is required");
    payment.amount = checked_amount(checks, path + ".amount", tender.amount);
    payment.tendered = checked_amount(checks, path + ".tendered", tender.tendered);
    payment.tip = checked_amount(checks, path + ".tip", tender.tip).value_or(Money());
    payment.reference = texts.read(tender.reference, path + ".reference", reference_length_max).value_or("");
    return payment;
}

NewPayments given_payments(const NewOrder& body, bool is_question, Checks& checks, FreeTexts& texts) {
    if (is_question && !body.payments && !body.paymentMethod && !body.payment_method) return {};
    if (!body.payments) return single_payment(body, checks);
    NewPayments payments{{}, true};
    if (body.payments->empty() || body.payments->size() > payments_max) {
        checks.fail("payments", "length", "must have 1 to " + std::to_string(payments_max) + " entries");
        return payments;
    }
    int open = 0;
    for (std::size_t i = 0; i < body.payments->size(); ++i) {
        payments.tenders.push_back(checked_tender((*body.payments)[i], "payments[" + std::to_string(i) + "]", checks, texts));
        open += payments.tenders.back().amount ? 0 : 1;
    }
    if (open > 1) checks.fail("payments", "required", "must each have an amount, but for one that pays the rest");
    return payments;
}

/// Of money that was taken only the spelling of its method is put right.
NewPayments checked_payments(const NewOrder& body, bool is_question, bool was_charged, Checks& checks, FreeTexts& texts) {
    NewPayments payments = given_payments(body, is_question, checks, texts);
    if (!was_charged) return payments;
    for (NewPayment& payment : payments.tenders) payment.method = as_method(payment.method);
    return payments;
}

// The register lets people type as much as they like and shows no refusal: the money is taken, so the text is cut, not refused.
std::optional<std::string> discount_reason_of(const NewOrder& body) {
    const std::string given = first_of(body.discountReason, body.discount_reason).value_or("");
    const std::string printable = text::without_controls(given);
    const auto reason = text::strip(printable);
    if (reason.empty()) return std::nullopt;
    return text::first_characters(card_numbers::masked(reason), reason_length_max);
}

// Nor does a mistyped address undo a sale: it is left out, and the answer says so.
void read_customer_email(const NewOrder& body, NewSale& sale) {
    Checks checks;
    auto address = checked_email(first_of(body.customerEmail, body.customer_email), "customerEmail", checks);
    if (checks.good()) {
        sale.customer_email = std::move(address);
    } else {
        sale.warnings.push_back(checks.take().front().message + ", so it was left out");
    }
}

/// Nor does a time that is none.
void read_occurred_at(const NewOrder& body, NewSale& sale) {
    if (!body.occurredAt) return;
    sale.occurred_at = Timestamp::parse(*body.occurredAt);
    if (!sale.occurred_at)
        sale.warnings.emplace_back("occurredAt must be a time such as 2026-11-22T09:00:00Z, so it was left out");
}

/// Nor is a service that there is not a reason to refuse what was charged.
void read_service(const NewOrder& body, NewSale& sale, Checks& checks) {
    settings::Service service{};
    if (!body.service) return;
    if (boost::describe::enum_from_string(body.service->c_str(), service)) {
        sale.service = service;
    } else if (sale.figures.say_what_was_charged()) {
        sale.service_is_unknown = true;
    } else {
        checks.fail("service", "choice", "must be one of: here, takeaway, delivery");
    }
}

/// Refuses with everything that is wrong. A payment method alone was always a 400.
void require_valid(Checks& checks) {
    if (checks.good()) return;
    std::vector<FieldError> errors = checks.take();
    const bool only_method = errors.size() == 1 && errors.front().field == "paymentMethod";
    throw Error::fields(only_method ? Code::validation_error : Code::unprocessable, std::move(errors));
}

}  // namespace

std::optional<std::string> NewOrder::idempotency_key() const {
    auto key = first_of(clientOrderId, client_order_id);
    if (key && key->empty()) return std::nullopt;
    return key;
}

NewLine checked_line(const NewOrderItem& item, const std::string& path, Checks& checks) {
    FreeTexts texts(checks, false);
    return read_line(item, path, checks, texts);
}

NewSale new_sale_of(const NewOrder& body, bool is_question) {
    Checks checks;
    FreeTexts texts(checks, says_what_was_charged(body));
    std::vector<NewLine> lines = checked_lines(body, checks, texts);
    NewSale sale = checked_sale_without_lines(body, checks, is_question);
    require_valid(checks);
    sale.lines = std::move(lines);
    sale.notes_cut = sale.notes_cut || texts.some_cut();
    return sale;
}

NewSale checked_sale_without_lines(const NewOrder& body, Checks& checks, bool is_question) {
    NewSale sale;
    sale.figures = read_figures(body, checks);
    FreeTexts texts(checks, sale.figures.say_what_was_charged());
    sale.payments = checked_payments(body, is_question, sale.figures.say_what_was_charged(), checks, texts);
    sale.discount_id = body.discountId;
    sale.discount_reason = discount_reason_of(body);
    sale.customer_name = texts.read(first_of(body.customerName, body.customer_name), "customerName", name_length_max);
    read_customer_email(body, sale);
    sale.notes =
        texts.read(first_of(body.orderNotes, body.order_notes, body.notes), "orderNotes", notes_length_max, text::line_controls);
    sale.created_by = texts.read(first_of(body.createdBy, body.created_by), "createdBy", name_length_max);
    read_occurred_at(body, sale);
    read_service(body, sale, checks);
    sale.client_order_id =
        checked_text(first_of(body.clientOrderId, body.client_order_id), "clientOrderId", client_id_length_max, checks);
    sale.notes_cut = texts.some_cut();
    return sale;
}

std::vector<PaymentAnswer> payments_of(const Order& order) {
    std::vector<PaymentAnswer> payments;
    for (const Payment& payment : order.payments) {
        payments.push_back({payment.method, payment.amount, payment.rounding_amount, payment.tip_amount, payment.tendered_amount,
                            payment.change_amount, payment.reference});
    }
    return payments;
}

SaleAnswer answer_of(const Sold& sold, std::vector<std::string> warnings) {
    const Order& order = sold.order;
    OrderAnswer answer;
    answer.id = order.id;
    answer.orderNumber = order.order_number;
    answer.items = items_of(order);
    answer.subtotal = order.subtotal;
    answer.taxAmount = order.tax_amount;
    answer.discountAmount = order.discount_amount;
    answer.discountReason = order.discount_reason;
    answer.priceDifference = order.price_difference;
    answer.roundingAmount = order.rounding_amount;
    answer.total = order.total_amount;
    answer.paymentMethod = order.payment_method();
    answer.payments = payments_of(order);
    for (const PaymentAnswer& payment : answer.payments) answer.amountPaid += payment.tendered;
    answer.tipAmount = order.tips();
    answer.changeGiven = order.change();
    answer.status = "PAID";
    answer.orderStatus = order.status;
    answer.customerName = order.customer_name.value_or("");
    answer.customerEmail = order.customer_email.value_or("");
    answer.orderNotes = order.notes.value_or("");
    answer.createdBy = order.created_by;
    answer.staffId = order.staff_id;
    answer.clientOrderId = order.client_order_id;
    answer.flagged = order.flagged();
    answer.flagReasons = order.flag_reasons;
    answer.businessDate = order.business_date;
    answer.createdAt = order.created_at;
    answer.completedAt = order.created_at;
    if (order.service) answer.service.emplace(*order.service);
    if (order.occurred_at) answer.occurredAt.emplace(*order.occurred_at);
    const printing::PrintState& slip = sold.slip;
    return {std::move(answer),
            sold.inventory_updated,
            slip.queued,
            {slip.printed, slip.queued, slip.printer_type, slip.mock, slip.error},
            std::move(warnings)};
}

}  // namespace cafepos::sales::wire
