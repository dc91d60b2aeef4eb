#include "message.h"

namespace cafepos::http {

std::optional<std::string_view> RawRequest::header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers) {
        if (name == lower_case_name) return value;
    }
    return std::nullopt;
}

}  // namespace cafepos::http
