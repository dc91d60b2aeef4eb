#include "sell.h"

#include <algorithm>
#include <map>

#include "cash.h"
#include "combos.h"
#include "cut_notes.h"
#include "discounts.h"
#include "drawers/drawers.h"
#include "kitchen_notes.h"
#include "line_options.h"
#include "menu/menu_store.h"
#include "notices.h"
#include "recording.h"
#include "rollups/rollups.h"
#include "rules.h"
#include "settings/business_days.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr std::string_view discount_permission = "sales.apply_discount";
constexpr std::string_view override_permission = "sales.override_price";

/// Its price was agreed, whatever the menu says now and whether it is still on it.
void keep_as_ordered(const Ordered& ordered, menu::SaleItem& item) {
    item.price = ordered.catalogue_price;
    item.recent_prices.clear();
    item.is_archived = false;
}

/// What the menu says of the lines; names every item that the menu never had, and a method that is not taken where nothing is
/// yet.
SaleItems items_of(db::Transaction& transaction, const NewSale& sale, const settings::Pos& pos, Timestamp now) {
    std::vector<Id> ids;
    for (const NewLine& line : sale.lines) ids.push_back(line.menu_item_id);
    SaleItems items = menu::find_for_sale(transaction, ids, now);
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        if (items.contains(sale.lines[i].menu_item_id)) continue;
        const Place place = sale.lines[i].place.value_or(place_of(i));
        const std::string field = place.field + ".productId";
        errors.push_back(
            {field, "unknown_item", "Line " + std::to_string(place.line + 1) + " is not an item of the menu (" + field + ")"});
    }
    if (!sale.figures.say_what_was_charged()) std::ranges::move(unknown_methods(sale.payments, pos), std::back_inserter(errors));
    if (!errors.empty()) throw Error::fields(Code::unprocessable, std::move(errors));
    return items;
}

std::vector<SoldLine> sold_lines(const NewSale& sale, const SaleItems& items) {
    std::vector<SoldLine> lines;
    for (const NewLine& line : sale.lines) {
        SoldLine& sold = lines.emplace_back(SoldLine{items.at(line.menu_item_id), line.quantity, line.price});
        if (line.ordered) keep_as_ordered(*line.ordered, sold.item);
        if (line.part_of) sold.item.open_price = false;
        sold.place = line.place.value_or(place_of(lines.size() - 1));
        sold.parts_differ = line.parts_differ;
    }
    return lines;
}

/// The lines with what the menu says of them and their options, combos taken apart.
struct LookedUp : TakenApart {
    std::vector<SoldLine> lines;
};
LookedUp look_up(db::Transaction& transaction, const NewSale& sale, const settings::Pos& pos, Timestamp now, IdSource& ids) {
    SaleItems items = items_of(transaction, sale, pos, now);
    LookedUp found{take_combos_apart(transaction, sale, items, now, ids), {}};
    found.lines = sold_lines(found.sale, items);
    std::ranges::move(add_options(transaction, found.sale, found.lines, now), std::back_inserter(found.warnings));
    return found;
}

/// The discounts of a sale as they are meant; those of the lines are in them.
struct Discounts {
    Figures figures;
    std::optional<std::string> reason;
    bool need_approval = false;
    bool some_unknown = false;
    bool some_bounded = false;  ///< one would have taken off more than there was
};

Money gross_of(const SoldLine& line) { return line.price.value_or(line.item.price) * line.quantity; }

/// A discount takes off no more than there is where the money was taken; whether it did.
bool bound_line_discounts(const NewSale& sale, std::vector<SoldLine>& lines) {
    std::map<std::size_t, Money> gross;  // the parts of a combo have one discount together
    for (const SoldLine& line : lines) gross[line.place.line] += gross_of(line);
    bool some_bounded = false;
    for (SoldLine& line : lines) {
        Discount& discount = line.discount.discount;
        const Money most = gross[line.place.line];
        if (discount.kind != Discount::Kind::fixed || discount.amount <= most) continue;
        if (!sale.figures.say_what_was_charged()) {
            const std::string field = place_of(line.place.line).field + ".discount.value";
            throw Error::field(Code::unprocessable, field, "range", field + " must not exceed the price of the line");
        }
        line.discount.unused = discount.amount - most;
        discount.amount = most;
        some_bounded = true;
    }
    return some_bounded;
}

/// What the order's discount can be taken off.
Money discountable_of(const std::vector<SoldLine>& lines) {
    Money left;
    for (const SoldLine& line : lines) left += gross_of(line) - discount_amount(line.discount.discount, gross_of(line));
    return left;
}

