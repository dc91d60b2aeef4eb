#include "rules.h"

#include <gtest/gtest.h>

#include "core/text.h"

namespace cafepos::mail {
namespace {

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

TEST(Header, IsPlainAsLongAsItIsAscii) {
    EXPECT_EQ(encoded_header("Daily sales ~"), "Daily sales ~");
    EXPECT_EQ(encoded_header("é"), "=?UTF-8?B?w6k=?=");
    EXPECT_EQ(encoded_header("é\nBcc: x"), "=?UTF-8?B?w6kgQmNjOiB4?=");
    EXPECT_EQ(encoded_header(""), "");
}

// 45 bytes are as much as fits; what is longer goes on in the next.
TEST(Header, FillsEachEncodedWord) {
    const std::string word = "é" + std::string(43, 'x');
    EXPECT_EQ(encoded_header(word), "=?UTF-8?B?" + base64(word) + "?=");
    EXPECT_EQ(encoded_header(word + "y"), "=?UTF-8?B?" + base64(word) + "?=\r\n =?UTF-8?B?eQ==?=");
    EXPECT_EQ(encoded_header("é" + std::string(42, 'x') + "é"),
              "=?UTF-8?B?" + base64("é" + std::string(42, 'x')) + "?=\r\n =?UTF-8?B?w6k=?=");
}

TEST(Header, HasNoControlsButAllElse) {
    std::string all;
    std::string expected;
    for (int c = 0; c < 0x80; ++c) {
        all += static_cast<char>(c);
        expected += c < 0x20 || c == 0x7f ? ' ' : static_cast<char>(c);
    }
    EXPECT_EQ(one_line(all), expected);
    EXPECT_EQ(one_line("é"), "é");
}

TEST(Address, HasItsDomainBehindTheLastAt) {
    EXPECT_EQ(domain_of("till@cafe.example"), "cafe.example");
    EXPECT_EQ(domain_of(R"("a@b"@cafe.example)"), "cafe.example");
}

TEST(Base64, IsThatOfTheStandard) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(from_base64("Zg=="), "f");
    EXPECT_EQ(from_base64("no base64"), "");
}

TEST(Base64, ComesBack) {
    for (std::size_t size = 0; size < 40; ++size) {
        std::string bytes(size, '\0');
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 37 + size);
        EXPECT_EQ(from_base64(base64(bytes)), bytes) << size;
    }
}

TEST(Sender, IsOneMailboxWhateverHisName) {
    EXPECT_EQ(mailbox_header({"", "till@cafe.example"}), "till@cafe.example");
    EXPECT_EQ(mailbox_header({"The Cafe", "till@cafe.example"}), "The Cafe <till@cafe.example>");
    EXPECT_EQ(mailbox_header({"AZaz09 !#$%&'*+-/=?^_`{|}~", "till@cafe.example"}),
              "AZaz09 !#$%&'*+-/=?^_`{|}~ <till@cafe.example>");
    for (const char mark : std::string(",;:.@<>()[]")) {
        const std::string name = std::string("Bean") + mark + "Leaf";
        EXPECT_EQ(mailbox_header({name, "till@cafe.example"}), "\"" + name + "\" <till@cafe.example>");
    }
    EXPECT_EQ(mailbox_header({"Bean, Leaf & Co.", "till@cafe.example"}), R"("Bean, Leaf & Co." <till@cafe.example>)");
    EXPECT_EQ(mailbox_header({R"(The "Bean" \ <Leaf>: (a; b) @c)", "till@cafe.example"}),
              R"("The \"Bean\" \\ <Leaf>: (a; b) @c" <till@cafe.example>)");
    EXPECT_EQ(mailbox_header({"Café, Bleu", "till@cafe.example"}), encoded_header("Café, Bleu") + " <till@cafe.example>");
    EXPECT_EQ(mailbox_header({"a\r\nBcc: x", "till@cafe.example"}), R"("a  Bcc: x" <till@cafe.example>)");
}

TEST(Refusal, IsFinalUnlessTheServerMeansLater) {
    for (const char* final_reply :
         {"500 what?", "501 bad address", "550 5.1.1 nobody of that name", "550 4.5 MB are too much", "551 moved", "553 no",
          "500", "599 no", "550 4", "550 4.", "550 4..1 x", "550 4.1234.1 x", "550 4.12 x", "550 5.4.1 no", "550 4.1",
          "554 5.7.1 refused", "521 no mail here", "556 no mail there"}) {
        EXPECT_TRUE(is_permanent(reply_of(final_reply))) << final_reply;
    }
    for (const char* later : {"421 closing", "450 busy", "451 4.7.1 greylisted", "452 full", "552 too many recipients",
                              "550 4.2.1 mailbox is busy", "554 4.7.1 try again", "554 4.777.1 try again", "499 x", "600 x",
                              "534 x", "538 x", "530 5.7.0 sign in first", "535 5.7.8 wrong password", "", "hello", "250 ok"}) {
        EXPECT_FALSE(is_permanent(reply_of(later))) << later;
    }
}

TEST(Refusal, IsQuotedSafely) {
    EXPECT_EQ(reply_of("550-first\r\n550 second\r\n").text, "550-first  550 second");
    EXPECT_EQ(reply_of("550 caf\xe9").text, "550 caf?");
    EXPECT_EQ(reply_of("550 " + std::string(5'000, 'x')).text.size(), 300U);
    EXPECT_EQ(reply_of("550 " + std::string(296, 'x')).text.size(), 300U);
    EXPECT_EQ(reply_of("550 " + std::string(294, 'x') + "\u20ac").text.size(), 298U) << "no part of the sign";
    EXPECT_EQ(reply_of("550 " + std::string(293, 'x') + "\u20ac").text.size(), 300U);
    EXPECT_EQ(reply_of("5501").status, 550);
    EXPECT_EQ(reply_of("55").status, 55);
    EXPECT_TRUE(text::is_utf8(reply_of("550 a" + std::string(148, 'x') + std::string("\u20ac\u20ac\u20ac")).text));
    EXPECT_EQ(reply_of("").status, 0);
}

}  // namespace
}  // namespace cafepos::mail
