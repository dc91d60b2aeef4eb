#pragma once

#include <string>
#include <string_view>

#include "core/error.h"
#include "core/time.h"
#include "message.h"

namespace cafepos::http {

/// How a successful answer is wrapped (contract §0).
enum class Envelope {
    standard,        ///< {"success": true, "data": …, "errors": [], "message"?, "timestamp"}
    without_errors,  ///< the same, `errors` left out: POST /menu_items
    spread           ///< the standard one, and the data's members again at the top level: roles, alerts, order_items
};

/// `data_json` is JSON text; for Envelope::spread that of an object.
std::string success_body(Envelope envelope, std::string_view data_json, std::string_view message, Timestamp now);

/// The error envelope with its status and headers (Retry-After, Allow are the caller's).
RawReply error_reply(const Error& error, std::string_view request_id, Timestamp now);

}  // namespace cafepos::http
