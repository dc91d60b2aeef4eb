#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/time.h"
#include "message.h"

namespace cafepos::http {

/// How a successful answer is wrapped (contract §0).
enum class Envelope {
    standard,        ///< {"success": true, "data": …, "errors": [], "ignored"?, "message"?, "timestamp"}
    without_errors,  ///< the same, `errors` left out: POST /menu_items
    spread           ///< the standard one, and the data's members again at the top level: roles, alerts, order_items
};

/// `data_json` is JSON text; for Envelope::spread that of an object, whose members never replace the envelope's own.
/// `ignored` names what the request had and nothing read: a misspelt member must not vanish without a word.
std::string success_body(Envelope envelope, std::string_view data_json, std::string_view message, Timestamp now,
                         const std::vector<std::string>& ignored = {});

/// The error envelope with its status, and Retry-After where the error names a time or is a 503 (Allow is the caller's).
RawReply error_reply(const Error& error, std::string_view request_id, Timestamp now);

/// The same for the few refusals that only the transport knows: 416, 417.
RawReply error_reply(int status, std::string_view code_name, const std::string& text, std::string_view request_id, Timestamp now);

}  // namespace cafepos::http
