#include "route_parts.h"

namespace cafepos::time_clock {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

Shift require_open(db::Transaction& transaction, const Id& user_id) {
    auto shift = store::find_open_shift(transaction, user_id);
    if (!shift) throw Error::field(time_clock_state, "", "not_in", "You are not in");
    return std::move(*shift);
}

Shift come(db::Transaction& transaction, const Workshop& workshop, const Act& act) {
    if (auto open = store::find_open_shift(transaction, act.actor.user_id)) {
        come_back(*open, act.now);
        store::update(transaction, *open);
        return *open;
    }
    Shift shift;
    shift.id = workshop.ids.next();
    shift.user_id = act.actor.user_id;
    shift.business_date = day_of(transaction, workshop, act.now, act.now);
    shift.started_at = act.now;
    store::insert(transaction, shift);
    return shift;
}

Shift go(db::Transaction& transaction, const Workshop&, const Act& act) {
    Shift shift = require_open(transaction, act.actor.user_id);
    leave(shift, act.now);
    store::update(transaction, shift);
    return shift;
}

Shift pause(db::Transaction& transaction, const Workshop&, const Act& act) {
    Shift shift = require_open(transaction, act.actor.user_id);
    rest(shift, act.now);
    store::update(transaction, shift);
    return shift;
}

using Step = Shift (*)(db::Transaction&, const Workshop&, const Act&);

void add_step(http::EndpointTable& table, const Workshop& workshop, const std::string& path, const char* summary,
              const char* action, Step step) {
    table.add_command({Method::post, path, Access::signed_in(), summary},
                      [workshop, action, step](const Request<>& request, db::Transaction& transaction) -> Reply<ShiftReply> {
                          const Act act = workshop.act(request.call);
                          const Shift shift = step(transaction, workshop, act);
                          follow(transaction, shift.user_id);
                          ShiftView view = view_of(shift, names(transaction), act.now);
                          record(transaction, workshop, act, action, view);
                          return {{std::move(view)}, "Time recorded successfully"};
                      });
}

}  // namespace

void add_own_routes(http::EndpointTable& table, const Workshop& workshop) {
    add_step(table, workshop, "/time-clock/in", "Come to work, or back from a break", "shift.in", come);
    add_step(table, workshop, "/time-clock/break", "Begin a break", "shift.break", pause);
    add_step(table, workshop, "/time-clock/out", "Go home", "shift.out", go);
}

}  // namespace cafepos::time_clock
