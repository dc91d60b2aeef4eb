#include "refund_rules.h"

#include <algorithm>
#include <stdexcept>

#include "core/allocation.h"
#include "core/error.h"
#include "pricing.h"

namespace cafepos::sales {
namespace {

/// A line's part of the order's money, and how much of it has been given back by earlier refunds.
struct LineState {
    const OrderLine* line = nullptr;
    Money paid;
    Money rounding;  ///< what of `paid` is neither taxable nor tax; may be negative
    Money refunded;
    Money refunded_tax;
    int refunded_quantity = 0;

    [[nodiscard]] Money left() const { return paid - refunded; }
    [[nodiscard]] Money tax_left() const { return line->tax_amount - refunded_tax; }
    [[nodiscard]] int quantity_left() const { return line->quantity - refunded_quantity; }
};

/// What a refund gives to one line.
struct Share {
    int quantity = 0;
    Money amount;
    Money tax;
    bool restock = false;
};

Money part_of(Money whole, std::int64_t part, std::int64_t of) {
    if (of == 0) return {};
    return Money::of(multiply_divide_half_up(whole.units(), part, of));
}

Money clamped(Money value, Money low, Money high) { return std::max(low, std::min(value, high)); }

std::vector<Money> priced_per_line(const Order& order) {
    std::vector<Money> costs;
    for (const OrderLine& line : order.lines) costs.push_back(line.charged(order.tax_inclusive));
    return costs;
}

std::vector<LineState> states_of(const Order& order) {
    const std::vector<Money> paid = paid_per_line(order);
    const std::vector<Money> priced = priced_per_line(order);
    std::vector<LineState> states;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        states.push_back({&order.lines[i], paid[i], paid[i] - priced[i], {}, {}, 0});
    }
    for (const Refund& refund : order.refunds) {
        for (const RefundLine& given : refund.lines) {
            const auto state = std::find_if(states.begin(), states.end(),
                                            [&](const LineState& one) { return one.line->id == given.order_item_id; });
            if (state == states.end()) throw std::logic_error("a refund of a line that is not the order's");
            state->refunded += given.amount;
            state->refunded_tax += given.tax_amount;
            state->refunded_quantity += given.quantity;
        }
    }
    return states;
}

Money left_in_all(const std::vector<LineState>& states) {
    Money left;
    for (const LineState& state : states) left += state.left();
    return left;
}

[[noreturn]] void refuse_excess(const std::string& field, const std::string& what, Money left) {
    throw Error::field(refund_exceeds_paid, field, "exceeds",
                       "The refund exceeds what was paid: only " + left.fixed_text() + " " + what);
}

/// The price of some units, so that the prices of all units, whatever the steps, sum to what was paid for the line.
Money price_of_units(const LineState& state, int quantity) {
    const std::int64_t sold = state.line->quantity;
    return part_of(state.paid, state.refunded_quantity + quantity, sold) - part_of(state.paid, state.refunded_quantity, sold);
}

/// The tax in what a line gets, following the line's money: all of the tax once all of the money is back.
Money tax_for(const LineState& state, Money amount) {
    const Money due = part_of(state.line->tax_amount, (state.refunded + amount).units(), state.paid.units());
    return std::max(Money(), due - state.refunded_tax);
}

std::size_t index_of(const std::vector<LineState>& states, const RefundOfLines::Part& part, std::size_t position) {
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i].line->id == part.order_item_id) return i;
    }
    throw Error::field(Code::unprocessable, "items[" + std::to_string(position) + "].orderItemId", "unknown_item",
                       "items[" + std::to_string(position) + "].orderItemId is not a line of this order");
}

Share share_of_part(const LineState& state, const RefundOfLines::Part& part, const std::string& field) {
    if (part.quantity > state.quantity_left()) {
        throw Error::field(refund_exceeds_paid, field + ".quantity", "exceeds",
                           "The refund exceeds what was paid: only " + std::to_string(state.quantity_left()) + " of " +
                               state.line->menu_item_name + " is left to refund");
    }
    return {part.quantity, price_of_units(state, part.quantity), {}, part.restock};
}

/// Puts the named amount in place of the units' prices.
void share_amount(Money amount, const std::vector<LineState>& states, std::vector<Share>& shares) {
    std::vector<Money> limits;
    Money limit;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        limits.push_back(std::min(shares[i].amount, states[i].left()));
        limit += limits.back();
    }
    if (amount > limit) refuse_excess("amount", "is left of these items", limit);
    const std::vector<Money> amounts = allocate(amount, limits);
    for (std::size_t i = 0; i < shares.size(); ++i) shares[i].amount = amounts[i];
}

Money sum_of(const std::vector<Share>& shares) {
    Money sum;
    for (const Share& share : shares) sum += share.amount;
    return sum;
}

