#pragma once

#include <string>
#include <vector>

#include "order.h"

namespace cafepos::sales {

/// What goes wrong is told of one order or day at a time.
class Report {
public:
    void expect(bool holds, const std::string& subject, const std::string& what) {
        if (!holds) findings_.push_back(subject + ": " + what);
    }
    void expect_equal(Money stored, Money derived, const std::string& subject, const std::string& what) {
        expect(stored == derived, subject, what + " is " + stored.fixed_text() + ", derived " + derived.fixed_text());
    }
    std::vector<std::string> take() { return std::move(findings_); }

private:
    std::vector<std::string> findings_;
};

/// Derives what an order says of itself from its parts: lines, taxes, payments, refunds. Pure.
void check_order(const Order& order, Report& report);

}  // namespace cafepos::sales
