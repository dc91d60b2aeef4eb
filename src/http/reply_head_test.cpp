#include "reply_head.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace cafepos::http {
namespace {

std::string head_with(const std::string& value) {
    RawReply reply;
    reply.content_type = value;
    reply.headers = {{"Location", value}, {"Content-Disposition", value}};
    return reply_head(reply, Delimiter::length, 0, false, false, Timestamp{});
}

// Whatever somebody typed that finds its way into a header stays in it.
TEST(ReplyHead, AHeadersValueCannotEndIt) {
    const auto lines = [](const std::string& head) { return std::ranges::count(head, '\n'); };
    const auto usual = lines(head_with("plain"));
    const std::vector<std::string> values{"a\r\nSet-Cookie: x=1", "a\nSet-Cookie: x=1", "a\rSet-Cookie: x=1",
                                          "a\r\n\r\n<html>",      "a\x1b[2J\x7f",       std::string("a\0b", 3)};
    for (const std::string& value : values) {
        const std::string head = head_with(value);
        EXPECT_EQ(lines(head), usual) << head;
        EXPECT_EQ(head.find("\nSet-Cookie"), std::string::npos) << head;
        EXPECT_EQ(head.find("\r\n\r\n"), head.size() - 4) << head;
        for (const char control : {'\x1b', '\x7f', '\0'}) EXPECT_EQ(head.find(control), std::string::npos);
        for (std::size_t at = 0; at < head.size(); ++at) EXPECT_TRUE(head[at] != '\r' || head[at + 1] == '\n') << head;
    }
    EXPECT_NE(head_with("café\tau lait").find("Location: café\tau lait\r\n"), std::string::npos) << "letters stay";
}

}  // namespace
}  // namespace cafepos::http
