#include <gtest/gtest.h>

#include "test_sales.h"

namespace cafepos::sales {
namespace {

TEST(Selling, TextsLoseControlCharactersAndTheSaleIsKept) {
    SalesWorld world;
    const auto sold = world.sell(
        SalesWorld::line(world.bagel, 1, R"(,"notes":"no sugar\u001bp0\u0019\u00fa\nplease")"),
        R"(,"customerName":"A\u001b@\nTOTAL 0.01\u009b","orderNotes":"one\ntwo\u0007","discountReason":"\u001dV\u0007",)"
        R"("discountAmount":1)");
    const auto order = world.order(sold);
    EXPECT_EQ(order["customer_name"].text(), "A @ TOTAL 0.01");
    EXPECT_EQ(order["items"][0]["notes"].text(), "no sugar p0 ú\nplease");
    EXPECT_EQ(sold["orderNotes"].text(), "one\ntwo");
    EXPECT_EQ(sold["discountReason"].text(), "V");
    world.call(http::Method::put, "/orders/" + sold["id"].text(), R"({"customerName":"B\u001b\u0070","notes":"\u000cx"})");
    EXPECT_EQ(world.order(sold)["customer_name"].text(), "B p");
}

}  // namespace
}  // namespace cafepos::sales