/// How far coins may be off: nothing without cash rounding.
Money slack_of(const Coins& coins) { return coins.mode == settings::RoundingMode::none ? Money() : coin_of(coins.mode); }

/// What the units that came back so far were worth, less what coins could give for them.
Money owed_by_coins(const std::vector<LineState>& states, const Coins& coins) {
    Money owed;
    for (const LineState& state : states)
        owed += part_of(state.paid, state.refunded_quantity, state.line->quantity) - state.refunded;
    const bool is_change = owed < slack_of(coins) && owed > Money() - slack_of(coins);  // else money was given back without units
    return is_change ? owed : Money();
}

Money payable(Money exact, Money left, const Coins& coins) {
    return exact == left ? left : clamped(Rounding::of_cash(coins.mode, coins.otherwise).apply(exact), Money(), left);
}

/// Adds an amount to the shares, in proportion to the weights and no more than they are. The amount that is left.
Money add_cents(Money amount, const std::vector<Money>& weights, std::vector<Share>& shares) {
    Money sum;
    for (const Money weight : weights) sum += weight;
    const Money added = std::min(amount, sum);
    const std::vector<Money> parts = allocate(added, weights);
    for (std::size_t i = 0; i < shares.size(); ++i) shares[i].amount += parts[i];
    return amount - added;
}

/// Cents more or less than the units' prices, none without cash rounding. More comes first from lines whose units came back for
/// less than they cost, and only then from others: so no line gives back too much, and none lends more than half a coin.
void pay_in_coins(Money amount, const std::vector<LineState>& states, std::vector<Share>& shares) {
    std::vector<Money> own;
    std::vector<Money> owed;
    Money own_sum;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const LineState& state = states[i];
        own.push_back(std::min(shares[i].amount, state.left()));
        own_sum += own.back();
        const Money worth = part_of(state.paid, state.refunded_quantity + shares[i].quantity, state.line->quantity);
        owed.push_back(std::max(Money(), worth - state.refunded - own.back()));
    }
    const std::vector<Money> parts = allocate(std::min(amount, own_sum), own);
    for (std::size_t i = 0; i < shares.size(); ++i) shares[i].amount = parts[i];
    if (amount <= own_sum) return;
    const Money more = add_cents(amount - own_sum, owed, shares);
    std::vector<Money> others;
    for (std::size_t i = 0; i < shares.size(); ++i) others.push_back(states[i].left() - shares[i].amount);
    add_cents(more, others, shares);
}

std::vector<Share> shares_for(const RefundOfLines& request, const std::vector<LineState>& states, const Coins& coins) {
    std::vector<Share> shares(states.size());
    for (std::size_t p = 0; p < request.parts.size(); ++p) {
        const std::string field = "items[" + std::to_string(p) + "]";
        const std::size_t i = index_of(states, request.parts[p], p);
        if (shares[i].quantity > 0) {
            throw Error::field(Code::unprocessable, field + ".orderItemId", "duplicate",
                               field + " names a line for the second time");
        }
        shares[i] = share_of_part(states[i], request.parts[p], field);
    }
    if (request.amount) {
        share_amount(*request.amount, states, shares);
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i].amount > states[i].left() + slack_of(coins))
            refuse_excess("items", "of " + states[i].line->menu_item_name + " is left", states[i].left());
    }
    const Money exact = request.amount ? *request.amount : sum_of(shares) + owed_by_coins(states, coins);
    pay_in_coins(payable(exact, left_in_all(states), coins), states, shares);
    // A line whose tax is a cent behind its money, since an amount was given back, makes up for it when it gives back again.
    const bool completes = sum_of(shares) == left_in_all(states);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (completes || !shares[i].amount.is_zero()) shares[i].tax = tax_for(states[i], shares[i].amount);
    }
    return shares;
}

std::vector<Share> shares_for(const RefundOfAll&, const std::vector<LineState>& states, const Coins&) {
    std::vector<Share> shares;
    for (const LineState& state : states) shares.push_back({state.quantity_left(), state.left(), state.tax_left(), false});
    return shares;
}

/// Money without units: every line gets its part of it, and every rate the tax that its part of the money contains.
std::vector<Share> shares_for(const RefundOfAmount& request, const std::vector<LineState>& states, const Coins& coins) {
    const Money left = left_in_all(states);
    if (request.amount > left) refuse_excess("amount", "is left to refund", left);
    const Money amount = payable(request.amount, left, coins);
    if (amount.is_zero())
        throw Error::field(Code::unprocessable, "amount", "range", "amount is less than the smallest coin can pay");
    if (amount == left) return shares_for(RefundOfAll{}, states, coins);
    std::vector<Money> limits;
    for (const LineState& state : states) limits.push_back(state.left());
    const std::vector<Money> amounts = allocate(amount, limits);
    std::vector<Share> shares(states.size());
    for (std::size_t i = 0; i < shares.size(); ++i) shares[i].amount = amounts[i];
    return shares;
}

