#include "requests.h"

#include <algorithm>

#include "core/email.h"
#include "core/error.h"
#include "core/text.h"
#include "rollups/rollups.h"

namespace cafepos::reports {
namespace {

constexpr std::size_t recipients_max = 50;

Error invalid(const std::string& field, const std::string& code, const std::string& message) {
    return Error::field(Code::validation_error, field, code, message);
}

using Bound = std::pair<std::string, std::optional<std::string>>;  // a field and what was given

Error missing_fields(const std::string& text, const std::vector<std::string>& fields) {
    std::vector<FieldError> details;
    for (const std::string& field : fields) details.push_back({field, "required", field + " is required"});
    return {Code::validation_error, std::vector<std::string>{text}, std::move(details)};
}

void require_both(const Bound& first, const Bound& last) {
    std::vector<std::string> missing;
    for (const Bound* bound : {&first, &last}) {
        if (!bound->second) missing.push_back(bound->first);
    }
    if (!missing.empty()) throw missing_fields(first.first + " and " + last.first + " parameters are required", missing);
}

/// Collects what is wrong with both ends before it refuses.
DateRange checked_range(const Bound& first, const Bound& last, const settings::Settings& settings) {
    require_both(first, last);
    std::vector<FieldError> errors;
    const auto day = [&](const Bound& bound) {
        const auto date = parse_day(*bound.second, settings.time_zone());
        if (!date)
            errors.push_back({bound.first, "date",
                              bound.first + " must be a date such as 2026-11-22 or a time such as "
                                            "2026-11-22T18:30:00Z"});
        return date.value_or(Date());
    };
    const DateRange range{day(first), day(last)};
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
    if (range.last < range.first) throw invalid(last.first, "range", last.first + " must not be before " + first.first);
    if (range.days() > range_days_max) throw invalid(last.first, "range", "The range must not be longer than ten years");
    return range;
}

std::string address_at(const json::Value& value, const std::string& field) {
    const std::string* address = value.if_string();
    const std::string trimmed(address == nullptr ? "" : text::trim(*address));
    if (!email::is_address(trimmed))
        throw invalid(field, "email", field + " must be an e-mail address such as owner@example.org");
    return trimmed;
}

}  // namespace

DateRange range_of(const DashboardQuery& query, const settings::Settings& settings) {
    return checked_range({"start_date", given(query.start_date)}, {"end_date", given(query.end_date)}, settings);
}

DateRange range_of(const RangeQuery& query, const settings::Settings& settings) {
    return checked_range({"from", given(query.from)}, {"to", given(query.to)}, settings);
}

DateRange range_of(const PeriodQuery& query, const settings::Settings& settings) {
    return checked_range({"from", given(query.from)}, {"to", given(query.to)}, settings);
}

Filter filter_of(db::Transaction& transaction, const std::optional<std::string>& payment_method,
                 const std::optional<std::string>& category, const settings::Settings& settings) {
    Filter filter{given(payment_method), given(category)};
    if (filter.payment_method == "all") filter.payment_method.reset();
    if (filter.category == "all") filter.category.reset();
    const auto& methods = settings.pos.paymentMethods;
    if (filter.payment_method && std::ranges::find(methods, *filter.payment_method) == methods.end() &&
        !rollups::has_method(transaction, *filter.payment_method)) {
        throw invalid("payment_method", "choice", "payment_method must be 'all' or a payment method of this café");
    }
    return filter;
}

GroupBy group_by_of(const RangeQuery& query) {
    GroupBy group_by = GroupBy::day;
    const auto name = given(query.group_by);
    if (name && !boost::describe::enum_from_string(name->c_str(), group_by)) {
        throw invalid("group_by", "choice",
                      "group_by must be one of: day, week, month, hour, product, item, category, staff, payment, tax, day_tax");
    }
    return group_by;
}

bool wants_options(const RangeQuery& query) {
    if (!query.expand) return false;
    const GroupBy group_by = group_by_of(query);
    if (group_by == GroupBy::product || group_by == GroupBy::item) return true;
    throw invalid("expand", "choice", "expand=options needs group_by=product or group_by=item");
}

Date day_of(const std::optional<std::string>& date, const settings::Settings& settings, const Date& today) {
    const auto wanted = given(date);
    if (!wanted) return today;
    const auto day = parse_day(*wanted, settings.time_zone());
    if (!day) throw invalid("date", "date", "date must be a date such as 2026-11-22");
    return *day;
}

std::vector<std::string> recipients_of(const EmailBody& body, const std::string& missing) {
    std::vector<std::string> recipients;
    const auto add = [&](std::string address) {
        if (std::find(recipients.begin(), recipients.end(), address) == recipients.end())
            recipients.push_back(std::move(address));
    };
    const json::Value value = body.recipients.value_or(json::Value());
    if (const std::string* one = value.if_string(); one != nullptr && !text::trim(*one).empty()) {
        add(address_at(value, "recipients"));
    } else if (const auto* list = value.if_array()) {
        if (list->size() > recipients_max) throw invalid("recipients", "length", "recipients must not be more than 50");
        for (std::size_t i = 0; i < list->size(); ++i) add(address_at((*list)[i], "recipients[" + std::to_string(i) + "]"));
    } else if (one == nullptr && !value.is_null()) {
        throw invalid("recipients", "type", "recipients must be a list of mail addresses or one of them");
    }
    if (recipients.empty()) throw missing_fields(missing, {"recipients"});
    return recipients;
}

bool wants_csv(const std::optional<std::string>& wanted, std::optional<std::string_view> accept) {
    const auto format = given(wanted);
    if (!format) return accept && accept->find("text/csv") != std::string_view::npos;
    if (*format != "csv" && *format != "json") throw invalid("format", "choice", "format must be one of: json, csv");
    return *format == "csv";
}

}  // namespace cafepos::reports
