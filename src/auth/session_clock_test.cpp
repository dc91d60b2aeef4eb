// Sessions and a clock that is put ahead: by one clock a process judges, by the other the next one will.

#include "test_auth.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;

class SessionClocks : public AuthWorld {
protected:
    /// As a process does that judges by this clock.
    void judge_by(const Clock& judging) {
        authenticator = std::make_unique<Authenticator>(world.db(), tokens, *store, judging, world.clock);
    }
};

TEST_F(SessionClocks, WhoWorkedAfterTheClockWasPutAheadIsStillInAfterTheNextStart) {
    const UnhurriedClock judging{world.clock};
    judge_by(judging);
    const std::string token = token_of("the_cashier");
    pass(3 * 24h);  // the machine was told the time
    EXPECT_EQ(me(token), "");
    authenticator->store_uses();
    open();
    pass(12h - 1ms);
    EXPECT_EQ(me(token), "");
}

TEST_F(SessionClocks, AnUnusedSessionEndsInTimeThoughTheClockWasPutAhead) {
    ManualClock judging(now());  // that of a process which began before the machine was told the time
    judge_by(judging);
    pass(3 * 24h);
    const std::string token = token_of("the_cashier");
    EXPECT_EQ(me(token), "");
    authenticator->store_uses(Authenticator::Which::all);
    judging.advance(12h - 1ms);
    EXPECT_EQ(me(token), "");
    judging.advance(12h);
    EXPECT_EQ(me(token), "TOKEN_EXPIRED");
}

}  // namespace
}  // namespace cafepos::auth
