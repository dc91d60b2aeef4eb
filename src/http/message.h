#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/time.h"

namespace cafepos::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A request that has passed the framing gate, with its whole body (bounded by the endpoint's limit). Header names are lower
/// case.
struct RawRequest {
    std::string method;  ///< upper case, as sent
    std::string path;    ///< still percent-encoded, without the query
    std::string query;   ///< after '?', still encoded
    Headers headers;
    std::string body;
    std::string remote_address;  ///< textual IP of the peer, or of the client when a trusted proxy says so
    std::string request_id;      ///< UUID given by us; in every error envelope and every log line
    Timestamp received_at;

    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
};

/// A file of a multipart form, held in memory within the endpoint's limit. The client's file name is for messages only.
struct UploadedFile {
    std::string field;
    std::string client_file_name;
    std::string content_type;
    std::string bytes;
};

/// Produces a long body piece by piece on a worker; called until it returns false. May block.
using BodySource = std::function<bool(std::string& piece)>;

/// A live stream (server-sent events): the server calls `subscribe` once; the slice then calls `send` from any thread, which
/// returns false when the client is gone or too slow. The returned object ends the subscription when destroyed; the answer
/// ends, and its connection, when the slice has let go of every copy of `send`.
using StreamSend = std::function<bool(std::string piece)>;
using StreamSubscribe = std::function<std::shared_ptr<void>(StreamSend send)>;

/// A body that never changes, made once and sent to many: a client that does not read it costs no copy of it.
struct SharedBody {
    std::string plain;
    std::string gzip;
};

/// An answer ready to be written. Exactly one of body, shared, file_path, source, subscribe carries the content.
struct RawReply {
    int status = 200;
    std::string content_type = "application/json; charset=utf-8";
    Headers headers;
    std::string body;
    std::shared_ptr<const SharedBody> shared = {};
    bool shared_as_gzip = false;                     ///< which form of it the client takes
    std::string file_path;                           ///< served from disk with Range, ETag, Last-Modified
    BodySource source;                               ///< chunked, unless source_bytes is set
    StreamSubscribe subscribe;                       ///< open-ended
    std::optional<std::uint64_t> source_bytes = {};  ///< exactly how much `source` gives, where that is known
};

}  // namespace cafepos::http
