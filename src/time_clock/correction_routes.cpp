#include "route_parts.h"
#include "staff/store.h"

namespace cafepos::time_clock {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

const auto may_correct = Access::permission(correct_permission);

struct Corrected {
    std::optional<ShiftView> before;
    ShiftView after;
};
BOOST_DESCRIBE_STRUCT(Corrected, (), (before, after))

void apply(db::Transaction& transaction, Shift& shift, const Correction& correction, const Act& act) {
    const Timestamp first = std::min(shift.started_at, correction.started_at.value_or(shift.started_at));
    Checks checks;
    correct(shift, correction, store::list_shifts_since(transaction, shift.user_id, first), act.now, checks);
    checks.refuse_if_any();
    shift.corrected_at = act.now;
    shift.corrected_by = act.actor.user_id;
}

Reply<ShiftReply> answer(db::Transaction& transaction, const Workshop& workshop, const Act& act, Corrected corrected) {
    follow(transaction, corrected.after.staffId);
    workshop.record(transaction, act, {"shift.corrected", "shift", corrected.after.id.text(), json::to_text(corrected)});
    return {{std::move(corrected.after)}, "Shift corrected successfully"};
}

Reply<ShiftReply> create(db::Transaction& transaction, const Workshop& workshop, const Request<NewShift>& request) {
    const Act act = workshop.act(request.call);
    const NewShift& body = request.body;
    const auto user = staff::store::find_user(transaction, body.staffId);
    if (!user) throw Error::field(Code::validation_error, "staffId", "unknown", "staffId is nobody of the staff");
    Shift shift;
    shift.id = workshop.ids.next();
    shift.user_id = user->id;
    shift.started_at = body.startedAt;
    apply(transaction, shift, {body.startedAt, body.endedAt, body.breakMinutes, body.reason}, act);
    shift.business_date = day_of(transaction, workshop, shift.started_at, act.now);
    store::insert(transaction, shift);
    return answer(transaction, workshop, act, {{}, view_of(shift, names(transaction), act.now)});
}

Reply<ShiftReply> change(db::Transaction& transaction, const Workshop& workshop, const Request<CorrectShift>& request) {
    const Act act = workshop.act(request.call);
    const CorrectShift& body = request.body;
    Shift shift = store::require_shift(transaction, request.call.path_id());
    const Names all = names(transaction);
    const ShiftView before = view_of(shift, all, act.now);
    apply(transaction, shift, {body.startedAt, body.endedAt, body.breakMinutes, body.reason}, act);
    shift.business_date = day_of(transaction, workshop, shift.started_at, act.now);
    store::update(transaction, shift);
    return answer(transaction, workshop, act, {before, view_of(shift, all, act.now)});
}

}  // namespace

void add_correction_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add_command(http::Endpoint{Method::post, "/time-clock", may_correct, "Write a shift that nobody clocked"}.creating(),
                      [workshop](const Request<NewShift>& request, db::Transaction& transaction) {
                          return create(transaction, workshop, request);
                      });
    table.add_command({Method::put, "/time-clock/{id}", may_correct, "Correct a shift"},
                      [workshop](const Request<CorrectShift>& request, db::Transaction& transaction) {
                          return change(transaction, workshop, request);
                      });
}

}  // namespace cafepos::time_clock
