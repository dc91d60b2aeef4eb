#include "showing.h"

#include <set>
#include <stdexcept>

#include "kitchen/kitchen.h"
#include "menu/menu_store.h"
#include "tab_store.h"
#include "tabs.h"

namespace cafepos::tabs {
namespace {

LineView view_of(const Line& line, int sent) {
    LineView view{.id = line.id,
                  .clientLineId = line.client_line_id,
                  .productId = line.menu_item_id,
                  .name = line.name,
                  .size = line.size,
                  .unitPrice = line.unit_price,
                  .quantity = line.quantity,
                  .settledQuantity = line.settled_quantity,
                  .sentQuantity = sent,
                  .openTotal = line.unit_price * line.open_quantity(),
                  .notes = line.notes,
                  .options = {},
                  .addedBy = line.added_by,
                  .addedAt = line.added_at};
    view.combo = sales::wire::combo_of(line.combo_line_id, line.combo_item_id, line.combo_name);
    for (const OrderedOption& option : line.options) {
        view.options.push_back({option.option_id, option.group_name, option.name, option.price_delta, option.quantity});
    }
    return view;
}

std::vector<Id> orders_of(db::Transaction& transaction, const Id& tab_id) {
    std::set<Id> ids;
    for (const Sale& sale : store::list_sales(transaction, tab_id)) ids.insert(sale.order_id);
    return {ids.begin(), ids.end()};
}

/// What tabs are priced with: their own prices, and the taxes of today. Looked up once, for however many.
struct Pricing {
    std::unordered_map<Id, menu::SaleItem> items;
    std::shared_ptr<const settings::Settings> settings;
};
Pricing pricing_of(db::Transaction& transaction, const std::vector<Tab>& tabs, const sales::Collaborators& with) {
    std::set<Id> ids;
    for (const Tab& tab : tabs) {
        if (!tab.is_open()) continue;
        for (const Line& line : tab.lines) ids.insert(line.menu_item_id);
    }
    return {menu::find_for_sale(transaction, {ids.begin(), ids.end()}, with.clock.now()),
            with.settings.in_transaction(transaction)};
}

FiguresView figures_of(const Tab& tab, const Pricing& pricing) {
    std::vector<sales::SoldLine> lines;
    for (const Line& line : tab.lines) {
        if (!tab.is_open() || line.open_quantity() == 0) continue;
        lines.push_back(
            {.item = pricing.items.at(line.menu_item_id), .quantity = line.open_quantity(), .price = line.unit_price});
    }
    if (lines.empty()) return {};
    const sales::Priced priced = sales::settle(lines, {}, pricing.settings->pos, {}, tab.service).charged;
    return {priced.subtotal, priced.tax, priced.total};
}

/// What is left of it, were it sold now; without tax where that is more than there can be.
Money amount_of(const Tab& tab, const Pricing& pricing) {
    try {
        return figures_of(tab, pricing).total;
    } catch (const std::overflow_error&) {
        Money sum;
        for (const Line& line : tab.lines) sum += line.unit_price * line.open_quantity();
        return sum;
    }
}

TabView view_of(db::Transaction& transaction, const Tab& tab, const FiguresView& figures) {
    TabView view{.id = tab.id,
                 .number = number_of(tab),
                 .clientTabId = tab.client_tab_id,
                 .name = tab.name,
                 .table = tab.table_name,
                 .guests = tab.guests,
                 .service = tab.service,
                 .status = tab.status,
                 .version = tab.version,
                 .lines = {},
                 .figures = figures,
                 .orderIds = orders_of(transaction, tab.id),
                 .businessDate = tab.business_date,
                 .openedBy = tab.opened_by,
                 .openedAt = tab.opened_at,
                 .updatedAt = tab.updated_at,
                 .closedBy = tab.closed_by,
                 .closedAt = tab.closed_at,
                 .closeReason = tab.close_reason,
                 .mergedInto = tab.merged_into};
    const auto sent = sent_of(transaction, tab);
    for (const Line& line : tab.lines) {
        if (line.quantity == 0) continue;
        const auto found = sent.find(line.id);
        view.lines.push_back(view_of(line, found == sent.end() ? 0 : found->second));
    }
    return view;
}

}  // namespace

std::vector<drawers::OpenTab> open_tabs(db::Transaction& transaction, const sales::Collaborators& with) {
    const std::vector<Tab> tabs = store::list_open(transaction);
    const Pricing pricing = pricing_of(transaction, tabs, with);
    std::vector<drawers::OpenTab> open;
    for (const Tab& tab : tabs) {
        open.push_back({number_of(tab), tab.name, tab.table_name, tab.opened_at, amount_of(tab, pricing)});
    }
    return open;
}

std::map<Id, int> sent_of(db::Transaction& transaction, const Tab& tab) {
    std::set<Id> ordered_on;
    for (const Line& line : tab.lines) ordered_on.insert(line.ordered_on);
    std::map<Id, int> sent;
    for (const Id& source : ordered_on) sent.merge(kitchen::Kitchen::sent(transaction, {kitchen::SourceKind::tab, source}));
    return sent;
}

sales::NewLine new_line_of(const Line& line, int quantity) {
    sales::NewLine made{.menu_item_id = line.menu_item_id, .quantity = quantity, .price = line.unit_price, .notes = line.notes};
    sales::Ordered ordered{line.catalogue_price, {}};
    for (const OrderedOption& option : line.options) {
        made.options.push_back({option.option_id, option.quantity});
        sales::LineOption sold;
        sold.position = static_cast<int>(ordered.options.size()) + 1;
        sold.option_id = option.option_id;
        sold.group_name = option.group_name;
        sold.name = option.name;
        sold.price_delta = option.price_delta;
        sold.quantity = option.quantity;
        ordered.options.push_back(std::move(sold));
    }
    made.ordered = std::move(ordered);
    if (line.combo_line_id) {
        made.part_of = sales::PartOf{*line.combo_line_id, line.combo_item_id.value_or(Id()), line.combo_name.value_or("")};
    }
    return made;
}

FiguresView figures_of(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with) {
    return figures_of(tab, pricing_of(transaction, {tab}, with));
}

std::vector<TabView> show(db::Transaction& transaction, const std::vector<Tab>& tabs, const sales::Collaborators& with) {
    const Pricing pricing = pricing_of(transaction, tabs, with);
    std::vector<TabView> views;
    for (const Tab& tab : tabs) views.push_back(view_of(transaction, tab, figures_of(tab, pricing)));
    return views;
}

TabView show(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with) {
    return view_of(transaction, tab, figures_of(transaction, tab, with));
}

}  // namespace cafepos::tabs
