// Two hundred sales at once: each gets its own number, and the day's numbers have no gaps.

#include <mutex>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

class ParallelOrders : public OnServer {};

constexpr int threads = 40;
constexpr int orders_per_thread = 5;

TEST_F(ParallelOrders, NumbersAreGapless) {
    Client manager = as("manager");
    const std::string item = menu_item_id(manager, "Latte");
    const std::string token = manager.token();
    const std::int64_t before = manager.get("/orders?limit=1")["data"]["pagination"]["total"].integer();
    std::mutex mutex;
    std::vector<std::string> numbers;
    std::set<std::string> ids;

    std::vector<std::jthread> tills;
    for (int i = 0; i < threads; ++i) {
        tills.emplace_back([&] {
            Client client = server().client(token);
            for (int j = 0; j < orders_per_thread; ++j) {
                const auto reply = client.post("/orders", order_body(item));
                const std::lock_guard lock(mutex);
                EXPECT_EQ(reply.status, 201) << reply.body;
                numbers.push_back(reply["data"]["order"]["orderNumber"].text());
                ids.insert(reply["data"]["order"]["id"].text());
            }
        });
    }
    tills.clear();

    std::sort(numbers.begin(), numbers.end());
    ASSERT_EQ(numbers.size(), static_cast<std::size_t>(threads * orders_per_thread));
    EXPECT_EQ(ids.size(), numbers.size());
    const std::string day = numbers.front().substr(0, 13);  // "ORD-20261122-"
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::string digits = std::to_string(before + static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(numbers[i], day + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits);
    }
    EXPECT_EQ(manager.get("/orders?limit=1")["data"]["pagination"]["total"].integer(), before + threads * orders_per_thread);
    EXPECT_EQ(server().stop(), 0);
    const auto verified = server().run({"verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

}  // namespace
}  // namespace cafepos::testing
