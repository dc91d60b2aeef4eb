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

/// The categories of the menu, which lies above this slice.
using MenuCategories = std::function<std::vector<std::string>(db::Transaction&)>;

/// GET and PUT /settings. A tax may name categories of the menu only, once there is a menu.
void add_routes(http::EndpointTable& table, SettingsStore& store, const audit::AuditLog& audit, const events::EventLog& events,
                const journal::Journal& journal, const Clock& clock, MenuCategories menu_categories);

}  // namespace cafepos::settings
