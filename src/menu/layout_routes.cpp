#include "core/card_numbers.h"
#include "core/text.h"
#include "layout_rules.h"
#include "layout_store.h"
#include "layout_wire.h"
#include "menu_store.h"
#include "route_parts.h"
#include "workshop/seen_version.h"

namespace cafepos::menu {

TillLayoutView view_of(const TillLayout& layout) {
    TillLayoutView view{layout.version, {}};
    for (const TillPage& page : layout.pages) {
        TillPageView& shown = view.pages.emplace_back(TillPageView{page.name, page.color, {}});
        for (const TillTile& tile : page.tiles) {
            shown.tiles.push_back({tile.menu_item_id, tile.name, tile.category, tile.color});
        }
    }
    return view;
}

namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

TillLayout layout_of(const TillLayoutBody& body) {
    TillLayout layout;
    for (const TillPageBody& page : body.pages) {
        TillPage& made = layout.pages.emplace_back(TillPage{card_numbers::masked(text::strip(page.name)), page.color});
        for (const TillTileBody& tile : page.tiles) made.tiles.push_back({tile.menuItemId, tile.color});
    }
    return layout;
}

/// Gives the tiles what their items are called; archived ones, too: whoever arranges may have an old menu.
void name_tiles(db::Transaction& transaction, TillLayout& layout, Timestamp now) {
    std::vector<Id> ids;
    for (const TillPage& page : layout.pages) {
        for (const TillTile& tile : page.tiles) ids.push_back(tile.menu_item_id);
    }
    const auto items = find_for_sale(transaction, ids, now);
    for (TillPage& page : layout.pages) {
        for (TillTile& tile : page.tiles) {
            const auto found = items.find(tile.menu_item_id);
            if (found == items.end()) continue;
            tile.name = found->second.name;
            tile.category = found->second.category;
        }
    }
}

TillLayout checked_layout(db::Transaction& transaction, const TillLayoutBody& body, Timestamp now) {
    TillLayout layout = layout_of(body);
    Checks checks;
    check_size(layout, checks);
    checks.refuse_if_any(Code::unprocessable);
    name_tiles(transaction, layout, now);
    check_pages(layout, checks);
    checks.refuse_if_any(Code::unprocessable);
    return layout;
}

/// In the transaction of the change. To registers it is a change of the menu.
void record(db::Transaction& transaction, const Workshop& workshop, const Act& act, const TillLayoutView& layout) {
    workshop.record(transaction, act,
                    {.action = "till_layout.changed", .entity = "till_layout", .detail_json = json::to_text(layout)});
    workshop.events.publish(transaction,
                            {.kind = "menu", .permission = "menu.view", .payload_json = R"({"change":"layout_changed"})"});
}

Reply<TillLayoutView> replace(db::Transaction& transaction, const Workshop& workshop, const Request<TillLayoutBody>& request) {
    const Act act = workshop.act(request.call);
    TillLayout layout = checked_layout(transaction, request.body, act.now);
    layout.version = seen_version(request.call, request.body.version, "the layout");
    if (!store::replace_layout(transaction, layout)) {
        throw Error::field(layout_changed, "", "changed_since",
                           "Somebody else has changed the layout since: look at it and try again")
            .with_data(json::to_text(view_of(store::find_layout(transaction))));
    }
    TillLayoutView view = view_of(store::find_layout(transaction));
    record(transaction, workshop, act, view);
    return {std::move(view), "Till layout saved successfully"};
}

}  // namespace

void add_layout_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.declare({layout_changed});
    table.add({Method::get, "/till_layout", Access::permission("menu.view"), "What tills show before the categories"},
              [workshop](const Request<>&) -> Reply<TillLayoutView> {
                  return {workshop.database.reading(
                              [](db::Transaction& transaction) { return view_of(store::find_layout(transaction)); }),
                          "Till layout retrieved successfully"};
              });
    http::Endpoint change{Method::put, "/till_layout", Access::permission("menu.edit"), "Arrange what tills show first"};
    change.invalid_body = Code::unprocessable;
    table.add_command(change.also_answering({409}),
                      [workshop](const Request<TillLayoutBody>& request, db::Transaction& transaction) {
                          return replace(transaction, workshop, request);
                      });
}

}  // namespace cafepos::menu
