#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/value.h"

/// Decoding of request targets and urlencoded text. All results are UTF-8 without NUL.
namespace cafepos::http::url {

/// One segment of a path; empty if its percent-encoding is broken or what it encodes is no text.
std::optional<std::string> decode_segment(std::string_view encoded);

/// Segments between the slashes of a path that begins with one, still encoded: "/a//b/" is {"a", "", "b", ""}.
std::vector<std::string_view> split_path(std::string_view path);

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// name=value&…, '+' for a space. Throws Error(bad_request) on what cannot be decoded or on more than `pairs_max` pairs.
Pairs decode_pairs(std::string_view encoded, std::size_t pairs_max = 1'000);

/// An object of strings. Throws Error(validation_error) for a name that is there twice: which of the two counts, nobody knows.
json::Value object_of(Pairs pairs);

/// A query string as such an object. Empty values and the text "undefined" (a client's absent variable) are left out.
json::Value decode_query(std::string_view query);

}  // namespace cafepos::http::url
