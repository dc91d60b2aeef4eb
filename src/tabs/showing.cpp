#include "showing.h"

#include <map>
#include <set>

#include "kitchen/kitchen.h"
#include "tab_store.h"
#include "tabs.h"

namespace cafepos::tabs {
namespace {

/// How many of each line the kitchen was told of: it knows a line as one of the tab it was ordered on.
std::map<Id, int> sent_of(db::Transaction& transaction, const Tab& tab) {
    std::set<Id> ordered_on;
    for (const Line& line : tab.lines) ordered_on.insert(line.ordered_on);
    std::map<Id, int> sent;
    for (const Id& source : ordered_on) sent.merge(kitchen::Kitchen::sent(transaction, {kitchen::SourceKind::tab, source}));
    return sent;
}

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
    if (line.combo_line_id) {
        view.combo.emplace(
            sales::wire::ComboOf{*line.combo_line_id, line.combo_item_id.value_or(Id()), line.combo_name.value_or("")});
    }
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

/// What is left of it, were it sold now; what its lines come to where the menu or the taxes have no answer.
Money amount_of(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with) {
    try {
        return figures_of(transaction, tab, with).total;
    } catch (const Error&) {
        Money sum;
        for (const Line& line : tab.lines) sum += line.unit_price * line.open_quantity();
        return sum;
    }
}

}  // namespace

std::vector<drawers::OpenTab> open_tabs(db::Transaction& transaction, const sales::Collaborators& with) {
    std::vector<drawers::OpenTab> open;
    for (const Tab& tab : store::list_open(transaction)) {
        open.push_back({number_of(tab), tab.name, tab.table_name, tab.opened_at, amount_of(transaction, tab, with)});
    }
    return open;
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

// Whoever looks at what a tab costs may do so whatever its lines cost on the menu.
FiguresView figures_of(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with) {
    sales::NewSale sale;
    sale.service = tab.service;
    for (const Line& line : tab.lines) {
        if (tab.is_open() && line.open_quantity() > 0) sale.lines.push_back(new_line_of(line, line.open_quantity()));
    }
    if (sale.lines.empty()) return {};
    sales::Author reader;
    reader.actor.permissions.insert("sales.override_price");
    reader.now = with.clock.now();
    const sales::Order order = sales::preview(transaction, sale, reader, with).order;
    return {order.subtotal, order.tax_amount, order.total_amount};
}

TabView show(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with) {
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
                 .figures = figures_of(transaction, tab, with),
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

}  // namespace cafepos::tabs
