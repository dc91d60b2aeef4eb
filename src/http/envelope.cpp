#include "envelope.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "json/value.h"
#include "json/write.h"

namespace cafepos::http {
namespace {

constexpr std::array<std::string_view, 5> own_members{"success", "data", "errors", "ignored", "timestamp"};

void spread_members(json::Writer& out, std::string_view data_json, bool has_message) {
    const json::Value data = json::parse(data_json);
    const auto* members = data.if_object();
    if (members == nullptr) throw std::logic_error("only an object can be spread over the envelope");
    for (const auto& [name, value] : *members) {
        if (std::ranges::find(own_members, name) != own_members.end() || (has_message && name == "message")) continue;
        out.key(name);
        out.raw(json::print(value));
    }
}

void write_texts(json::Writer& out, const std::vector<std::string>& texts) {
    out.begin_array();
    for (const std::string& text : texts) {
        out.element();
        out.string(text);
    }
    out.end_array();
}

void write_details(json::Writer& out, const std::vector<FieldError>& details) {
    out.begin_array();
    for (const FieldError& detail : details) {
        out.element();
        out.begin_object();
        out.key("field");
        out.string(detail.field);
        out.key("code");
        out.string(detail.code);
        out.key("message");
        out.string(detail.message);
        out.end_object();
    }
    out.end_array();
}

std::string error_body(const Error& error, int status, std::string_view code_name, std::string_view request_id, Timestamp now) {
    json::Writer out;
    out.begin_object();
    out.key("success");
    out.raw("false");
    out.key("data");
    out.raw(error.data());
    out.key("errors");
    write_texts(out, error.texts());
    if (error.text_at_top()) {
        out.key("message");
        out.string(error.what());
    }
    out.key("errorCode");
    out.string(code_name);
    out.key("statusCode");
    out.number(status);
    if (!error.details().empty()) {
        out.key("details");
        write_details(out, error.details());
    }
    out.key("requestId");
    out.string(request_id);
    out.key("timestamp");
    out.string(now.text());
    out.end_object();
    return out.take();
}

}  // namespace

std::string success_body(Envelope envelope, std::string_view data_json, std::string_view message, Timestamp now,
                         const std::vector<std::string>& ignored) {
    json::Writer out;
    out.begin_object();
    out.key("success");
    out.raw("true");
    out.key("data");
    out.raw(data_json);
    if (envelope != Envelope::without_errors) {
        out.key("errors");
        out.raw("[]");
    }
    if (!ignored.empty()) {
        out.key("ignored");
        write_texts(out, ignored);
    }
    if (!message.empty()) {
        out.key("message");
        out.string(message);
    }
    if (envelope == Envelope::spread) spread_members(out, data_json, !message.empty());
    out.key("timestamp");
    out.string(now.text());
    out.end_object();
    return out.take();
}

RawReply error_reply(const Error& error, std::string_view request_id, Timestamp now) {
    RawReply reply;
    reply.status = status_of(error.code());
    reply.body = error_body(error, reply.status, name_of(error.code()), request_id, now);
    const int pause = error.retry_after_seconds() == 0 && reply.status == 503 ? 1 : error.retry_after_seconds();
    if (pause > 0) reply.headers.emplace_back("Retry-After", std::to_string(pause));
    return reply;
}

RawReply error_reply(int status, std::string_view code_name, const std::string& text, std::string_view request_id,
                     Timestamp now) {
    RawReply reply;
    reply.status = status;
    reply.body = error_body(Error(Code::bad_request, text), status, code_name, request_id, now);
    return reply;
}

}  // namespace cafepos::http
