#include "url.h"

#include <algorithm>
#include <boost/url/pct_string_view.hpp>

#include "core/error.h"
#include "core/text.h"

namespace cafepos::http::url {
namespace {

std::optional<std::string> decode(std::string_view encoded, bool plus_is_space) {
    const auto view = boost::urls::make_pct_string_view({encoded.data(), encoded.size()});
    if (!view) return std::nullopt;
    boost::urls::encoding_opts options;
    options.space_as_plus = plus_is_space;
    std::string decoded = view->decode(options);
    if (decoded.find('\0') != std::string::npos || !text::is_utf8(decoded)) return std::nullopt;
    return decoded;
}

std::string decode_form_text(std::string_view encoded) {
    auto decoded = decode(encoded, true);
    if (!decoded) throw Error(Code::bad_request, "The query or form has a text that cannot be decoded");
    return std::move(*decoded);
}

}  // namespace

std::optional<std::string> decode_segment(std::string_view encoded) { return decode(encoded, false); }

std::vector<std::string_view> split_path(std::string_view path) {
    std::vector<std::string_view> segments;
    if (path.empty()) return segments;
    path.remove_prefix(1);
    for (;;) {
        const auto slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

Pairs decode_pairs(std::string_view encoded, std::size_t pairs_max) {
    Pairs pairs;
    while (!encoded.empty()) {
        const auto end = encoded.find('&');
        const std::string_view pair = encoded.substr(0, end);
        encoded.remove_prefix(end == std::string_view::npos ? encoded.size() : end + 1);
        if (pair.empty()) continue;
        if (pairs.size() == pairs_max) throw Error(Code::bad_request, "The query or form has too many fields");
        const auto equals = pair.find('=');
        const std::string_view value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        pairs.emplace_back(decode_form_text(pair.substr(0, equals)), decode_form_text(value));
    }
    return pairs;
}

json::Value object_of(Pairs pairs) {
    json::Value::Object object;
    for (auto& [name, value] : pairs) {
        if (std::ranges::find(object, name, &json::Value::Object::value_type::first) != object.end()) {
            throw Error::field(Code::validation_error, name, "duplicate", name + " is there twice");
        }
        object.emplace_back(std::move(name), json::Value(std::move(value)));
    }
    return json::Value(std::move(object));
}

json::Value decode_query(std::string_view query) {
    Pairs pairs = decode_pairs(query);
    std::erase_if(pairs, [](const auto& pair) { return pair.second.empty() || pair.second == "undefined"; });
    return object_of(std::move(pairs));
}

}  // namespace cafepos::http::url
