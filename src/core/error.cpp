#include "error.h"

#include <array>

namespace cafepos {
namespace {

struct Entry {
    Code code;
    int status;
    std::string_view name;
};

constexpr std::array entries{
    Entry{Code::bad_request, 400, "BAD_REQUEST"},
    Entry{Code::invalid_json, 400, "INVALID_JSON"},
    Entry{Code::unknown_parameter, 400, "UNKNOWN_PARAMETER"},
    Entry{Code::validation_error, 400, "VALIDATION_ERROR"},
    Entry{Code::unprocessable, 422, "VALIDATION_ERROR"},
    Entry{Code::credentials_missing, 400, "INVALID_CREDENTIALS"},
    Entry{Code::invalid_credentials, 401, "INVALID_CREDENTIALS"},
    Entry{Code::account_deactivated, 403, "ACCOUNT_DEACTIVATED"},
    Entry{Code::account_locked, 423, "ACCOUNT_LOCKED"},
    Entry{Code::token_required, 401, "TOKEN_REQUIRED"},
    Entry{Code::token_expired, 401, "TOKEN_EXPIRED"},
    Entry{Code::token_invalid, 401, "TOKEN_INVALID"},
    Entry{Code::reset_token_invalid, 400, "TOKEN_INVALID"},
    Entry{Code::reset_token_expired, 400, "TOKEN_EXPIRED"},
    Entry{Code::user_not_found, 404, "USER_NOT_FOUND"},
    Entry{Code::user_inactive, 401, "USER_INACTIVE"},
    Entry{Code::forbidden, 403, "FORBIDDEN"},
    Entry{Code::reprint_window_closed, 403, "REPRINT_WINDOW_CLOSED"},
    Entry{Code::not_found, 404, "NOT_FOUND"},
    Entry{Code::method_not_allowed, 405, "METHOD_NOT_ALLOWED"},
    Entry{Code::not_acceptable, 406, "NOT_ACCEPTABLE"},
    Entry{Code::request_timeout, 408, "REQUEST_TIMEOUT"},
    Entry{Code::conflict, 409, "CONFLICT"},
    Entry{Code::request_in_progress, 409, "REQUEST_IN_PROGRESS"},
    Entry{Code::insufficient_stock, 409, "INSUFFICIENT_STOCK"},
    Entry{Code::payload_too_large, 413, "PAYLOAD_TOO_LARGE"},
    Entry{Code::unsupported_media_type, 415, "UNSUPPORTED_MEDIA_TYPE"},
    Entry{Code::idempotency_key_reused, 422, "IDEMPOTENCY_KEY_REUSED"},
    Entry{Code::price_variance, 422, "PRICE_VARIANCE"},
    Entry{Code::refund_exceeds_paid, 422, "REFUND_EXCEEDS_PAID"},
    Entry{Code::too_many_requests, 429, "TOO_MANY_REQUESTS"},
    Entry{Code::headers_too_large, 431, "HEADERS_TOO_LARGE"},
    Entry{Code::invalid_adjustment, 400, "INVALID_ADJUSTMENT"},
    Entry{Code::file_too_large, 400, "FILE_TOO_LARGE"},
    Entry{Code::invalid_file_type, 400, "INVALID_FILE_TYPE"},
    Entry{Code::upload_failed, 400, "UPLOAD_FAILED"},
    Entry{Code::print_error, 500, "PRINT_ERROR"},
    Entry{Code::printer_test_failed, 500, "PRINTER_TEST_FAILED"},
    Entry{Code::email_send_error, 500, "EMAIL_SEND_ERROR"},
    Entry{Code::email_test_error, 500, "EMAIL_TEST_ERROR"},
    Entry{Code::internal_error, 500, "INTERNAL_ERROR"},
    Entry{Code::overloaded, 503, "OVERLOADED"},
    Entry{Code::outcome_unknown, 503, "OUTCOME_UNKNOWN"},
    Entry{Code::not_ready, 503, "NOT_READY"},
    Entry{Code::storage_full, 507, "STORAGE_FULL"},
};

const Entry& entry_of(Code code) {
    for (const Entry& entry : entries) {
        if (entry.code == code) return entry;
    }
    std::terminate();  // a Code without its line in the table: a defect no request may survive
}

}  // namespace

int status_of(Code code) { return entry_of(code).status; }
std::string_view name_of(Code code) { return entry_of(code).name; }

std::vector<std::string_view> error_names() {
    std::vector<std::string_view> names;
    names.reserve(entries.size());
    for (const Entry& entry : entries) names.push_back(entry.name);
    return names;
}

Error Error::field(Code code, std::string field, std::string detail_code, const std::string& message) {
    return {code, {message}, {FieldError{std::move(field), std::move(detail_code), message}}};
}

Error Error::missing_permission(std::string_view permission) {
    const std::string name(permission);
    return field(Code::forbidden, "permission", name, "You need the permission " + name + ": ask somebody who has it");
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

const char* Error::what() const noexcept { return texts_.empty() ? "error" : texts_.front().c_str(); }

}  // namespace cafepos