bool same_rate(const OrderLine& line, const TaxSum& tax) { return line.tax_name == tax.name && line.tax_rate == tax.rate; }

/// The tax of a refund by amount: exact per rate first (lines may be many and small), then shared among the rate's lines.
void add_tax_by_rate(const TaxSum& rate, const std::vector<LineState>& states, std::vector<Share>& shares) {
    Money paid;
    Money refunded;
    Money refunded_tax;
    std::vector<Money> limits;
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (!same_rate(*states[i].line, rate)) continue;
        paid += states[i].paid;
        refunded += states[i].refunded + shares[i].amount;
        refunded_tax += states[i].refunded_tax;
        limits.push_back(states[i].tax_left());
        members.push_back(i);
    }
    const Money due = part_of(rate.tax_amount, refunded.units(), paid.units());
    const Money tax = std::max(Money(), due - refunded_tax);
    const std::vector<Money> parts = allocate(tax, limits);
    for (std::size_t k = 0; k < members.size(); ++k) shares[members[k]].tax = parts[k];
}

/// What of a line's share is neither taxable nor tax.
Money rounding_in(const LineState& state, const Share& share, bool completes) {
    const Money before = part_of(state.rounding, state.refunded.units(), state.paid.units());
    if (completes) return state.rounding - before;
    return part_of(state.rounding, (state.refunded + share.amount).units(), state.paid.units()) - before;
}

std::vector<Money> nets_of(const std::vector<LineState>& states, const std::vector<Share>& shares, bool completes) {
    std::vector<Money> nets;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        nets.push_back(shares[i].amount - shares[i].tax - rounding_in(states[i], shares[i], completes));
    }
    return nets;
}

std::vector<TaxSum> taxes_of(const Order& order, const std::vector<LineState>& states, const std::vector<Share>& shares,
                             const std::vector<Money>& nets) {
    std::vector<TaxSum> taxes;
    for (const TaxSum& rate : order.taxes) {
        TaxSum sum{rate.name, rate.rate, {}, {}};
        for (std::size_t i = 0; i < states.size(); ++i) {
            if (!same_rate(*states[i].line, rate)) continue;
            sum.tax_amount += shares[i].tax;
            sum.taxable_amount += nets[i];
        }
        if (!sum.tax_amount.is_zero() || !sum.taxable_amount.is_zero()) taxes.push_back(std::move(sum));
    }
    return taxes;
}

RefundPlan plan_of(const Order& order, const std::vector<LineState>& states, const std::vector<Share>& shares, bool completes) {
    RefundPlan plan;
    plan.completes = completes;
    const std::vector<Money> nets = nets_of(states, shares, completes);
    plan.taxes = taxes_of(order, states, shares, nets);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Share& share = shares[i];
        plan.amount += share.amount;
        plan.tax += share.tax;
        if (share.quantity == 0 && share.amount.is_zero() && share.tax.is_zero() && nets[i].is_zero()) continue;
        const Money gross = states[i].line->unit_price * share.quantity;
        plan.lines.push_back(
            {{}, {}, states[i].line->id, share.quantity, gross, share.amount, share.tax, nets[i], share.restock});
    }
    return plan;
}

}  // namespace

std::vector<Money> paid_per_line(const Order& order) { return allocate(order.total_amount, priced_per_line(order)); }

RefundPlan plan_refund(const Order& order, const RefundRequest& request, const Coins& coins) {
    const std::vector<LineState> states = states_of(order);
    const Money left = left_in_all(states);
    std::vector<Share> shares = std::visit([&](const auto& one) { return shares_for(one, states, coins); }, request);
    const Money amount = sum_of(shares);
    const bool gives_units = std::holds_alternative<RefundOfLines>(request) &&
                             std::ranges::any_of(shares, [](const Share& share) { return share.quantity > 0; });
    if (amount.is_zero() && !gives_units) refuse_excess("amount", "is left to refund", left);
    const bool completes = amount == left && !order.total_amount.is_zero();
    if (completes) {
        // Lines that nothing was paid for may still hold tax on an order that was charged far below its price.
        for (std::size_t i = 0; i < shares.size(); ++i) shares[i].tax = states[i].tax_left();
    } else if (std::holds_alternative<RefundOfAmount>(request)) {
        for (const TaxSum& rate : order.taxes) add_tax_by_rate(rate, states, shares);
    }
    return plan_of(order, states, shares, completes);
}

}  // namespace cafepos::sales
