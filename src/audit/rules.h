#pragma once

#include "json/value.h"

namespace cafepos::audit {

/// The same document with the content of every member whose name speaks of a password, PIN, token, secret or card replaced,
/// however deep, and card numbers and tokens taken out of all other texts: clients may report anything, and the log never
/// holds those.
json::Value without_secrets(const json::Value& document);

}  // namespace cafepos::audit
