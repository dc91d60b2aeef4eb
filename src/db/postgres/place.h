#pragma once

#include <string>

namespace cafepos::db::postgres {

/// A database, and where in it the café is.
struct Place {
    std::string url;    ///< as libpq knows it
    std::string store;  ///< the schema that holds everything of the café; empty: the one that the server finds first
};

/// Of "postgresql://host/database#store", as Options::url has it. A # in a password is none of a store.
Place place_of(const std::string& url);

}  // namespace cafepos::db::postgres
