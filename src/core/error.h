#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cafepos {

/// Every way in which a request can end without success. One table (error.cpp) maps each to its wire code and HTTP status.
enum class Code {
    bad_request,             ///< 400 BAD_REQUEST: the message itself is malformed
    invalid_json,            ///< 400
    unknown_parameter,       ///< 400: the query names what the route does not have
    validation_error,        ///< 400 VALIDATION_ERROR
    unprocessable,           ///< 422 VALIDATION_ERROR: menu items, users and orders answer 422
    credentials_missing,     ///< 400 INVALID_CREDENTIALS
    invalid_credentials,     ///< 401
    account_deactivated,     ///< 403
    account_locked,          ///< 423
    token_required,          ///< 401
    token_expired,           ///< 401
    token_invalid,           ///< 401
    reset_token_invalid,     ///< 400 TOKEN_INVALID
    reset_token_expired,     ///< 400 TOKEN_EXPIRED
    user_not_found,          ///< 404
    user_inactive,           ///< 401
    forbidden,               ///< 403
    reprint_window_closed,   ///< 403
    not_found,               ///< 404
    method_not_allowed,      ///< 405
    not_acceptable,          ///< 406
    request_timeout,         ///< 408
    conflict,                ///< 409
    request_in_progress,     ///< 409
    insufficient_stock,      ///< 409
    payload_too_large,       ///< 413
    unsupported_media_type,  ///< 415
    idempotency_key_reused,  ///< 422
    price_variance,          ///< 422
    refund_exceeds_paid,     ///< 422
    too_many_requests,       ///< 429
    headers_too_large,       ///< 431
    invalid_adjustment,      ///< 400
    file_too_large,          ///< 400
    invalid_file_type,       ///< 400
    upload_failed,           ///< 400
    print_error,             ///< 500
    printer_test_failed,     ///< 500
    email_send_error,        ///< 500
    email_test_error,        ///< 500
    internal_error,          ///< 500
    overloaded,              ///< 503 with Retry-After
    outcome_unknown,         ///< 503: the commit may or may not have happened; retry with the same key
    not_ready,               ///< 503
    storage_full,            ///< 507
};

int status_of(Code code);
std::string_view name_of(Code code);
/// Every wire code there is, in the order of the table; one that belongs to two Codes is there twice.
std::vector<std::string_view> error_names();

struct FieldError {
    std::string field;    ///< path from the body's root: items[0].quantity
    std::string code;     ///< required, type, range, length, unknown, …
    std::string message;  ///< for people, names the field
};

/// Ends a request with a clear answer. Its texts are for the client: never SQL, a path or a driver's words.
/// Thrown inside a write it also rolls that command back. Anything else thrown is a defect and answers 500.
class Error : public std::exception {
public:
    Error(Code code, std::string text) : code_(code), texts_{std::move(text)} {}
    Error(Code code, std::vector<std::string> texts, std::vector<FieldError> details = {})
        : code_(code), texts_(std::move(texts)), details_(std::move(details)) {}
    /// One field, one text: the text becomes both the error and its detail.
    static Error field(Code code, std::string field, std::string detail_code, const std::string& message);
    /// The one refusal of what somebody may not do.
    static Error missing_permission(std::string_view permission);
    /// Several fields: their messages become the errors. Of more than field_errors_max the first are told: whoever makes
    /// hundreds of mistakes makes one, and the answer must not be many times the request.
    static constexpr std::size_t field_errors_max = 100;
    static Error fields(Code code, std::vector<FieldError> details);

    /// The `data` of the error envelope, as JSON text of an object; "{}" unless set.
    Error& with_data(std::string json_object) &;
    Error&& with_data(std::string json_object) &&;
    Error&& with_retry_after(int seconds) &&;

    [[nodiscard]] Code code() const { return code_; }
    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
    [[nodiscard]] const std::vector<FieldError>& details() const { return details_; }
    [[nodiscard]] const std::string& data() const { return data_; }
    [[nodiscard]] int retry_after_seconds() const { return retry_after_seconds_; }
    [[nodiscard]] const char* what() const noexcept override;

private:
    Code code_;
    std::vector<std::string> texts_;
    std::vector<FieldError> details_;
    std::string data_ = "{}";
    int retry_after_seconds_ = 0;
};

}  // namespace cafepos
