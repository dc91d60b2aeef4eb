#pragma once

#include "order.h"

/// Rows that only the store sees: what belongs to an order or refund, with whose it is.
namespace cafepos::sales::store {

struct OrderTax : TaxSum {
    Id order_id;
};
BOOST_DESCRIBE_STRUCT(OrderTax, (TaxSum), (order_id))

struct RefundTax : TaxSum {
    Id refund_id;
};
BOOST_DESCRIBE_STRUCT(RefundTax, (TaxSum), (refund_id))

struct OrderTerm {
    std::string term;
    Id order_id;
};
BOOST_DESCRIBE_STRUCT(OrderTerm, (), (term, order_id))

/// Sums with whose they are.
template <class Row>
std::vector<Row> rows_of(const Id& owner, const std::vector<TaxSum>& taxes) {
    std::vector<Row> rows;
    for (const TaxSum& tax : taxes) rows.push_back({tax, owner});
    return rows;
}

}  // namespace cafepos::sales::store
