#include "routes.h"

#include "route_parts.h"
#include "settings/business_days.h"
#include "staff/names.h"
#include "staff/shifts.h"

namespace cafepos::time_clock {

Names names(db::Transaction& transaction) {
    Names names;
    for (const auto& [id, name] : staff::names_of_all(transaction)) names[id] = name.full_name();
    return names;
}

void follow(db::Transaction& transaction, const Id& user_id) {
    const auto last = store::find_last_shift(transaction, user_id);
    if (last) staff::store::set_shift(transaction, user_id, last->started_at, last->ended_at);
}

void record(db::Transaction& transaction, const Workshop& workshop, const Act& act, const char* action, const ShiftView& shift) {
    workshop.record(transaction, act, {action, "shift", shift.id.text(), json::to_text(shift)});
}

Date day_of(db::Transaction& transaction, const Workshop& workshop, Timestamp moment, Timestamp now) {
    const auto settings = workshop.settings.in_transaction(transaction);
    const Date running = settings::look_at_moment(transaction, *settings, now).business_date;
    return moment == now ? running : std::min(settings->business_date(moment), running);
}

void add_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.declare({time_clock_state});
    add_own_routes(table, workshop);
    add_correction_routes(table, workshop);
    add_reading_routes(table, workshop);
}

}  // namespace cafepos::time_clock
