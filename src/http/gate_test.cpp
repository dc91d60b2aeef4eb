#include "gate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/error.h"

// The hostile streams of hostile_test.cpp go through the whole server; here are the gate's own edges.

namespace cafepos::http::gate {
namespace {

using namespace std::string_literals;

const Limits limits;

std::string size_or_code(std::string_view bytes) {
    try {
        return std::to_string(head_size(bytes, limits));
    } catch (const Error& error) {
        return std::string(name_of(error.code()));
    }
}

TEST(Gate, FindsTheEndOfTheHead) {
    const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    EXPECT_EQ(size_or_code(head + "body\0\n"s), std::to_string(head.size())) << "what follows is not looked at";
    for (std::size_t i = 0; i < head.size(); ++i) EXPECT_EQ(size_or_code(head.substr(0, i)), "0") << i;
}

TEST(Gate, RefusesAsEarlyAsTheBytesAllow) {
    EXPECT_EQ(size_or_code("\x16\x03\x01"), "BAD_REQUEST");
    EXPECT_EQ(size_or_code("GET / HTTP/1.1\n"), "BAD_REQUEST");
    EXPECT_EQ(size_or_code("GET / HTTP/1.1\rX"), "BAD_REQUEST");
    EXPECT_EQ(size_or_code(std::string(limits.header_bytes_max - 1, 'a')), "0");
    EXPECT_EQ(size_or_code(std::string(limits.header_bytes_max, 'a')), "HEADERS_TOO_LARGE");
}

TEST(Gate, SplitsTargets) {
    const Headers headers{{"host", "till:8880"}};
    const auto parts = [&](std::string_view method, std::string_view target) {
        const Target split = split_target({method, target, 11, headers});
        return std::string(split.path) + "|" + std::string(split.query);
    };
    EXPECT_EQ(parts("GET", "/a/b?c=d?e"), "/a/b|c=d?e");
    EXPECT_EQ(parts("GET", "/"), "/|");
    EXPECT_EQ(parts("GET", "/?"), "/|");
    EXPECT_EQ(parts("GET", "http://till:8880"), "/|");
    EXPECT_EQ(parts("GET", "HTTP://TILL:8880/x?y"), "/x|y");
    EXPECT_EQ(parts("OPTIONS", "*"), "*|");
    EXPECT_THROW(parts("GET", "http://till:8881/"), Error);
    EXPECT_THROW(parts("GET", "http://till:8880?x"), Error);
    EXPECT_THROW(parts("GET", "*"), Error);
}

TEST(Gate, KnowsWhereTheBodyEnds) {
    const auto framing = [](const Headers& more, int version = 11) {
        Headers headers{{"host", "h"}};
        headers.insert(headers.end(), more.begin(), more.end());
        return check_fields({"POST", "/", version, headers});
    };
    EXPECT_FALSE(framing({}).has_body());
    EXPECT_FALSE(framing({{"content-length", "0"}}).has_body());
    EXPECT_EQ(framing({{"content-length", "007"}}).content_length, 7U);
    EXPECT_TRUE(framing({{"transfer-encoding", "Chunked"}}).chunked);
    EXPECT_TRUE(framing({{"content-length", "7"}, {"expect", "100-Continue"}}).expects_continue);
    EXPECT_FALSE(framing({{"expect", "100-continue"}}).expects_continue);
    EXPECT_FALSE(framing({{"content-length", "7"}, {"expect", "100-continue"}}, 10).expects_continue);
    EXPECT_THROW(framing({{"transfer-encoding", "chunked"}}, 10), Error);
    EXPECT_THROW(framing({{"content-length", "7"}, {"transfer-encoding", "chunked"}}), Error);
    EXPECT_THROW(framing({{"content-length", " 7"}}), Error);
    EXPECT_NO_THROW(framing({{"accept", "a"}, {"accept", "b"}})) << "lists may come in several lines";
}

RC_GTEST_PROP(Gate, NeverCrashesOnAnyHead, (const std::string& noise)) {
    try {
        const std::string bytes = "GET /" + noise + " HTTP/1.1\r\n" + noise + ": " + noise + "\r\n\r\n";
        const std::size_t size = head_size(bytes, limits);
        if (size > 0) check_form(std::string_view(bytes).substr(0, size), limits);
        const Headers headers{{"host", noise}, {noise, noise}};
        check_fields({"GET", noise, 11, headers});
        split_target({"GET", noise.empty() ? "/" : std::string_view(noise), 11, headers});
    } catch (const Error& error) {
        RC_ASSERT(error.code() == Code::bad_request || error.code() == Code::headers_too_large);
    }
}

}  // namespace
}  // namespace cafepos::http::gate
