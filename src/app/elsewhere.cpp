#include "elsewhere.h"

#include <array>

#include "cafe.h"
#include "db/postgres/place.h"
#include "db/transfer.h"

namespace cafepos::app {
namespace {

constexpr std::string_view embedded_here = "sqlite:";
constexpr std::array place_settings{"DATABASE_URL",      "POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_USER",
                                    "POSTGRES_PASSWORD", "POSTGRES_DB",   "STORE"};

Values place_at(const std::string& address) {
    if (address.find(':') == std::string::npos) return {{"STORE", address}};
    const auto [url, store] = db::postgres::place_of(address);
    Values place;
    if (url != embedded_here) place["DATABASE_URL"] = url;
    if (!store.empty()) place["STORE"] = store;
    return place;
}

}  // namespace

Config config_of(const std::string& address, Sources sources) {
    const Values place = place_at(address);
    const bool is_elsewhere = address.find(':') != std::string::npos;
    for (Values* source : {&sources.env_file, &sources.environment, &sources.flags}) {
        for (const char* name : place_settings) {
            if (is_elsewhere) source->erase(name);
        }
    }
    for (const auto& [name, value] : place) sources.flags[name] = value;
    return make_config(sources);
}

std::string place_in_words(const Config& config) {
    if (const auto file = db::embedded_file(database_options(config))) return *file;
    std::string url = config.database_url.substr(0, config.database_url.find('?'));
    const auto begin = url.find("://") + 3;
    if (const auto at = url.find('@', begin); at != std::string::npos) url.erase(begin, at + 1 - begin);
    return config.store.empty() ? url : "the store " + config.store + " of " + url;
}

}  // namespace cafepos::app
