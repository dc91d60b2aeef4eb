#include "rules.h"

#include <gtest/gtest.h>

#include "core/text.h"
#include "mail.h"

namespace cafepos::mail {
namespace {

TEST(Address, IsANameAtAHostAndNothingElse) {
    for (const char* good : {"a@b", "manager@samplecafe.com", "o'hara+till@mail.cafe-1.example", "x_y.z@a.b.c.d"}) {
        EXPECT_TRUE(is_valid_address(good)) << good;
    }
    for (const char* bad : {"", "@", "a@", "@b", "a b@c.d", "a@b..c", ".a@b", "a.@b", "a@-b.c", "a@b-.c", "a@b@c",
                            "a@b.c\r\nBcc: x@y", "a@b\n", "<a@b>", "a@b,c@d", "\"a\"@b", "ü@b.c", "a@ü.c", "a@[127.0.0.1]"}) {
        EXPECT_FALSE(is_valid_address(bad)) << bad;
    }
    EXPECT_TRUE(is_valid_address(std::string(64, 'a') + "@b.c"));
    EXPECT_FALSE(is_valid_address(std::string(65, 'a') + "@b.c"));
    EXPECT_FALSE(is_valid_address("a@" + std::string(64, 'b') + ".c"));
}

TEST(Retries, WaitLongerAndLongerForAboutADay) {
    std::chrono::milliseconds total{};
    std::chrono::milliseconds last{};
    std::int64_t attempts = 0;
    while (const auto delay = delay_after(attempts + 1)) {
        EXPECT_GE(*delay, last);
        last = *delay;
        total += *delay;
        ++attempts;
    }
    EXPECT_GT(attempts, 5);
    EXPECT_GT(total, std::chrono::hours(20));
    EXPECT_LE(total, std::chrono::hours(24));
}

TEST(Text, HasLinesAsMimeWantsThem) {
    EXPECT_EQ(with_mime_lines("a\n\nb\r\nc"), "a\r\n\r\nb\r\nc");
    EXPECT_EQ(with_mime_lines("\n"), "\r\n");
    EXPECT_EQ(with_mime_lines(""), "");
}

TEST(Header, CannotBeLeft) {
    EXPECT_EQ(encoded_header("Hello\r\nBcc: x@y"), "Hello  Bcc: x@y");
    EXPECT_EQ(one_line(std::string("a\0b\tc\x7f", 6)), "a b c ");
}

TEST(Header, KeepsCharactersWhole) {
    std::string subject;
    for (int i = 0; i < 60; ++i) subject += "é€";
    const std::string encoded = encoded_header(subject);
    std::string decoded;
    for (const std::string& line : text::split(encoded, '\n')) {
        ASSERT_TRUE(line.starts_with("=?UTF-8?B?") && line.ends_with("?=")) << line;
        EXPECT_LE(line.size(), 75U);
        const std::string word = from_base64(line.substr(10, line.size() - 12));
        EXPECT_TRUE(text::is_utf8(word));
        decoded += word;
    }
    EXPECT_EQ(decoded, subject);
}

TEST(Base64, ComesBack) {
    for (std::size_t size = 0; size < 40; ++size) {
        std::string bytes(size, '\0');
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 37 + size);
        EXPECT_EQ(from_base64(base64(bytes)), bytes) << size;
    }
}

TEST(Mailbox, MayHaveAName) {
    EXPECT_EQ(parse_mailbox("noreply@cafe.example")->address, "noreply@cafe.example");
    const auto named = parse_mailbox(" \"The Café\" <till@cafe.example> ");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->name, "The Café");
    EXPECT_EQ(named->address, "till@cafe.example");
    EXPECT_FALSE(parse_mailbox("The Café"));
}

}  // namespace
}  // namespace cafepos::mail
