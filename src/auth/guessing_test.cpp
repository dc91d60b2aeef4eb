#include "auth.h"
#include "test_auth.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

/// Found by tests/prove/guessing.py.
class GuessingTest : public AuthWorld {
protected:
    /// What many guesses lead to, and then some after so much time without any, in which what is over was swept.
    std::vector<std::string> codes_around(days silence, const std::string& username) {
        std::vector<std::string> codes;
        for (int i = 0; i < 6; ++i) codes.push_back(try_login(username, "wrong"));
        pass(silence);
        world.db().write([&](db::Transaction& transaction) { sweep(transaction, now()); });
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
    address = "127.0.0.1";  // always known
    EXPECT_EQ(codes_around(days(45), "the_cashier"), counted_on);
    EXPECT_EQ(codes_around(days(45), "nobody"), counted_on);
}

TEST_F(GuessingTest, AfterAYearWhatANameThatNobodyHasWasGuessedAtIsForgotten) {
    const auto codes = codes_around(days(367), "nobody");
    EXPECT_EQ(codes[7], "INVALID_CREDENTIALS");
}

}  // namespace
}  // namespace cafepos::auth
