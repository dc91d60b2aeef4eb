#include "sell.h"

#include <algorithm>

#include "cash.h"
#include "drawers/drawers.h"
#include "menu/menu_store.h"
#include "notices.h"
#include "rollups/rollups.h"
#include "rules.h"
#include "settings/business_days.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr std::string_view discount_permission = "sales.apply_discount";
constexpr std::string_view override_permission = "sales.override_price";

void require_method(const std::string& method, const settings::Pos& pos, std::vector<FieldError>& errors) {
    const auto& methods = pos.paymentMethods;
    if (std::find(methods.begin(), methods.end(), method) != methods.end()) return;
    std::string choices;
    for (const std::string& one : methods) choices += choices.empty() ? one : ", " + one;
    errors.push_back({"paymentMethod", "choice", "paymentMethod must be one of: " + choices});
}

/// The lines with what the menu says of them; names every item that the menu never had, and a method that is not taken.
std::vector<SoldLine> look_up(db::Transaction& transaction, const NewSale& sale, const settings::Pos& pos, Timestamp now) {
    std::vector<Id> ids;
    for (const NewLine& line : sale.lines) ids.push_back(line.menu_item_id);
    const auto items = menu::find_for_sale(transaction, ids, now);
    std::vector<SoldLine> lines;
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        const NewLine& line = sale.lines[i];
        const auto item = items.find(line.menu_item_id);
        if (item == items.end()) {
            const std::string field = "items[" + std::to_string(i) + "].productId";
            errors.push_back(
                {field, "unknown_item", "Line " + std::to_string(i + 1) + " is not an item of the menu (" + field + ")"});
        } else {
            lines.push_back({item->second, line.quantity, line.price});
        }
    }
    require_method(sale.payment_method, pos, errors);
    if (!errors.empty()) throw Error::fields(Code::unprocessable, std::move(errors));
    return lines;
}

void require_allowed(const Charge& charge, const Actor& actor, const settings::Pos& pos) {
    if (!charge.charged.discount.is_zero()) actor.require(discount_permission);
    const bool refused = pos.priceVariance == settings::PriceVariance::reject && !charge.variances.empty();
    if (refused && !actor.may(override_permission)) throw Error::fields(price_variance, charge.variances);
}

bool is_cash(const NewSale& sale) { return sale.payment_method == cash_method; }

void record_charge(const Charge& charge, Order& order) {
    const Priced& charged = charge.charged;
    order.subtotal = charged.subtotal;
    order.discount_amount = charged.discount;
    order.price_difference = charged.difference;
    if (!charged.discount.is_zero()) {
        const Discount& discount = charge.basket.discount;
        const bool percentage = discount.kind == Discount::Kind::percentage;
        order.discount_type = percentage ? "percentage" : "fixed";
        order.discount_value = percentage ? discount.percentage.units() : discount.amount.units();
    }
    order.tax_amount = charged.tax;
    order.tax_inclusive = charge.basket.tax_inclusive;
    order.rounding_amount = charged.rounding;
    order.total_amount = charged.total;
    order.priced_total = charge.priced_total;
    order.flag_reasons = charge.reasons;
    for (const PricedTax& tax : charged.taxes) {
        order.taxes.push_back({tax.tax.name, tax.tax.rate, tax.taxable, tax.amount});
    }
}

void record_claim(const Figures& figures, const Charge& charge, Order& order) {
    if (charge.variances.empty()) return;
    order.claimed_subtotal = figures.subtotal;
    order.claimed_tax = figures.tax;
    order.claimed_total = figures.total;
}

void record_lines(const NewSale& sale, const std::vector<SoldLine>& sold, const Charge& charge, IdSource& ids, Order& order) {
    for (std::size_t i = 0; i < sold.size(); ++i) {
        const BasketLine& basket = charge.basket.lines[i];
        const PricedLine& priced = charge.charged.lines[i];
        OrderLine line;
        line.id = ids.next();
        line.order_id = order.id;
        line.position = static_cast<int>(i) + 1;
        line.menu_item_id = sold[i].item.id;
        line.menu_item_name = sold[i].item.name;
        line.menu_item_size = sold[i].item.size;
        line.category = sold[i].item.category;
        line.unit_price = basket.unit_price;
        line.catalogue_price = sold[i].item.price;
        line.quantity = basket.quantity;
        line.line_total = priced.gross;
        line.discount_amount = priced.discount;
        line.price_difference = priced.difference;
        line.tax_amount = priced.tax;
        line.tax_name = basket.tax.name;
        line.tax_rate = basket.tax.rate;
        line.notes = sale.lines[i].notes;
        order.lines.push_back(std::move(line));
    }
}

