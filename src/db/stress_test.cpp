#include <gmock/gmock.h>

#include <atomic>

#include "test_batches.h"
#include "test_schema.h"

namespace cafepos::db::test {
namespace {

TEST(Stress, ManyThreadsWithManyDeferredErrorsLoseNothing) {
    Shelf shelf;
    shelf->write(add("taken"));
    constexpr int threads = 16;
    constexpr int rounds = 12;
    std::atomic<int> refused = 0;
    std::vector<std::thread> clients;
    for (int client = 0; client < threads; ++client) {
        clients.emplace_back([&, client] {
            for (int round = 0; round < rounds; ++round) {
                const bool wrong = (client + round) % 5 == 0;
                const auto id = std::to_string(client) + "-" + std::to_string(round);
                const auto failure = failure_of([&] {
                    shelf->write([&](Transaction& transaction) {
                        transaction.defer(insert_thing, id, nullptr, nullptr);
                        if (wrong) transaction.defer(insert_thing, "taken", nullptr, nullptr);
                    });
                });
                EXPECT_EQ(failure, wrong ? std::optional(Failure::unique_violation) : std::nullopt) << id;
                if (wrong) ++refused;
            }
        });
    }
    for (auto& client : clients) client.join();
    EXPECT_EQ(shelf.things().size(), static_cast<std::size_t>(threads * rounds - refused + 1));
}

TEST(Stress, ReadModifyWriteOfManyThreadsIsExact) {
    Shelf shelf;
    constexpr int threads = 64;
    constexpr int rounds = 10;
    std::vector<std::thread> clients;
    for (int client = 0; client < threads; ++client) {
        clients.emplace_back([&] {
            for (int round = 0; round < rounds; ++round) {
                shelf->write([](Transaction& transaction) {
                    const auto value = transaction.query_one(read_counter)->integer(0);
                    transaction.defer(set_counter, value + 1);
                });
            }
        });
    }
    for (auto& client : clients) client.join();
    EXPECT_EQ(shelf.counter(), threads * rounds);
}

TEST(Stress, NumbersTakenInFailedCommandsLeaveNoGap) {
    Shelf shelf;
    constexpr int threads = 24;
    constexpr int rounds = 10;
    std::atomic<int> kept = 0;
    std::vector<std::thread> clients;
    for (int client = 0; client < threads; ++client) {
        clients.emplace_back([&, client] {
            for (int round = 0; round < rounds; ++round) {
                const auto id = std::to_string(client * rounds + round);
                try {
                    shelf->write([&](Transaction& transaction) {
                        const auto number = transaction.query_one(next_number)->integer(0);
                        transaction.defer(insert_thing, id, number, nullptr);
                        if ((client + round) % 3 == 0) throw Refused();
                    });
                    ++kept;
                } catch (const Refused&) {
                    continue;
                }
            }
        });
    }
    for (auto& client : clients) client.join();
    const auto row = shelf->reading([](Transaction& transaction) { return *transaction.query_one(count_things); });
    EXPECT_EQ(row.integer(0), kept);
    EXPECT_EQ(row.integer(2), kept) << "the highest number is the count: gapless, since numbers are unique";
    EXPECT_EQ(row.integer(1), std::int64_t{kept} * (kept + 1) / 2);
    EXPECT_EQ(shelf.counter(), kept);
}

}  // namespace
}  // namespace cafepos::db::test
