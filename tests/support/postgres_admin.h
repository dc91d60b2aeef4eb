#pragma once

#include <string>

namespace cafepos::testing::postgres {

/// CAFEPOS_TEST_POSTGRES_URL; std::runtime_error that says what to do if it is unset.
std::string server_url();
/// The server's URL with another database in it.
std::string url_of(const std::string& database);
/// Runs statements that answer no rows, in one transaction.
void execute(const std::string& url, const std::string& sql);
/// Creates a UTF-8 database, a copy of `template_name` (template0 is an empty one).
void create_database(const std::string& name, const std::string& template_name);
/// Throws out whoever is connected and drops it. Never throws: it runs in destructors.
void drop_database(const std::string& name);

}  // namespace cafepos::testing::postgres
