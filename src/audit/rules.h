#pragma once

#include <optional>
#include <string>

#include "core/time.h"
#include "json/value.h"

namespace cafepos::audit {

/// The same document with the content of every member whose name speaks of a password, PIN, token, secret or card replaced,
/// however deep, and card numbers and tokens taken out of all other texts: clients may report anything, and the log never
/// holds those.
json::Value without_secrets(const json::Value& document);

/// A bound of a range as it came: RFC 3339, or a date, which means the UTC day, whole when it ends a range.
/// Error(validation_error) naming the field. The end is exclusive.
std::optional<Timestamp> range_begin(const std::string& field, const std::optional<std::string>& text);
std::optional<Timestamp> range_end(const std::string& field, const std::optional<std::string>& text);

}  // namespace cafepos::audit
