#include "changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "kitchen/kitchen.h"
#include "settings/business_days.h"
#include "showing.h"
#include "tab_store.h"
#include "tabs.h"

namespace cafepos::tabs {
namespace {

constexpr std::string_view seen_with = "tabs.use";

/// So many less of lines of tabs, by the tab they were ordered on.
using TakenBack = std::map<Id, std::vector<kitchen::CancelledLine>>;

/// Each ticket says it once, however many of its lines are in it.
void take_back(db::Transaction& transaction, const TakenBack& taken, const Act& act, const Workshop& workshop,
               printing::Printers& printers) {
    for (const auto& [ordered_on, lines] : taken) {
        kitchen::Kitchen(workshop, printers).cancel_lines(transaction, {kitchen::SourceKind::tab, ordered_on}, lines, act);
    }
}

/// Whether somebody asks for what that sale left: all of it, or of a line whose rest he has seen.
bool is_asked_anew(const TabView& tab, const std::optional<std::int64_t>& version,
                   const std::optional<std::vector<Portion>>& portions) {
    if (tab.status != Status::open) return false;
    if (!portions) return true;  // a sale of all that was open would have closed it
    return version == tab.version && std::ranges::any_of(*portions, [&](const Portion& portion) {
               const auto line = std::ranges::find(tab.lines, portion.line_id, &LineView::id);
               return !portion.quantity && line != tab.lines.end() && line->quantity > line->settledQuantity;
           });
}

/// Whether somebody who asks again means that sale; who named no lines meant all that was open then.
bool are_what_was_sold(const std::optional<std::vector<Portion>>& portions, const std::vector<std::pair<Line, int>>& sold) {
    if (!portions) return true;
    std::set<Id> left;
    for (const auto& [line, quantity] : sold) left.insert(line.together());
    for (const Portion& portion : *portions) {
        const auto one = std::ranges::find_if(sold, [&](const auto& each) { return each.first.id == portion.line_id; });
        if (one == sold.end() || portion.quantity.value_or(one->second) != one->second) return false;
        left.erase(one->first.together());
    }
    return left.empty();
}

Error with_tab(Code code, const char* reason, const std::string& text, const TabView& tab) {
    return Error::field(code, "", reason, text).with_data(json::to_text(TabReply{tab}));
}

struct MoveNotice {
    Id from;
    Id into;
    std::vector<Id> lines;
};
BOOST_DESCRIBE_STRUCT(MoveNotice, (), (from, into, lines))

struct LineNotice {
    Id lineId;
    std::string name;
    int quantityBefore = 0;
    int quantity = 0;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(LineNotice, (), (lineId, name, quantityBefore, quantity, reason))

struct CloseNotice {
    std::string number;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CloseNotice, (), (number, reason))

/// What carries an id of its client's is meant once, however often it is there.
std::vector<AskedLine> named_once(const std::vector<AskedLine>& lines) {
    std::set<std::string> named;
    std::vector<AskedLine> once;
    for (const AskedLine& line : lines) {
        if (!line.client_line_id || named.insert(*line.client_line_id).second) once.push_back(line);
    }
    return once;
}

LineOptions options_of(const sales::SoldLine& line) {
    LineOptions options;
    for (const sales::LineOption& one : line.options) {
        options.push_back({one.option_id, one.group_name, one.name, one.price_delta, one.quantity});
    }
    return options;
}

void change_notes(const std::vector<Line*>& lines, const std::string& notes, std::map<Id, int>& sent) {
    for (Line* line : lines) {
        if (notes != line->notes && sent[line->id] > 0) {
            throw Error::field(Code::unprocessable, "notes", "sent",
                               "notes cannot change: the kitchen was told of this line. Take it off and order it again");
        }
        line->notes = notes;
    }
}

int quantity_after(const Line& line, int wanted) {
    const int quantity = wanted == 0 ? line.settled_quantity : wanted;
    if (quantity >= line.settled_quantity) return quantity;
    throw Error::field(Code::unprocessable, "quantity", "range",
                       "quantity must be from what is paid (" + std::to_string(line.settled_quantity) + ") to " +
                           std::to_string(line_quantity_max));
}

/// Each order that is made of a tab has combos of its own, though they were one on the tab.
void name_combos_anew(sales::NewSale& sale, IdSource& ids) {
    std::map<Id, Id> names;
    for (sales::NewLine& line : sale.lines) {
        if (!line.part_of) continue;
        Id& name = names[line.part_of->line_id];
        if (name.empty()) name = ids.next();
        line.part_of->line_id = name;
    }
}

kitchen::SentLine sent_line_of(const Line& line, int quantity) {
    kitchen::SentLine sent{.line_id = line.id,
                           .menu_item_id = line.menu_item_id,
                           .category = line.category,
                           .name = line.name,
                           .size = line.size,
                           .quantity = quantity,
                           .options = {},
                           .notes = kitchen::note_of(line.combo_name, line.notes)};
    for (const OrderedOption& option : line.options) sent.options.push_back({option.name, option.quantity});
    return sent;
}

}  // namespace

Tab Tabs::take(db::Transaction& transaction, const Aim& aim) const {
    Tab tab = store::require_tab(transaction, aim.tab_id);
    if (aim.version && *aim.version != tab.version) {
        throw with_tab(tab_changed, "changed_since", "The tab has changed since: look at it and try again",
                       show(transaction, tab, with_));
    }
    if (!tab.is_open()) throw with_tab(tab_closed, "tab_closed", "The tab is not open any more", show(transaction, tab, with_));
    return tab;
}

TabView Tabs::finish(db::Transaction& transaction, Tab& tab, const std::string& what, const std::string& detail_json,
                     const Act& act) const {
    touch(tab, act.now);
    store::update(transaction, tab);
    TabView view = show(transaction, tab, with_);
    with_.events.publish(transaction, {"tab." + what, seen_with, json::to_text(TabReply{view})});
    with_.record(transaction, act, {"tab." + what, "tab", tab.id.text(), detail_json});
    return view;
}

std::vector<Line> Tabs::new_lines(db::Transaction& transaction, const Tab& tab, const std::vector<AskedLine>& asked,
                                  const Act& act, std::vector<std::string>& warnings) const {
    std::vector<sales::NewLine> wanted;
    std::map<std::size_t, const AskedLine*> by_place;  // what was there before leaves gaps
    for (std::size_t i = 0; i < asked.size(); ++i) {
        wanted.push_back(asked[i].line);
        by_place[asked[i].line.place.value_or(sales::place_of(i)).line] = &asked[i];
    }
    if (wanted.empty()) return {};
    sales::Offer offer = sales::offer(transaction, wanted, act.now, with_.ids);
    warnings = std::move(offer.warnings);
    std::vector<Line> lines;
    std::set<std::size_t> named;
    for (std::size_t i = 0; i < offer.lines.size(); ++i) {
        const sales::SoldLine& sold = offer.lines[i];
        const AskedLine& one = *by_place.at(sold.place.line);
        const auto& combo = offer.combos[i];
        const bool is_first = named.insert(sold.place.line).second;  // what a combo is called stands with its first part
        lines.push_back({.id = with_.ids.next(),
                         .tab_id = tab.id,
                         .ordered_on = tab.id,
                         .client_line_id = is_first ? one.client_line_id : std::nullopt,
                         .menu_item_id = sold.item.id,
                         .name = sold.item.name,
                         .size = sold.item.size,
                         .category = sold.item.category,
                         .unit_price = sold.price.value_or(sold.item.price),
                         .catalogue_price = sales::meant_price(sold),
                         .quantity = sold.quantity,
                         .settled_quantity = 0,
                         .notes = one.line.notes,
                         .options = options_of(sold),
                         .combo_line_id = combo ? std::optional(combo->line_id) : std::nullopt,
                         .combo_item_id = combo ? std::optional(combo->item_id) : std::nullopt,
                         .combo_name = combo ? std::optional(combo->name) : std::nullopt,
                         .added_by = act.actor.user_id,
                         .added_at = act.now});
    }
    return lines;
}

Tabs::Added Tabs::open(db::Transaction& transaction, Tab tab, const std::vector<AskedLine>& lines, const Act& act) const {
    if (tab.client_tab_id) {
        const auto before = store::find_by_client_tab_id(transaction, *tab.client_tab_id);
        if (before) return {show(transaction, *before, with_), {}, true};
    }
    const auto settings = with_.settings.in_transaction(transaction);
    tab.id = with_.ids.next();
    tab.business_date = settings::look_at_moment(transaction, *settings, act.now).business_date;
    tab.number = store::last_number(transaction, tab.business_date) + 1;
    tab.version = 0;
    tab.opened_by = act.actor.user_id;
    tab.opened_at = act.now;
    tab.updated_at = act.now;
    Added added;
    tab.lines = new_lines(transaction, tab, named_once(lines), act, added.warnings);
    store::insert(transaction, tab);
    added.tab = finish(transaction, tab, "opened", "{}", act);
    return added;
}

Tabs::Added Tabs::add(db::Transaction& transaction, const Id& tab_id, const std::vector<AskedLine>& lines, const Act& act) const {
    std::vector<AskedLine> fresh = named_once(lines);
    std::erase_if(fresh, [&](const AskedLine& line) {
        return line.client_line_id && store::find_added_line(transaction, tab_id, *line.client_line_id);
    });
    if (fresh.empty()) return {show(transaction, store::require_tab(transaction, tab_id), with_), {}, true};
    Tab tab = take(transaction, {tab_id, std::nullopt});
    Added added;
    const std::vector<Line> made = new_lines(transaction, tab, fresh, act, added.warnings);
    require_room(tab, made.size());
    store::insert(transaction, made);
    tab.lines.insert(tab.lines.end(), made.begin(), made.end());
    added.tab = finish(transaction, tab, "added", R"({"lines":)" + std::to_string(made.size()) + "}", act);
    return added;
}

TabView Tabs::change(db::Transaction& transaction, const Aim& aim, const TabPatch& patch, const Act& act) const {
    Tab tab = take(transaction, aim);
    apply(patch, tab);
    return finish(transaction, tab, "changed", "{}", act);
}

void Tabs::change_quantity(db::Transaction& transaction, const std::vector<Line*>& lines, int quantity, const std::string& reason,
                           std::map<Id, int>& sent, const Act& act) const {
    TakenBack taken;
    for (Line* line : lines) {
        const int too_many = sent[line->id] - (quantity - line->voided_quantity);
        if (quantity < line->quantity && too_many > 0) {
            taken[line->ordered_on].push_back({line->id, too_many});
            sent[line->id] -= too_many;
        }
        line->quantity = quantity;
    }
    if (taken.empty()) return;
    if (reason.empty()) {
        throw Error::field(Code::unprocessable, "reason", "required", "reason is required: the kitchen was told of this line");
    }
    act.actor.require("tabs.remove_sent");
    take_back(transaction, taken, act, with_, with_.printers);
}

TabView Tabs::change_line(db::Transaction& transaction, const Aim& aim, const LineChange& change, const Act& act) const {
    Tab tab = take(transaction, aim);
    const Line& named = require_line(tab, change.line_id);
    LineNotice notice{named.id, named.combo_name.value_or(named.name), named.quantity, named.quantity, change.reason};
    if (change.quantity) notice.quantity = quantity_after(named, *change.quantity);
    const std::vector<Line*> lines = together_with(tab, named.id);
    std::map<Id, int> sent = sent_of(transaction, tab);
    change_quantity(transaction, lines, notice.quantity, change.reason, sent, act);
    if (change.notes) change_notes(lines, *change.notes, sent);
    for (const Line* line : lines) store::update(transaction, *line);
    settle_if_paid(tab, act.actor.user_id, act.now);
    const bool less = notice.quantity < notice.quantityBefore;
    return finish(transaction, tab, less ? "removed" : "changed", json::to_text(notice), act);
}

void Tabs::tell_kitchen(db::Transaction& transaction, const Tab& tab, const std::function<int(const Line&)>& quantity_of,
                        const Act& act) const {
    std::map<Id, std::vector<kitchen::SentLine>> by_source;
    for (const Line& line : tab.lines) {
        const int quantity = quantity_of(line) - line.voided_quantity;
        if (quantity > 0) by_source[line.ordered_on].push_back(sent_line_of(line, quantity));
    }
    std::optional<std::string> service;
    if (tab.service) service = boost::describe::enum_to_string(*tab.service, "");
    for (auto& [source, lines] : by_source) {
        kitchen::Kitchen(with_, with_.printers)
            .send(transaction,
                  {.source = {kitchen::SourceKind::tab, source},
                   .number = number_of(tab),
                   .name = tab.name,
                   .table = tab.table_name,
                   .service = service,
                   .lines = std::move(lines)},
                  act);
    }
}

TabView Tabs::send(db::Transaction& transaction, const Aim& aim, const Act& act) const {
    Tab tab = take(transaction, aim);
    tell_kitchen(transaction, tab, &Line::quantity, act);
    return finish(transaction, tab, "sent", "{}", act);
}

// The kitchen is told line by line, for what was paid was served or will be.
TabView Tabs::cancel(db::Transaction& transaction, const Aim& aim, const std::string& reason, const Act& act) const {
    Tab tab = take(transaction, aim);
    if (reason.empty()) throw Error::field(Code::unprocessable, "reason", "required", "reason is required");
    std::map<Id, int> sent = sent_of(transaction, tab);
    TakenBack taken;
    for (const Line& line : tab.lines) {
        if (line.open_quantity() == 0) continue;
        const int too_many = sent[line.id] - (line.settled_quantity - line.voided_quantity);
        if (too_many > 0) taken[line.ordered_on].push_back({line.id, too_many});
    }
    take_back(transaction, taken, act, with_, with_.printers);
    close(tab, Status::cancelled, act.actor.user_id, act.now);
    tab.close_reason = reason;
    return finish(transaction, tab, "cancelled", json::to_text(CloseNotice{number_of(tab), reason}), act);
}

Tabs::Moved Tabs::move(db::Transaction& transaction, const Aim& aim, const Id& into_id,
                       const std::optional<std::vector<Id>>& line_ids, const Act& act) const {
    if (into_id == aim.tab_id) throw Error::field(Code::unprocessable, "into", "choice", "into must be another tab");
    Tab from = take(transaction, aim);
    Tab into = take(transaction, {into_id, std::nullopt});
    MoveNotice notice{from.id, into.id, {}};
    for (const Line& line : from.lines) {
        if (!line_ids && line.open_quantity() > 0) notice.lines.push_back(line.id);
    }
    if (line_ids) {
        require_movable(from, *line_ids);
        notice.lines = all_together(from, *line_ids);
    }
    require_room(into, notice.lines.size());
    for (const Id& id : notice.lines) {
        store::update(transaction, tabs::move(require_line(from, id), from, into));
    }
    const bool is_paid = settle_if_paid(from, act.actor.user_id, act.now);
    if (!line_ids) {
        const bool has_sold = !store::list_sales(transaction, from.id).empty();
        if (!is_paid) close(from, has_sold ? Status::settled : Status::cancelled, act.actor.user_id, act.now);
        from.close_reason = "merged into " + number_of(into);
        from.merged_into = into.id;
    }
    const std::string detail = json::to_text(notice);
    Moved moved;
    moved.from = finish(transaction, from, line_ids ? "moved" : "merged", detail, act);
    moved.into = finish(transaction, into, "added", detail, act);
    return moved;
}

std::vector<Sale> Tabs::sales_of(const std::vector<Part>& parts, const sales::Order& order, const Id& tab_id) const {
    std::vector<Sale> sales;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        sales.push_back({order.lines.at(i).id, order.id, tab_id, parts[i].line->id, parts[i].quantity});
    }
    return sales;
}

Tabs::Settled Tabs::settle(db::Transaction& transaction, const Aim& aim, Settlement settlement,
                           const sales::Author& author) const {
    if (auto before = sales::find_sold(transaction, settlement.sale.client_order_id)) {
        TabView view = show(transaction, store::require_tab(transaction, aim.tab_id), with_);
        const bool is_same = std::ranges::find(view.orderIds, before->order.id) != view.orderIds.end() &&
                             !is_asked_anew(view, aim.version, settlement.portions) &&
                             are_what_was_sold(settlement.portions, store::list_sold_lines(transaction, before->order.id));
        if (!is_same) throw Error::field(Code::conflict, "", "reused", "clientOrderId was used for another sale");
        return {*std::move(before), std::move(view)};
    }
    Tab tab = take(transaction, aim);
    const std::vector<Part> parts = parts_of(tab, settlement.portions);
    for (const Part& part : parts) settlement.sale.lines.push_back(new_line_of(*part.line, part.quantity));
    name_combos_anew(settlement.sale, with_.ids);
    settlement.sale.service = tab.service;
    settlement.sale.kitchen_is_told = true;
    sales::Sold sold = sales::sell(transaction, settlement.sale, author, with_);
    store::insert(transaction, sales_of(parts, sold.order, tab.id));
    for (const Part& part : parts) {
        part.line->settled_quantity += part.quantity;
        store::update(transaction, *part.line);
    }
    tell_kitchen(transaction, tab, &Line::settled_quantity, author);
    settle_if_paid(tab, author.actor.user_id, author.now);
    TabView view = finish(transaction, tab, "settled", R"({"orderNumber":")" + sold.order.order_number + "\"}", author);
    return {std::move(sold), std::move(view)};
}

void cancel_in_kitchen(db::Transaction& transaction, const Id& order_id, const Act& act, const Workshop& workshop,
                       printing::Printers& printers) {
    TakenBack taken;
    for (const auto& [line, quantity] : store::list_sold_lines(transaction, order_id)) {
        taken[line.ordered_on].push_back({line.id, quantity});
    }
    take_back(transaction, taken, act, workshop, printers);
}

}  // namespace cafepos::tabs
