#include "conditional.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "http_date.h"

namespace cafepos::http {
namespace {

std::string_view without_weak_mark(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

bool lists_etag(std::string_view list, std::string_view etag) {
    if (text::trim(list) == "*") return true;
    for (const std::string& candidate : text::split(list, ',')) {
        if (without_weak_mark(candidate) == without_weak_mark(etag)) return true;
    }
    return false;
}

bool range_still_valid(const RawRequest& request, const Validators& validators) {
    const auto condition = request.header("if-range");
    if (!condition) return true;
    if (condition->starts_with('"')) return *condition == validators.etag;
    const auto date = parse_http_date(*condition);
    return date && validators.last_modified && *date == *validators.last_modified;
}

std::optional<std::uint64_t> parse_offset(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

}  // namespace

bool client_has_it(const RawRequest& request, const Validators& validators) {
    if (const auto etags = request.header("if-none-match")) {
        return !validators.etag.empty() && lists_etag(*etags, validators.etag);
    }
    const auto since = request.header("if-modified-since");
    if (!since || !validators.last_modified) return false;
    const auto date = parse_http_date(*since);
    return date && *validators.last_modified <= *date;
}

RangeChoice choose_range(const RawRequest& request, const Validators& validators, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    const std::string_view header = request.header("range").value_or("");
    if (!header.starts_with(unit) || !range_still_valid(request, validators)) return {};
    const std::string_view range = header.substr(unit.size());
    const auto dash = range.find('-');
    if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
    const auto first = parse_offset(range.substr(0, dash));
    const auto last = parse_offset(range.substr(dash + 1));
    if (dash == 0) {  // the last n bytes
        if (!last) return {};
        if (*last == 0 || size == 0) return {RangeKind::unsatisfiable, {}};
        return {RangeKind::part, {size - std::min(*last, size), size - 1}};
    }
    const bool open_ended = dash + 1 == range.size();
    if (!first || (!last && !open_ended) || (last && *last < *first)) return {};
    if (*first >= size) return {RangeKind::unsatisfiable, {}};
    return {RangeKind::part, {*first, last ? std::min(*last, size - 1) : size - 1}};
}

}  // namespace cafepos::http
