#include "allocation.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace cafepos {
namespace {

__extension__ using Wide = __int128;

std::int64_t checked_sum(const std::vector<std::int64_t>& weights) {
    std::int64_t sum = 0;
    for (const std::int64_t weight : weights) {
        if (weight < 0) throw std::invalid_argument("allocate: a negative weight");
        sum = detail::checked_add(sum, weight);
    }
    return sum;
}

std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights, std::int64_t weight_sum) {
    std::vector<std::int64_t> parts(weights.size());
    std::vector<std::int64_t> remainders(weights.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Wide product = static_cast<Wide>(total) * weights[i];
        parts[i] = static_cast<std::int64_t>(product / weight_sum);
        remainders[i] = static_cast<std::int64_t>(product % weight_sum);
        left -= parts[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order.at(i)];
    return parts;
}

}  // namespace

std::vector<std::int64_t> allocate(std::int64_t total, const std::vector<std::int64_t>& weights) {
    if (total < 0) throw std::invalid_argument("allocate: a negative total");
    if (weights.empty() && total != 0) throw std::invalid_argument("allocate: nobody to share the total");
    const std::int64_t sum = checked_sum(weights);
    if (sum > 0) return split(total, weights, sum);
    return split(total, std::vector<std::int64_t>(weights.size(), 1), static_cast<std::int64_t>(weights.size()));
}

std::vector<Money> allocate(Money total, const std::vector<Money>& weights) {
    std::vector<std::int64_t> units;
    units.reserve(weights.size());
    for (const Money weight : weights) units.push_back(weight.units());
    std::vector<Money> parts;
    parts.reserve(units.size());
    for (const std::int64_t part : allocate(total.units(), units)) parts.push_back(Money::of(part));
    return parts;
}

}  // namespace cafepos
