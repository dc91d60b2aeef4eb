#include "routes.h"

#include <algorithm>
#include <iterator>

#include "audit/routes.h"
#include "business_days.h"
#include "changes.h"
#include "rules.h"
#include "zone_offsets.h"

namespace cafepos::settings {

struct Updated {
    bool updated = true;
};
BOOST_DESCRIBE_STRUCT(Updated, (), (updated))

namespace {

using http::Access;
using http::Method;

bool cuts_days_otherwise(const Settings& before, const Settings& after) {
    return before.general.timezone != after.general.timezone || before.general.businessDayStart != after.general.businessDayStart;
}

}  // namespace

void add_routes(http::EndpointTable& table, SettingsStore& store, const audit::AuditLog& audit, const events::EventLog& events,
                const journal::Journal& journal, const Clock& clock, Names names) {
    table.add({Method::get, "/settings", Access::signed_in(), "The café's settings"},
              [&](const http::Request<>& request) -> http::RawReplyOf<Settings> {
                  store.load();
                  http::RawReply reply;
                  reply.body = http::success_body(http::Envelope::standard, json::print(document_of(*store.current())),
                                                  "System settings retrieved successfully", request.call.raw().received_at);
                  return reply;
              });
    table.add_command(
        {Method::put, "/settings", Access::permission("system.settings"), "Change settings; what is left out stays"},
        [&, names = std::move(names)](const http::Request<json::Value>& request,
                                      db::Transaction& transaction) -> http::Reply<Updated> {
            const auto before = store.in_transaction(transaction);
            const auto after = store.update(transaction, request.body, clock.now(), request.call.actor().user_id);
            // Others move no day: the clock may be ahead by mistake.
            if (cuts_days_otherwise(*before, *after)) hold_running_day(transaction, *before, clock.now());
            auto errors = unknown_categories(*before, *after, names.menu_categories(transaction));
            std::ranges::move(unknown_roles(*before, *after, names.roles(transaction)), std::back_inserter(errors));
            if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
            keep_zone_offsets(transaction, after->time_zone());
            enter(transaction, *before, *after, audit::origin_of(request.call), request.call.actor().user_id,
                  {audit, events, journal});
            return {Updated{}, "System settings updated successfully"};
        });
}

}  // namespace cafepos::settings
