#include "email.h"

#include <gtest/gtest.h>

namespace cafepos::email {
namespace {

TEST(Address, IsANameAtAHostAndNothingElse) {
    for (const char* good : {"a@b.example", "admin@localhost", "manager@samplecafe.com", "o'hara+till@mail.cafe-1.example",
                             "x_y.z@a.b.c.d", "owner@xn--mnchen-3ya.example"}) {
        EXPECT_EQ(mailable(good), good);
    }
    for (const char* bad : {"",
                            "@",
                            "a@",
                            "@b.c",
                            "a@b",
                            "owner@gmail",
                            "a b@c.d",
                            "a@b..c",
                            "a..b@x.org",
                            ".a@b.c",
                            "a.@b.c",
                            "a@-b.c",
                            "a@b-.c",
                            "a@b@c.d",
                            "a@b.c\r\nBcc: x@y.z",
                            "a@b.c\n",
                            " a@b.c",
                            "<a@b.c>",
                            "a@b.c,c@d.e",
                            "\"a\"@b.c",
                            "a@[127.0.0.1]",
                            "a@127.0.0.1",
                            "a@x_y.org",
                            "o(c)@x.org",
                            "a@b.c.",
                            "jörg@example.org",
                            "a@\xff.example"}) {
        EXPECT_EQ(mailable(bad), std::nullopt) << bad;
    }
    EXPECT_FALSE(is_address(std::string("a@b.c\0d", 7)));
    EXPECT_TRUE(is_address(std::string(64, 'a') + "@b.c"));
    EXPECT_FALSE(is_address(std::string(65, 'a') + "@b.c"));
    EXPECT_FALSE(is_address("a@" + std::string(64, 'b') + ".c"));
}

TEST(Address, AHostInOtherLettersIsMailedByItsAsciiName) {
    EXPECT_EQ(mailable("partner@münchen.example"), "partner@xn--mnchen-3ya.example");
    EXPECT_EQ(mailable("partner@MÜNCHEN.example"), "partner@xn--mnchen-3ya.example");
    EXPECT_EQ(mailable("owner@カフェ.example"), "owner@xn--hckh0k.example");
    EXPECT_EQ(mailable("owner@münchen"), std::nullopt);
    EXPECT_EQ(mailable("owner@mün chen.example"), std::nullopt);
}

TEST(Mailbox, MayHaveAName) {
    EXPECT_EQ(parse_mailbox("noreply@cafe.example")->address, "noreply@cafe.example");
    const auto named = parse_mailbox(" \"The Café\" <till@cafe.example> ");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->name, "The Café");
    EXPECT_EQ(named->address, "till@cafe.example");
    EXPECT_EQ(parse_mailbox(R"("Bean, Leaf & Co." <till@cafe.example>)")->name, "Bean, Leaf & Co.");
    EXPECT_EQ(parse_mailbox(R"("The \"Bean\" \\ Leaf" <till@cafe.example>)")->name, R"(The "Bean" \ Leaf)");
    EXPECT_EQ(parse_mailbox("Bean, Leaf <till@cafe.example>")->name, "Bean, Leaf");
    EXPECT_EQ(parse_mailbox("Café <till@café.example>")->address, "till@xn--caf-dma.example");
    for (const char* bad :
         {"The Café", "not an address", "", "<>", R"("open <till@cafe.example>)", R"("a" b <till@cafe.example>)"})
        EXPECT_FALSE(parse_mailbox(bad)) << bad;
}

}  // namespace
}  // namespace cafepos::email
