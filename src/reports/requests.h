#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "figures.h"
#include "json/value.h"
#include "range_report.h"
#include "rules.h"
#include "settings/settings.h"

namespace cafepos::reports {

// The queries and bodies of the reports' routes, and what they mean. "undefined" and "" mean that nothing was asked.
// All throw Error(validation_error).

struct DashboardQuery {
    std::optional<std::string> start_date;
    std::optional<std::string> end_date;
    std::optional<std::string> payment_method;
    std::optional<std::string> category;
};
BOOST_DESCRIBE_STRUCT(DashboardQuery, (), (start_date, end_date, payment_method, category))

struct DailyQuery {
    std::optional<std::string> date;
};
BOOST_DESCRIBE_STRUCT(DailyQuery, (), (date))

enum class Expand { options };
BOOST_DESCRIBE_ENUM(Expand, options)

struct RangeQuery {
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::optional<std::string> group_by;
    std::optional<std::string> payment_method;
    std::optional<std::string> format;  ///< json or csv
    std::optional<Expand> expand;       ///< options: of products and items
};
BOOST_DESCRIBE_STRUCT(RangeQuery, (), (from, to, group_by, payment_method, format, expand))

struct PeriodQuery {
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::optional<std::string> format;  ///< json or csv
};
BOOST_DESCRIBE_STRUCT(PeriodQuery, (), (from, to, format))

struct JournalQuery {
    std::optional<std::string> from;
    std::optional<std::string> to;
};
BOOST_DESCRIBE_STRUCT(JournalQuery, (), (from, to))

struct EmailBody {
    std::optional<json::Value> recipients;  ///< a list of addresses, or one
    std::optional<std::string> date;
    std::optional<json::Value> includeDetails;  ///< older clients send it; the mail has all details
};
BOOST_DESCRIBE_STRUCT(EmailBody, (), (recipients, date, includeDetails))

DateRange range_of(const DashboardQuery& query, const settings::Settings& settings);
DateRange range_of(const RangeQuery& query, const settings::Settings& settings);
DateRange range_of(const PeriodQuery& query, const settings::Settings& settings);
/// A method is one that the café takes, or has ever taken.
Filter filter_of(db::Transaction& transaction, const std::optional<std::string>& payment_method,
                 const std::optional<std::string>& category, const settings::Settings& settings);
GroupBy group_by_of(const RangeQuery& query);
/// Whether rows are to name the options that were sold with them, which only products and items can.
bool wants_options(const RangeQuery& query);
/// The given day, else today.
Date day_of(const std::optional<std::string>& date, const settings::Settings& settings, const Date& today);
/// At least one, all valid, none twice; `missing` is the text when there are none.
std::vector<std::string> recipients_of(const EmailBody& body, const std::string& missing);
bool wants_csv(const std::optional<std::string>& format, std::optional<std::string_view> accept);

}  // namespace cafepos::reports
