#pragma once

#include "http/endpoint.h"
#include "workshop/workshop.h"

namespace cafepos::menu {

/// The imports there were, and undoing one as a whole.
void add_import_undo_routes(http::EndpointTable& table, const Workshop& workshop);

}  // namespace cafepos::menu
