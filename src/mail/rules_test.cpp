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
    EXPECT_EQ(mailbox_header({"Bean, Leaf & Co.", "till@cafe.example"}), R"("Bean, Leaf & Co." <till@cafe.example>)");
    EXPECT_EQ(mailbox_header({R"(The "Bean" \ <Leaf>: (a; b) @c)", "till@cafe.example"}),
              R"("The \"Bean\" \\ <Leaf>: (a; b) @c" <till@cafe.example>)");
    EXPECT_EQ(mailbox_header({"Café, Bleu", "till@cafe.example"}), encoded_header("Café, Bleu") + " <till@cafe.example>");
    EXPECT_EQ(mailbox_header({"a\r\nBcc: x", "till@cafe.example"}), R"("a  Bcc: x" <till@cafe.example>)");
}

TEST(Refusal, IsFinalUnlessTheServerMeansLater) {
    for (const char* final_reply : {"500 what?", "501 bad address", "550 5.1.1 nobody of that name", "550 4.5 MB are too much",
                                    "551 moved", "553 no", "554 5.7.1 refused", "521 no mail here", "556 no mail there"}) {
        EXPECT_TRUE(is_permanent(reply_of(final_reply))) << final_reply;
    }
    for (const char* later :
         {"421 closing", "450 busy", "451 4.7.1 greylisted", "452 full", "552 too many recipients", "550 4.2.1 mailbox is busy",
          "554 4.7.1 try again", "530 5.7.0 sign in first", "535 5.7.8 wrong password", "", "hello", "250 ok"}) {
        EXPECT_FALSE(is_permanent(reply_of(later))) << later;
    }
}

TEST(Refusal, IsQuotedSafely) {
    EXPECT_EQ(reply_of("550-first\r\n550 second\r\n").text, "550-first  550 second");
    EXPECT_EQ(reply_of("550 caf\xe9").text, "550 caf?");
    EXPECT_EQ(reply_of("550 " + std::string(5'000, 'x')).text.size(), 300U);
    EXPECT_TRUE(text::is_utf8(reply_of("550 a" + std::string(148, 'x') + std::string("\u20ac\u20ac\u20ac")).text));
    EXPECT_EQ(reply_of("").status, 0);
}

}  // namespace
}  // namespace cafepos::mail
