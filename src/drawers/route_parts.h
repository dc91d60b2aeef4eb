#pragma once

#include <algorithm>

#include "routes.h"

/// What the routes of this slice share.
namespace cafepos::drawers {

void add_till_routes(http::EndpointTable& table, const Workshop& workshop);
void add_drawer_routes(http::EndpointTable& table, const Workshop& workshop, const Sources& sources);
void add_z_routes(http::EndpointTable& table, const Workshop& workshop, printing::Printers& printers);

/// What became of a drawer, for those who watch; without amounts, for not everybody may see what lies in it.
enum class DrawerEvent { opened, moved, closed };
BOOST_DESCRIBE_ENUM(DrawerEvent, opened, moved, closed)

constexpr int limit_default = 50;
constexpr int limit_max = 200;
inline std::int64_t limit_of(const std::optional<int>& asked) { return std::clamp(asked.value_or(limit_default), 1, limit_max); }

/// A page that was asked for with one more than it shows: cuts it and answers whether there is a next one.
template <class T>
bool cut(std::vector<T>& page, std::int64_t limit) {
    if (std::ssize(page) <= limit) return false;
    page.resize(static_cast<std::size_t>(limit));
    return true;
}

}  // namespace cafepos::drawers
