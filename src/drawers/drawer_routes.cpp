#include "closing.h"
#include "drawer_store.h"
#include "ledger.h"
#include "route_parts.h"
#include "staff/permissions.h"
#include "till_store.h"
#include "wire.h"
#include "z_wire.h"

namespace cafepos::drawers {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

namespace permission = staff::permission;
const auto may_view = Access::permission(permission::drawers_view);

struct DrawerNotice {
    Id drawerId;
    Id tillId;
    DrawerEvent change{};
    std::optional<std::int64_t> zNumber;
};
BOOST_DESCRIBE_STRUCT(DrawerNotice, (), (drawerId, tillId, change, zNumber))

void publish(db::Transaction& transaction, const Workshop& workshop, const DrawerNotice& notice) {
    workshop.events.publish(transaction, {"drawer", permission::drawers_view, json::to_text(notice)});
}

DrawerView view(db::Transaction& transaction, const Drawer& drawer, const Actor& reader) {
    return view_of(drawer, store::require_till(transaction, drawer.till_id).name, reader);
}

Reply<DrawerReply> open(db::Transaction& transaction, const Workshop& workshop, const Request<NewDrawer>& request) {
    Checks checks;
    check_amount("float", request.body.opening_float, checks);
    checks.refuse_if_any();
    const Act act = workshop.act(request.call);
    const Drawer drawer = open_drawer(transaction, workshop, act, request.body.tillId, request.body.opening_float);
    DrawerView shown = view(transaction, drawer, act.actor);
    workshop.record(transaction, act, {"drawer.opened", "drawer", drawer.id.text(), json::to_text(shown)});
    publish(transaction, workshop, {drawer.id, drawer.till_id, DrawerEvent::opened, {}});
    return {{std::move(shown)}, "Drawer opened successfully"};
}

DrawerList list(db::Transaction& transaction, const ListDrawers& query, const Actor& reader) {
    std::optional<bool> open;
    if (query.status) open = *query.status == DrawerStatus::open;
    const std::int64_t limit = limit_of(query.limit);
    auto drawers = store::list_drawers(transaction, {open, query.tillId, query.cursor}, limit + 1);
    std::map<Id, std::string> till_names;
    for (const Till& till : store::list_tills(transaction)) till_names[till.id] = till.name;
    DrawerList list;
    if (cut(drawers, limit)) list.nextCursor = drawers.back().id;
    for (const Drawer& drawer : drawers) list.drawers.push_back(view_of(drawer, till_names[drawer.till_id], reader));
    return list;
}

Reply<MovementReply> move(db::Transaction& transaction, const Workshop& workshop, const Request<NewMovement>& request) {
    const Act act = workshop.act(request.call);
    const Drawer drawer = store::require_drawer(transaction, request.call.path_id());
    const CashMove asked = cash_move_of(request.body, act.actor);
    const Movement movement = CashLedger(workshop.clock, workshop.ids, workshop.journal).move_in(transaction, drawer.id, asked);
    MovementView shown = view_of(movement, act.actor);
    workshop.record(transaction, act, {"drawer.moved", "drawer", drawer.id.text(), json::to_text(shown)});
    publish(transaction, workshop, {drawer.id, drawer.till_id, DrawerEvent::moved, {}});
    return {{std::move(shown)}, "Movement recorded successfully"};
}

Reply<ZReply> close(db::Transaction& transaction, const Workshop& workshop, const Sources& sources,
                    const Request<CloseDrawer>& request) {
    const Act act = workshop.act(request.call);
    ZReport report = close_drawer(transaction, workshop, act, request.call.path_id(), closing_of(request.body), sources);
    workshop.record(transaction, act,
                    {"drawer.closed", "drawer", report.drawerId.text(), R"({"zNumber":)" + std::to_string(*report.number) + "}"});
    publish(transaction, workshop, {report.drawerId, report.tillId, DrawerEvent::closed, report.number});
    return {{std::move(report)}, "Drawer closed successfully"};
}

void add_reading(http::EndpointTable& table, const Workshop& workshop, const Sources& sources) {
    table.add({Method::get, "/drawers", may_view, "Drawers, newest first; ?status=open for those in use"},
              [workshop](const Request<NoBody, ListDrawers>& request) -> Reply<DrawerList> {
                  return {workshop.database.reading([&](db::Transaction& transaction) {
                              return list(transaction, request.query, request.call.actor());
                          }),
                          "Drawers retrieved successfully"};
              });
    table.add({Method::get, "/drawers/{id}", may_view, "One drawer; what should lie in it only for who may see that"},
              [workshop](const Request<>& request) -> Reply<DrawerReply> {
                  const Id id = request.call.path_id();
                  return {{workshop.database.reading([&](db::Transaction& transaction) {
                              return view(transaction, store::require_drawer(transaction, id), request.call.actor());
                          })},
                          "Drawer retrieved successfully"};
              });
    table.add(http::Endpoint{Method::get, "/drawers/{id}/x", Access::permission(permission::drawers_view_expected),
                             "The X of an open drawer: what its Z would say"}
                  .also_answering({409}),
              [workshop, sources](const Request<>& request) -> Reply<XReply> {
                  const Id id = request.call.path_id();
                  return {{workshop.database.reading(
                              [&](db::Transaction& transaction) { return look_into(transaction, workshop, id, sources); })},
                          "X report retrieved successfully"};
              });
}

}  // namespace

void add_drawer_routes(http::EndpointTable& table, const Workshop& workshop, const Sources& sources) {
    add_reading(table, workshop, sources);
    table.add_command(
        http::Endpoint{Method::post, "/drawers", Access::permission(permission::drawers_open), "Open a drawer at a till"}
            .creating()
            .also_answering({422}),
        [workshop](const Request<NewDrawer>& request, db::Transaction& transaction) {
            return open(transaction, workshop, request);
        });
    table.add_command(http::Endpoint{Method::post, "/drawers/{id}/movements", Access::permission(permission::drawers_move),
                                     "Put cash in, take it out, or open the drawer without a sale"}
                          .creating(),
                      [workshop](const Request<NewMovement>& request, db::Transaction& transaction) {
                          return move(transaction, workshop, request);
                      });
    table.add_command({Method::post, "/drawers/{id}/close", Access::permission(permission::drawers_close),
                       "Count a drawer, close it and make its Z; a difference is never refused"},
                      [workshop, sources](const Request<CloseDrawer>& request, db::Transaction& transaction) {
                          return close(transaction, workshop, sources, request);
                      });
}

}  // namespace cafepos::drawers
