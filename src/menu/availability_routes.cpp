#include "core/checks.h"
#include "item_store.h"
#include "option_rules.h"
#include "option_store.h"
#include "option_wire.h"
#include "route_parts.h"

namespace cafepos::menu {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

const auto may_say = Access::permission("menu.availability");

template <class Offered>
void apply(const AvailabilityBody& body, Timestamp now, Offered& offered) {
    Checks checks;
    check_availability(body.available, body.until, now, checks);
    checks.refuse_if_any();
    offered.is_available = body.available;
    offered.unavailable_until = body.until;
}

Reply<AvailabilityAnswer> announce(db::Transaction& transaction, const Workshop& workshop, const Act& act,
                                   const audit::Entry& entry, AvailabilityAnswer answer) {
    workshop.record(transaction, act, entry);
    workshop.events.publish(transaction, {"menu.availability", "menu.view", entry.detail_json});
    return {std::move(answer), "Availability saved successfully"};
}

Reply<AvailabilityAnswer> say_of_item(db::Transaction& transaction, const Workshop& workshop,
                                      const Request<AvailabilityBody>& request) {
    const Act act = workshop.act(request.call);
    Item item = existing(transaction, item_id(request.call));
    apply(request.body, act.now, item);
    store::set_availability(transaction, item);
    AvailabilityAnswer answer{item.id, {}, item.name + " (" + item.size + ")", availability_of(item, act.now)};
    return announce(transaction, workshop, act, {"menu_item.availability", "menu_item", item.id.text(), json::to_text(answer)},
                    answer);
}

Reply<AvailabilityAnswer> say_of_option(db::Transaction& transaction, const Workshop& workshop,
                                        const Request<AvailabilityBody>& request) {
    const Act act = workshop.act(request.call);
    auto option = store::find_option(transaction, request.call.path_id());
    if (!option) throw Error::field(Code::not_found, "", "gone", "Option not found");
    apply(request.body, act.now, *option);
    store::set_availability(transaction, *option);
    AvailabilityAnswer answer{{}, option->id, option->name, availability_of(*option, act.now)};
    return announce(transaction, workshop, act, {"option.availability", "option", option->id.text(), json::to_text(answer)},
                    answer);
}

}  // namespace

void add_availability_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add_command({Method::put, "/menu_items/{id}/availability", may_say, "Say that an item is sold out, or back"},
                      [workshop](const Request<AvailabilityBody>& request, db::Transaction& transaction) {
                          return say_of_item(transaction, workshop, request);
                      });
    table.add_command({Method::put, "/options/{id}/availability", may_say, "Say that an option is sold out, or back"},
                      [workshop](const Request<AvailabilityBody>& request, db::Transaction& transaction) {
                          return say_of_option(transaction, workshop, request);
                      });
}

}  // namespace cafepos::menu
