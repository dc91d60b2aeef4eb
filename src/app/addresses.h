#pragma once

#include <stdexcept>
#include <string>

namespace cafepos::app {

/// What is wrong with the configuration, one line each: "PORT: '99999' is not a whole number from 0 to 65535".
class ConfigError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Where PostgreSQL is, each part as people write it.
struct DatabaseParts {
    std::string host;
    std::string port = "5432";
    std::string user = "cafepos_user";
    std::string password;
    std::string database = "cafepos_db";
};
/// The same as a URL, with everything encoded that would be read otherwise.
std::string database_url_of(const DatabaseParts& parts);

// Each throws ConfigError that says what would be right.

/// An origin as browsers send it: lower case, without the scheme's own port, without a closing slash. A path is refused:
/// it is never sent, so the origin would match nothing.
std::string normal_origin(const std::string& text);
/// postgresql:// with an encoded user and password, or sqlite://. Never repeats any of it: it may hold a password.
void require_database_url(const std::string& url);
/// A lower-case name that is a schema, a folder and the end of a channel's name.
void require_store(const std::string& name);
/// http:// or https:// with a host, and with a port that there can be; no user's name or password.
bool is_page(const std::string& url);
/// An address or a name, nothing around it.
void require_host(const std::string& host);

}  // namespace cafepos::app