/// The order's discount, as meant and as the register says that it took it off, takes off no more than there is where the money
/// was taken; whether it did.
bool bound_order_discount(Money most, Figures& figures) {
    if (!figures.say_what_was_charged()) return false;
    bool some_bounded = false;
    if (figures.discount.amount > most) {
        figures.discount_unused = figures.discount.amount - most;
        figures.discount.amount = most;
        some_bounded = true;
    }
    if (figures.discount_amount && *figures.discount_amount > most) {
        figures.discount_amount = most;
        some_bounded = true;
    }
    return some_bounded;
}

/// A preset that nobody knows is refused as long as it is a question; what was charged says by itself what was taken off.
Discounts discounts_of(const NewSale& sale, const settings::Pos& pos, const std::vector<SoldCombo>& combos,
                       std::vector<SoldLine>& lines) {
    Discounts discounts{sale.figures, sale.discount_reason};
    std::vector<FieldError> unknown;
    const auto known = [&](const NewDiscount& asked, const std::string& field) {
        const auto found = known_discount(asked, pos);
        const bool is_told = !unknown.empty() && unknown.back().field == field;  // of another part of the same combo
        if (!found && !is_told) {
            unknown.push_back({field, "unknown_discount", field + " is not the id of a discount in the settings"});
        }
        discounts.need_approval = discounts.need_approval || (found && found->needs_approval);
        return found.value_or(KnownDiscount());
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i].discount = known(sale.lines[i].discount, place_of(lines[i].place.line).field + ".discountId");
    }
    discounts.some_bounded = bound_line_discounts(sale, lines);
    share_discounts(combos, lines);
    if (sale.discount_id) {
        const KnownDiscount whole = known({sale.discount_id, {}, sale.discount_reason}, "discountId");
        discounts.figures.discount = whole.discount;
        discounts.reason = whole.reason;
    }
    discounts.some_bounded = bound_order_discount(discountable_of(lines), discounts.figures) || discounts.some_bounded;
    discounts.some_unknown = !unknown.empty();
    if (discounts.some_unknown && !sale.figures.say_what_was_charged()) {
        throw Error::fields(Code::unprocessable, std::move(unknown));
    }
    return discounts;
}

/// What whoever gives these discounts must be permitted.
std::vector<std::string_view> needed_for(const Charge& charge, bool need_approval, const std::string& role,
                                         const settings::Pos& pos) {
    std::vector<std::string_view> permissions;
    if (!charge.charged.discount.is_zero()) permissions.push_back(discount_permission);
    if (need_approval || exceeds_limit(charge.charged, role, pos)) permissions.push_back(beyond_limit_permission);
    return permissions;
}

void require_allowed(const Charge& charge, const std::vector<std::string_view>& permissions, const Actor& actor,
                     const settings::Pos& pos) {
    for (const std::string_view permission : permissions) actor.require(permission);
    const bool refused = pos.priceVariance == settings::PriceVariance::reject && !charge.variances.empty();
    if (refused && !actor.may(override_permission)) throw Error::fields(price_variance, charge.variances);
}

void record_author(const Author& author, Order& order) {
    order.staff_id = author.actor.user_id;
    order.till_id = author.till_id;
    if (author.till_is_unknown) order.flag_reasons.emplace_back("unknown_till");
}

void record_texts(const NewSale& sale, const Discounts& discounts, Order& order) {
    order.discount_reason = discounts.reason;
    if (discounts.some_unknown) order.flag_reasons.emplace_back("unknown_discount");
    if (discounts.some_bounded) order.flag_reasons.emplace_back("discount_bounded");
    order.customer_name = sale.customer_name;
    order.customer_email = sale.customer_email;
    order.customer_key = customer_key(order);
    order.notes = sale.notes;
    order.created_by = sale.created_by;
    order.client_order_id = sale.client_order_id;
    order.service = sale.service;
    if (sale.service_is_unknown) order.flag_reasons.emplace_back("unknown_service");
    if (sale.notes_cut) order.flag_reasons.emplace_back("notes_cut");
}

/// Takes the order from stock; its lines then know what they cost.
bool deduct(db::Transaction& transaction, Order& order, const std::vector<SoldLine>& sold, inventory::Ledger& ledger,
            settings::Oversell oversell) {
    std::vector<inventory::SoldItem> items;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const OrderLine& line = order.lines[i];
        items.push_back({line.id, line.menu_item_id, line.quantity, sold[i].recipe_changes});
    }
    const auto outcome = ledger.deduct_sale(transaction, items, order.id, order.staff_id, oversell);
    for (std::size_t i = 0; i < order.lines.size(); ++i) order.lines[i].cost_amount = outcome.line_costs.at(i);
    return outcome.stock_moved;
}

