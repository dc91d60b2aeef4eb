#pragma once

#include "core/day_range.h"
#include "routes.h"

/// What the files of the stock's routes share.
namespace cafepos::inventory {

void add_item_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger);
void add_adjustment_route(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger);
void add_movement_route(http::EndpointTable& table, const Workshop& workshop);
void add_recipe_routes(http::EndpointTable& table, const Workshop& workshop);
void add_count_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger);
void add_csv_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger);
void add_valuation_route(http::EndpointTable& table, const Workshop& workshop);
void add_report_routes(http::EndpointTable& table, const Workshop& workshop);

/// The {id} of the path as an item; Error(not_found) if there is none.
Id item_id(const http::Call& call);
StockItem existing_item(db::Transaction& transaction, const Id& id);
Error item_missing();

/// Whether the caller may see what things cost.
bool sees_costs(const Actor& actor);
/// The event "stock": registers and dashboards show the new level.
void publish_stock(db::Transaction& transaction, const Workshop& workshop, const StockItem& item);

/// Of the café's days. Error(validation_error) for what is neither a date nor a time.
DayRange day_range_of(const Workshop& workshop, const std::optional<std::string>& date_from,
                      const std::optional<std::string>& date_to);

}  // namespace cafepos::inventory
