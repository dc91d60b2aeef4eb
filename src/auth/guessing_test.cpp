#include "auth.h"
#include "test_auth.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

/// Found by tests/prove/guessing.py.
class GuessingTest : public AuthWorld {
protected:
    /// What many guesses lead to, and then some after so much time without any, in which what is over was swept. At a till
    /// somebody else has signed in of late, each time.
    std::vector<std::string> codes_around(days silence, const std::string& username, bool at_a_till = false) {
        if (at_a_till) login("the_manager");
        std::vector<std::string> codes;
        for (int i = 0; i < 6; ++i) codes.push_back(try_login(username, "wrong"));
        pass(silence);
        world.db().write([&](db::Transaction& transaction) { sweep(transaction, now()); });
        if (at_a_till) login("the_manager");
        for (int i = 0; i < 3; ++i) codes.push_back(try_login(username, "wrong"));
        return codes;
    }
    const std::vector<std::string> counted_on{"INVALID_CREDENTIALS", "INVALID_CREDENTIALS", "INVALID_CREDENTIALS",
                                              "INVALID_CREDENTIALS", "INVALID_CREDENTIALS", "ACCOUNT_LOCKED",
                                              "INVALID_CREDENTIALS", "ACCOUNT_LOCKED",      "ACCOUNT_LOCKED"};
};

TEST_F(GuessingTest, WeeksOfSilenceTellNoNameFromOneThatNobodyHas) {
    EXPECT_EQ(codes_around(days(45), "the_cashier"), counted_on);
    EXPECT_EQ(codes_around(days(45), "nobody"), counted_on);
}

TEST_F(GuessingTest, WeeksOfSilenceGiveNoNewTriesAtATill) {
    EXPECT_EQ(codes_around(days(45), "the_cashier", true), counted_on);
    EXPECT_EQ(codes_around(days(45), "nobody", true), counted_on);
}

TEST_F(GuessingTest, AfterAYearWhatANameThatNobodyHasWasGuessedAtIsForgotten) {
    const auto codes = codes_around(days(367), "nobody");
    EXPECT_EQ(codes[7], "INVALID_CREDENTIALS");
}

}  // namespace
}  // namespace cafepos::auth
