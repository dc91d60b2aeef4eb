#pragma once

#include <functional>
#include <optional>
#include <string>

#include "http/endpoint.h"
#include "workshop/workshop.h"

namespace cafepos::alerts {

/// The name of a stock item that is not archived, asked of the stock, which lies above this slice.
using ItemName = std::function<std::optional<std::string>(db::Transaction&, const Id&)>;

/// §10: /alerts and its CRUD, dismiss, acknowledge, resolve. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, const Workshop& workshop, ItemName item_name);

}  // namespace cafepos::alerts
