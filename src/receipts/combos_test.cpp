#include "combos.h"

#include <gtest/gtest.h>

#include "layout.h"
#include "paper/render.h"

namespace cafepos::receipts {
namespace {

/// Two breakfasts of a large latte with oat milk and a bagel, and a tea.
class PrintedCombos : public ::testing::Test {
protected:
    PrintedCombos() {
        add("Latte", "Large", 406, "B");
        add("Bagel", "Regular", 294, "A");
        const Id combo = ids.next();
        for (sales::OrderLine& line : order.lines) {
            line.combo_line_id = combo;
            line.combo_name = "Breakfast";
        }
        add("Tea", "Regular", 300, "B");
        lines[0].line.options = {{"Oat milk", 1, Money::of(60)}, {"Shot", 2, Money::of(100)}};
        for (std::size_t i = 0; i < lines.size(); ++i) lines[i].sold = &order.lines[i];
    }

    void add(const std::string& name, const std::string& size, std::int64_t price, const std::string& mark) {
        sales::OrderLine sold;
        sold.id = ids.next();
        order.lines.push_back(sold);
        lines.push_back({{name, size, 2, Money::of(price), Money::of(2 * price), "hot", mark}, nullptr});
    }
    std::string printed() {
        Document document;
        document.lines = with_whole_combos(order, lines);
        return paper::text(slip_of(document), 32);
    }

    ManualClock clock{Timestamp(1'795'338'000'000)};
    SeededRandom random{1};
    IdSource ids{clock, random};
    sales::Order order;
    std::vector<PrintedLine> lines;
};

TEST_F(PrintedCombos, StandOnceWithTheirSumAndPartsBelow) {
    EXPECT_NE(printed().find("Breakfast\n"
                             "  2x $7.00                $14.00\n"
                             "  - Latte (Large), Oat milk, 2x\n"
                             "    Shot [B]\n"
                             "  - Bagel [A]\n"
                             "  * hot\n"
                             "Tea\n"
                             "B 2x $3.00                 $6.00\n"),
              std::string::npos)
        << printed();
}

TEST_F(PrintedCombos, HaveOneMarkWhereAllPartsAreTaxedAlike) {
    lines[1].line.tax_mark = "B";
    const auto printed_lines = with_whole_combos(order, lines);
    ASSERT_EQ(printed_lines.size(), 2U);
    EXPECT_EQ(printed_lines[0].tax_mark, "B");
    EXPECT_EQ(printed_lines[0].options[1].name, "Bagel");
}

TEST_F(PrintedCombos, AreTheirPartsWhereNotAllCameBack) {
    lines[1].line.quantity = 1;
    const auto uneven = with_whole_combos(order, lines);
    ASSERT_EQ(uneven.size(), 3U);
    EXPECT_EQ(uneven[0].name, "Breakfast: Latte");
    EXPECT_EQ(uneven[0].unit_price, Money::of(406));
    EXPECT_EQ(uneven[1].name, "Breakfast: Bagel");
    lines.erase(lines.begin());
    EXPECT_EQ(with_whole_combos(order, lines).front().name, "Breakfast: Bagel");
}

}  // namespace
}  // namespace cafepos::receipts
