#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cafepos {

/// The HTTP status that a refusal is answered with: what went wrong as far as a client has to tell it apart.
enum class ErrorKind {
    invalid = 400,
    unauthenticated = 401,
    forbidden = 403,
    not_found = 404,
    method_not_allowed = 405,
    not_acceptable = 406,
    timeout = 408,
    conflict = 409,
    too_large = 413,
    unsupported = 415,
    unprocessable = 422,
    locked = 423,
    too_many = 429,
    headers_too_large = 431,
    failed = 500,
    unavailable = 503,
    storage_full = 507,
};

/// A way in which a request can end without success, as clients know it. Those that any request may end with are here; a slice
/// declares its own beside the rule that throws it and names them in its add_routes (EndpointTable::declare):
///     inline constexpr Code price_variance{ErrorKind::unprocessable, "PRICE_VARIANCE"};
struct Code {
    ErrorKind kind;
    std::string_view name;
    bool operator==(const Code&) const = default;

    static const Code bad_request;  ///< the message itself is malformed
    static const Code invalid_json;
    static const Code unknown_parameter;  ///< the query names what the route does not have
    static const Code validation_error;
    static const Code unprocessable;  ///< the same where the contract wants 422: menu items, users and orders
    static const Code token_required;
    static const Code token_expired;
    static const Code token_invalid;
    static const Code forbidden;
    static const Code not_found;
    static const Code method_not_allowed;
    static const Code not_acceptable;
    static const Code request_timeout;
    static const Code conflict;
    static const Code payload_too_large;
    static const Code unsupported_media_type;
    static const Code too_many_requests;
    static const Code headers_too_large;
    static const Code internal_error;
    static const Code overloaded;       ///< with Retry-After
    static const Code outcome_unknown;  ///< the commit may or may not have happened; retry with the same key
    static const Code not_ready;
    static const Code storage_full;
};
inline constexpr Code Code::bad_request{ErrorKind::invalid, "BAD_REQUEST"};
inline constexpr Code Code::invalid_json{ErrorKind::invalid, "INVALID_JSON"};
inline constexpr Code Code::unknown_parameter{ErrorKind::invalid, "UNKNOWN_PARAMETER"};
inline constexpr Code Code::validation_error{ErrorKind::invalid, "VALIDATION_ERROR"};
inline constexpr Code Code::unprocessable{ErrorKind::unprocessable, "VALIDATION_ERROR"};
inline constexpr Code Code::token_required{ErrorKind::unauthenticated, "TOKEN_REQUIRED"};
inline constexpr Code Code::token_expired{ErrorKind::unauthenticated, "TOKEN_EXPIRED"};
inline constexpr Code Code::token_invalid{ErrorKind::unauthenticated, "TOKEN_INVALID"};
inline constexpr Code Code::forbidden{ErrorKind::forbidden, "FORBIDDEN"};
inline constexpr Code Code::not_found{ErrorKind::not_found, "NOT_FOUND"};
inline constexpr Code Code::method_not_allowed{ErrorKind::method_not_allowed, "METHOD_NOT_ALLOWED"};
inline constexpr Code Code::not_acceptable{ErrorKind::not_acceptable, "NOT_ACCEPTABLE"};
inline constexpr Code Code::request_timeout{ErrorKind::timeout, "REQUEST_TIMEOUT"};
inline constexpr Code Code::conflict{ErrorKind::conflict, "CONFLICT"};
inline constexpr Code Code::payload_too_large{ErrorKind::too_large, "PAYLOAD_TOO_LARGE"};
inline constexpr Code Code::unsupported_media_type{ErrorKind::unsupported, "UNSUPPORTED_MEDIA_TYPE"};
inline constexpr Code Code::too_many_requests{ErrorKind::too_many, "TOO_MANY_REQUESTS"};
inline constexpr Code Code::headers_too_large{ErrorKind::headers_too_large, "HEADERS_TOO_LARGE"};
inline constexpr Code Code::internal_error{ErrorKind::failed, "INTERNAL_ERROR"};
inline constexpr Code Code::overloaded{ErrorKind::unavailable, "OVERLOADED"};
inline constexpr Code Code::outcome_unknown{ErrorKind::unavailable, "OUTCOME_UNKNOWN"};
inline constexpr Code Code::not_ready{ErrorKind::unavailable, "NOT_READY"};
inline constexpr Code Code::storage_full{ErrorKind::storage_full, "STORAGE_FULL"};

constexpr int status_of(Code code) { return static_cast<int>(code.kind); }
constexpr std::string_view name_of(Code code) { return code.name; }

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
    /// Several fields: their messages become the errors. Of more than field_errors_max the first are told: whoever makes
    /// hundreds of mistakes makes one, and the answer must not be many times the request.
    static constexpr std::size_t field_errors_max = 100;
    static Error fields(Code code, std::vector<FieldError> details);

    /// The `data` of the error envelope, as JSON text of an object; "{}" unless set.
    Error& with_data(std::string json_object) &;
    Error&& with_data(std::string json_object) &&;
    Error&& with_retry_after(int seconds) &&;
    /// The first text stands at the answer's top as well, where some callers read it.
    Error&& with_text_at_top() &&;

    [[nodiscard]] Code code() const { return code_; }
    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
    [[nodiscard]] const std::vector<FieldError>& details() const { return details_; }
    [[nodiscard]] const std::string& data() const { return data_; }
    [[nodiscard]] int retry_after_seconds() const { return retry_after_seconds_; }
    [[nodiscard]] bool text_at_top() const { return text_at_top_; }
    [[nodiscard]] const char* what() const noexcept override;

private:
    Code code_;
    std::vector<std::string> texts_;
    std::vector<FieldError> details_;
    std::string data_ = "{}";
    int retry_after_seconds_ = 0;
    bool text_at_top_ = false;
};

}  // namespace cafepos