/// The sale as it would be stored, but for its number and what its lines cost.
struct Composed {
    Order order;
    Charge charge;
    std::vector<SoldLine> lines;
    std::vector<std::string> warnings;
    std::vector<std::string_view> permissions;  ///< that its discounts need
};
Composed compose(db::Transaction& transaction, const NewSale& asked, const Author& author, const settings::Moment& moment,
                 const settings::Settings& settings, IdSource& ids) {
    const settings::Pos& pos = settings.pos;
    LookedUp found = look_up(transaction, asked, pos, moment.at, ids);
    cut_notes(found.sale);
    const NewSale& sale = found.sale;
    std::vector<SoldLine>& lines = found.lines;
    price_combos(found.combos, lines);
    join_ordered_combos(sale, lines);
    const Discounts discounts = discounts_of(sale, pos, found.combos, lines);
    Charge charge = settle(lines, discounts.figures, pos, rounding_of(sale.payments, pos.roundingMode), sale.service);

    Order order;
    order.id = ids.next();
    record_charge(charge, order);
    record_author(author, order);
    record_claim(sale.figures, charge, order);
    record_time(moment, settings, sale.occurred_at, order);
    record_lines(sale, lines, charge, ids, order);
    record_payments(sale, pos.roundingMode, ids, order);
    if (!unknown_methods(sale.payments, pos).empty()) order.flag_reasons.emplace_back("unknown_method");
    record_texts(sale, discounts, order);
    auto permissions = needed_for(charge, discounts.need_approval, author.actor.role, pos);
    return {std::move(order), std::move(charge), std::move(lines), std::move(found.warnings), std::move(permissions)};
}

}  // namespace

std::optional<Sold> find_sold(db::Transaction& transaction, const std::optional<std::string>& client_order_id) {
    if (!client_order_id) return std::nullopt;
    const auto id = store::find_by_client_order_id(transaction, *client_order_id);
    if (!id) return std::nullopt;
    auto order = find_order(transaction, *id);
    if (!order) throw Error::field(Code::conflict, "", "sale_deleted", "This sale was stored and has been deleted since");
    Sold sold{.order = std::move(*order), .inventory_updated = false, .slip = {}, .is_repeated = true, .warnings = {}};
    sold.inventory_updated =
        std::ranges::any_of(sold.order.lines, [](const OrderLine& line) { return line.cost_amount.has_value(); });
    return sold;
}

Offer offer(db::Transaction& transaction, const std::vector<NewLine>& lines, Timestamp now, IdSource& ids) {
    NewSale sale;
    sale.lines = lines;
    LookedUp found = look_up(transaction, sale, settings::Pos(), now, ids);
    price_combos(found.combos, found.lines);
    Offer offer{std::move(found.lines), {}, std::move(found.warnings)};
    for (NewLine& line : found.sale.lines) offer.combos.push_back(std::move(line.part_of));
    return offer;
}

Sold sell(db::Transaction& transaction, const NewSale& sale, const Author& author, const Collaborators& with) {
    if (auto before = find_sold(transaction, sale.client_order_id)) return std::move(*before);
    const auto settings = with.settings.in_transaction(transaction);
    const auto moment = settings::take_moment(transaction, *settings, with.clock.now());
    Composed composed = compose(transaction, sale, author, moment, *settings, with.ids);
    require_allowed(composed.charge, composed.permissions, author.actor, settings->pos);

    Sold sold;
    sold.order = std::move(composed.order);
    sold.order.approved_by = author.actor.approved_by();
    sold.warnings = std::move(composed.warnings);
    Order& order = sold.order;
    order.order_number =
        order_number(order.business_date, store::next_number(transaction, store::Counter::order, order.business_date));
    sold.inventory_updated = deduct(transaction, order, composed.lines, with.ledger, settings->inventory.oversell);
    store::insert(transaction, order);
    const Moved moved = move_cash_of_sale(transaction, order, with);
    with.journal.append(transaction, journal::kind::sale, order.id.text(), record_of_sale(order, moved));
    rollups::count_sale(transaction, counted_sale(order));
    if (!is_of_an_earlier_day(order)) {  // whoever ordered it has gone
        if (!sale.kitchen_is_told) send_to_kitchen(transaction, order, author, with);
        sold.slip = queue_slip(
            transaction,
            {"receipt", "order", order.id, order.id, drawers::printer_of(transaction, order.till_id), author.origin.request_id},
            settings->pos, with.printers);
    }
    announce_sale(transaction, order, composed.charge, author.origin, with);
    return sold;
}

Preview preview(db::Transaction& transaction, const NewSale& sale, const Author& author, const Collaborators& with) {
    const auto settings = with.settings.in_transaction(transaction);
    const auto moment = settings::look_at_moment(transaction, *settings, with.clock.now());
    Composed composed = compose(transaction, sale, author, moment, *settings, with.ids);
    Preview preview{std::move(composed.order), {}, std::move(composed.warnings), settings->pos.taxes};
    for (const std::string_view permission : composed.permissions) {
        if (!author.actor.may(permission)) preview.missing_permissions.emplace_back(permission);
    }
    return preview;
}

}  // namespace cafepos::sales