/// Cash is what was handed over, less the change; anything else pays the total exactly.
void record_payment(const NewSale& sale, const Id& payment_id, Order& order) {
    Money tendered = order.total_amount;
    if (is_cash(sale)) {
        tendered = sale.amount_paid.value_or(order.total_amount);
        if (tendered < order.total_amount) {
            throw Error::field(
                Code::unprocessable, "amountPaid", "range",
                "amountPaid is " + tendered.fixed_text() + ", less than the total of " + order.total_amount.fixed_text());
        }
    }
    order.payments.push_back({payment_id, order.id, sale.payment_method, order.total_amount, tendered,
                              tendered - order.total_amount, order.created_at});
}

void record_texts(const NewSale& sale, Order& order) {
    order.discount_reason = sale.discount_reason;
    order.customer_name = sale.customer_name;
    order.customer_email = sale.customer_email;
    order.customer_key = customer_key(order);
    order.notes = sale.notes;
    order.created_by = sale.created_by;
    order.client_order_id = sale.client_order_id;
    if (sale.notes_cut) order.flag_reasons.emplace_back("notes_cut");
}

/// Money that has been taken is never refused for the clock's sake: the sale is dated as well as can be, and flagged.
void record_time(const settings::Moment& moment, Order& order) {
    order.created_at = moment.at;
    order.updated_at = moment.at;
    order.business_date = moment.business_date;
    order.business_hour = moment.hour;
    if (moment.is_doubtful) order.flag_reasons.emplace_back("clock");
}

/// Takes the order from stock; its lines then know what they cost.
bool deduct(db::Transaction& transaction, Order& order, inventory::Ledger& ledger, settings::Oversell oversell) {
    std::vector<inventory::SoldItem> items;
    for (const OrderLine& line : order.lines) items.push_back({line.id, line.menu_item_id, line.quantity});
    const auto outcome = ledger.deduct_sale(transaction, items, order.id, order.staff_id, oversell);
    for (std::size_t i = 0; i < order.lines.size(); ++i) order.lines[i].cost_amount = outcome.line_costs.at(i);
    return outcome.stock_moved;
}

std::optional<Sold> sold_before(db::Transaction& transaction, const NewSale& sale) {
    if (!sale.client_order_id) return std::nullopt;
    const auto id = store::find_by_client_order_id(transaction, *sale.client_order_id);
    if (!id) return std::nullopt;
    auto order = find_order(transaction, *id);
    if (!order) throw Error(Code::conflict, "This sale was stored and has been deleted since");
    Sold sold{.order = std::move(*order), .inventory_updated = false, .slip = {}, .is_repeated = true};
    sold.inventory_updated =
        std::ranges::any_of(sold.order.lines, [](const OrderLine& line) { return line.cost_amount.has_value(); });
    return sold;
}

}  // namespace

Sold sell(db::Transaction& transaction, const NewSale& sale, const Author& author, const Collaborators& with) {
    if (auto before = sold_before(transaction, sale)) return std::move(*before);
    const auto settings = with.settings.in_transaction(transaction);
    const Timestamp now = with.clock.now();
    const std::vector<SoldLine> lines = look_up(transaction, sale, settings->pos, now);
    const Charge charge = settle(lines, sale.figures, settings->pos, is_cash(sale));
    require_allowed(charge, author.actor, settings->pos);

    Sold sold;
    Order& order = sold.order;
    order.id = with.ids.next();
    order.staff_id = author.actor.user_id;
    order.till_id = author.till_id;
    order.approved_by = author.actor.approved_by();
    record_charge(charge, order);
    if (author.till_is_unknown) order.flag_reasons.emplace_back("unknown_till");
    record_claim(sale.figures, charge, order);
    record_time(settings::take_moment(transaction, *settings, now), order);
    record_lines(sale, lines, charge, with.ids, order);
    record_payment(sale, with.ids.next(), order);
    record_texts(sale, order);

    order.order_number =
        order_number(order.business_date, store::next_number(transaction, store::Counter::order, order.business_date));
    sold.inventory_updated = deduct(transaction, order, with.ledger, settings->inventory.oversell);
    store::insert(transaction, order);
    move_cash_of_sale(transaction, order, with);
    rollups::count_sale(transaction, counted_sale(order));
    sold.slip = queue_slip(transaction, {"receipt", "order", order.id, order.id, drawers::printer_of(transaction, order.till_id)},
                           settings->pos, with.printers);
    announce_sale(transaction, order, charge, author.origin, with);
    return sold;
}

}  // namespace cafepos::sales
