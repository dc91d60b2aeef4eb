#pragma once

#include "cors.h"
#include "message.h"

namespace cafepos::http {

/// Turns a handler's reply into what is sent: opens its file, answers 304 and ranges, compresses, and adds the headers that
/// every answer has. Blocks if the reply names a file.
RawReply with_content(const RawRequest& request, RawReply reply);
void add_common_headers(const RawRequest& request, const Cors& cors, RawReply& reply);

}  // namespace cafepos::http
