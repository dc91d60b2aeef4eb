#include "core/card_numbers.h"
#include "core/text.h"
#include "menu/menu_store.h"
#include "printing/printing_store.h"
#include "route_parts.h"
#include "rules.h"
#include "staff/permissions.h"
#include "station_store.h"
#include "wire.h"

namespace cafepos::kitchen {
namespace {

using http::Access;
using http::Method;
using http::NoContent;
using http::Reply;
using http::Request;

const auto may_view = Access::permission(staff::permission::kitchen_view);
const auto may_manage = Access::permission(staff::permission::kitchen_manage);

void apply(const StationBody& body, Station& station) {
    if (body.name) station.name = card_numbers::masked(text::strip(*body.name));
    if (body.printerId.present) station.printer_id = body.printerId.value;
    if (body.categories) {
        station.categories.clear();
        for (const std::string& category : *body.categories)
            station.categories.push_back(card_numbers::masked(text::strip(category)));
    }
    station.sort_order = body.sortOrder.value_or(station.sort_order);
    station.active = body.active.value.value_or(station.active);
}

/// A printer that was removed since it was named is no trouble of a new name.
bool is_printer(db::Transaction& transaction, const json::Patch<Id>& named) {
    return !named.value || printing::has_printer(transaction, *named.value);
}

void check(db::Transaction& transaction, const StationBody& body, const Station& station) {
    auto others = store::list_stations(transaction);
    std::erase_if(others, [&](const Station& other) { return other.id == station.id; });
    Checks checks;
    check(station, others, checks);
    checks.require(is_printer(transaction, body.printerId), "printerId", "unknown", "is not a printer");
    checks.require(!body.active.is_null(), "active", "type", "must be true or false");
    checks.refuse_if_any();
}

void record(db::Transaction& transaction, const Workshop& workshop, const Act& act, const char* action, const Station& station) {
    workshop.record(transaction, act, {action, "station", station.id.text(), json::to_text(view_of(station))});
}

Reply<StationReply> create(db::Transaction& transaction, const Workshop& workshop, const Request<StationBody>& request) {
    const Act act = workshop.act(request.call);
    Station station;
    station.id = workshop.ids.next();
    apply(request.body, station);
    check(transaction, request.body, station);
    station.created_at = station.updated_at = act.now;
    store::insert(transaction, station);
    record(transaction, workshop, act, "station.created", station);
    return {{view_of(station)}, "Station created successfully"};
}

Reply<StationReply> change(db::Transaction& transaction, const Workshop& workshop, const Request<StationBody>& request) {
    const Act act = workshop.act(request.call);
    Station station = store::require_station(transaction, request.call.path_id());
    apply(request.body, station);
    check(transaction, request.body, station);
    station.updated_at = act.now;
    store::update(transaction, station);
    record(transaction, workshop, act, "station.changed", station);
    return {{view_of(station)}, "Station updated successfully"};
}

NoContent remove(db::Transaction& transaction, const Workshop& workshop, const http::Call& call) {
    const Act act = workshop.act(call);
    const Station station = store::require_station(transaction, call.path_id());
    if (store::has_tickets(transaction, station.id)) {
        throw Error::field(Code::conflict, "", "station_used",
                           station.name + " has made something; take it out of use by active: false");
    }
    menu::forget_station(transaction, station.id, act.now);
    store::delete_station(transaction, station.id);
    record(transaction, workshop, act, "station.removed", station);
    return {};
}

StationList list(db::Transaction& transaction) {
    StationList list;
    for (const Station& station : store::list_stations(transaction)) list.stations.push_back(view_of(station));
    return list;
}

}  // namespace

void add_station_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add({Method::get, "/stations", may_view, "Where the menu is made, in order"},
              [workshop](const Request<>&) -> Reply<StationList> {
                  return {workshop.database.reading(list), "Stations retrieved successfully"};
              });
    table.add({Method::get, "/stations/{id}", may_view, "One station"},
              [workshop](const Request<>& request) -> Reply<StationReply> {
                  const Id id = request.call.path_id();
                  return {{workshop.database.reading(
                              [&](db::Transaction& transaction) { return view_of(store::require_station(transaction, id)); })},
                          "Station retrieved successfully"};
              });
    table.add_command(http::Endpoint{Method::post, "/stations", may_manage, "Add a station"}.creating(),
                      [workshop](const Request<StationBody>& request, db::Transaction& transaction) {
                          return create(transaction, workshop, request);
                      });
    table.add_command({Method::put, "/stations/{id}", may_manage, "Change a station or take it out of use"},
                      [workshop](const Request<StationBody>& request, db::Transaction& transaction) {
                          return change(transaction, workshop, request);
                      });
    table.add_command({Method::remove, "/stations/{id}", may_manage, "Remove a station that never made anything"},
                      [workshop](const Request<>& request, db::Transaction& transaction) {
                          return remove(transaction, workshop, request.call);
                      });
}

}  // namespace cafepos::kitchen
