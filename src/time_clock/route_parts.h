#pragma once

#include "routes.h"
#include "wire.h"

/// What the routes of this slice share.
namespace cafepos::time_clock {

inline constexpr std::string_view view_permission = "time_clock.view";
inline constexpr std::string_view correct_permission = "time_clock.correct";

void add_own_routes(http::EndpointTable& table, const Workshop& workshop);
void add_correction_routes(http::EndpointTable& table, const Workshop& workshop);
void add_reading_routes(http::EndpointTable& table, const Workshop& workshop);

/// Everybody who ever worked here and is not deleted.
Names names(db::Transaction& transaction);
/// What /users says of somebody's shift is that of the last one.
void follow(db::Transaction& transaction, const Id& user_id);
/// Told to who may see it, kept in the log.
void record(db::Transaction& transaction, const Workshop& workshop, const Act& act, const char* action, const ShiftView& shift);
/// The café's day of that moment: of now the one that runs, of an earlier one what the settings say, at most the one that runs.
Date day_of(db::Transaction& transaction, const Workshop& workshop, Timestamp moment, Timestamp now);

}  // namespace cafepos::time_clock
