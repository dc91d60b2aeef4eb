#include "chain_command.h"

#include <cstdio>
#include <set>

#include "cafe.h"
#include "chain/chain.h"
#include "commands.h"
#include "elsewhere.h"
#include "existing_cafe.h"

namespace cafepos::app {
namespace {

Date day_of(const std::string& flag, const std::string& text) {
    const auto day = Date::parse(text);
    if (!day) throw WrongUse(flag + ": '" + text + "' is not a day such as 2026-11-30");
    return *day;
}

rollups::DateRange days_of(const ChainRequest& request) {
    const rollups::DateRange days{day_of("--from", request.from), day_of("--to", request.to)};
    if (days.last < days.first) throw WrongUse("--to: " + request.to + " is before " + request.from);
    return days;
}

chain::Takings takings_of(const Config& config, const rollups::DateRange& days) {
    require_cafe(config);
    const auto database = open_database(config, Opening::reading);
    require_this_version(*database);
    require_here(*database);  // or it would count here and there
    settings::SettingsStore settings(*database, first_settings(config));
    return database->reading([&](db::Transaction& transaction) {
        const auto general = settings.in_transaction(transaction)->general;
        return chain::Takings{.store = config.store.empty() ? place_in_words(config) : config.store,
                              .name = general.storeName,
                              .currency = general.currency,
                              .sums = chain::sums_of(transaction, days)};
    });
}

/// Which of several it was about, besides what is wrong.
chain::Takings named_takings(const Config& config, const rollups::DateRange& days) {
    try {
        return takings_of(config, days);
    } catch (const std::exception& error) {
        throw WrongUse(place_in_words(config) + ": " + error.what());
    }
}

void require_each_once(const std::vector<Config>& stores) {
    std::set<std::string> places;
    for (const Config& config : stores) {
        if (!places.insert(database_options(config).url).second) throw WrongUse(place_in_words(config) + ": is named twice");
    }
}

}  // namespace

int report_chain(const ChainRequest& request, const std::vector<Config>& stores) {
    const auto days = days_of(request);
    require_each_once(stores);
    std::vector<chain::Takings> takings;
    for (const Config& config : stores) takings.push_back(named_takings(config, days));
    const chain::Report report = chain::report_of(days, std::move(takings));
    const std::string text = request.format == "csv"    ? chain::to_csv(report)
                             : request.format == "json" ? chain::to_json(report)
                                                        : chain::to_text(report);
    std::fputs(text.c_str(), stdout);
    return 0;
}

}  // namespace cafepos::app
