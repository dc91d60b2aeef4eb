#include "routes.h"

#include "core/decimal.h"

namespace cafepos::events {
namespace {

struct FollowEvents {
    std::optional<std::string> lastEventId;  ///< for clients that cannot send the header Last-Event-ID
};
BOOST_DESCRIBE_STRUCT(FollowEvents, (), (lastEventId))

/// What is no number of ours is taken as no number at all: the stream begins now.
std::optional<std::int64_t> last_event_id(const http::Request<http::NoBody, FollowEvents>& request) {
    std::optional<std::string_view> text = request.call.header("last-event-id");
    if (!text && request.query.lastEventId) text = *request.query.lastEventId;
    const auto id = text ? decimal::parse(*text, 0) : std::nullopt;
    return id && *id >= 0 ? id : std::nullopt;
}

}  // namespace

void add_routes(http::EndpointTable& table, Hub& hub) {
    table.add({.method = http::Method::get,
               .path = "/events",
               .access = http::Access::signed_in(),
               .summary = "Follow sales, refunds, stock, alerts and settings as they happen (server-sent events)",
               .produces = {"text/event-stream"}},
              [&hub](const http::Request<http::NoBody, FollowEvents>& request) -> http::RawReply {
                  http::RawReply reply;
                  reply.content_type = "text/event-stream; charset=utf-8";
                  reply.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
                  reply.subscribe = [&hub, actor = request.call.actor(), after = last_event_id(request)](http::StreamSend send) {
                      return hub.subscribe(actor, after, std::move(send));
                  };
                  return reply;
              });
}

}  // namespace cafepos::events
