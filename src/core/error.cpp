#include "error.h"

namespace cafepos {

Error Error::field(Code code, std::string field, std::string detail_code, const std::string& message) {
    return {code, {message}, {FieldError{std::move(field), std::move(detail_code), message}}};
}

Error Error::fields(Code code, std::vector<FieldError> details) {
    if (details.size() > field_errors_max) details.erase(details.begin() + field_errors_max, details.end());
    std::vector<std::string> texts;
    texts.reserve(details.size());
    for (const FieldError& detail : details) texts.push_back(detail.message);
    return {code, std::move(texts), std::move(details)};
}

Error& Error::with_data(std::string json_object) & {
    data_ = std::move(json_object);
    return *this;
}

Error&& Error::with_data(std::string json_object) && {
    data_ = std::move(json_object);
    return std::move(*this);
}

Error&& Error::with_retry_after(int seconds) && {
    retry_after_seconds_ = seconds;
    return std::move(*this);
}

Error&& Error::with_text_at_top() && {
    text_at_top_ = true;
    return std::move(*this);
}

const char* Error::what() const noexcept { return texts_.empty() ? "error" : texts_.front().c_str(); }

}  // namespace cafepos
