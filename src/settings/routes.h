#pragma once

#include <functional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "events/events.h"
#include "http/endpoint.h"
#include "journal/journal.h"
#include "settings_store.h"

namespace cafepos::settings {

/// What settings may name of slices above this one.
struct Names {
    using List = std::function<std::vector<std::string>(db::Transaction&)>;
    List menu_categories;
    List roles;
};

/// GET and PUT /settings. A tax may name categories of the menu only, once there is a menu, and a limit of discounts roles only.
void add_routes(http::EndpointTable& table, SettingsStore& store, const audit::AuditLog& audit, const events::EventLog& events,
                const journal::Journal& journal, const Clock& clock, Names names);

}  // namespace cafepos::settings
