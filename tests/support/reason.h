#pragma once

#include <string>

#include "call.h"

namespace cafepos::testing {

/// What it says of the request as a whole, for programs: "voided" …; empty where it says it of fields.
inline std::string reason_of(const Error& error) {
    return error.details().size() == 1 && error.details()[0].field.empty() ? error.details()[0].code : "";
}
/// That of the error that `call` throws.
template <class F>
std::string reason_in(F&& call) {
    return reason_of(error_of(call));
}

}  // namespace cafepos::testing
