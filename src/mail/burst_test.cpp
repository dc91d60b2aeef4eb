#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "test_queue.h"

namespace cafepos::mail {
namespace {

using namespace std::chrono_literals;
using BurstTest = QueueTest;

TEST_F(BurstTest, TakesOneCommitForEachMail) {
    constexpr std::size_t mails = 12;
    const testing::FakeSmtp server;
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    for (std::size_t i = 0; i < mails; ++i) enqueue(mailer, message("mail " + std::to_string(i)));
    const auto before = world.db().written().commands;
    mailer.start();
    for (int i = 0; i < 400 && server.delivered().size() < mails; ++i) std::this_thread::sleep_for(25ms);
    mailer.stop();
    EXPECT_EQ(server.delivered().size(), mails);
    for (const ListedMail& mail : queue()) EXPECT_EQ(mail.status, "sent") << mail.subject;
    constexpr std::size_t others = 3;  // what a start frees and forgets, and the first claim
    EXPECT_LE(world.db().written().commands - before, mails + others);
}

}  // namespace
}  // namespace cafepos::mail
