#include "host_order.h"

#include <algorithm>
#include <memory>
#include <sstream>
#include <string_view>

#include "place.h"

namespace cafepos::db::postgres {
namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

std::vector<std::string> elements_of(const char* list) {
    std::vector<std::string> elements;
    std::istringstream rest(list);
    for (std::string element; std::getline(rest, element, ',');) elements.push_back(element);
    return elements;
}

std::string rotated(const std::vector<std::string>& elements, std::size_t first) {
    std::string list;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        list += (i == 0 ? "" : ",") + elements[(first + i) % elements.size()];
    }
    return list;
}

}  // namespace

HostOrder::HostOrder(const std::string& url) {
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(place_of(url).url.c_str(), nullptr));
    std::size_t hosts = 1;
    for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        const std::string_view keyword = option->keyword;
        if (option->val == nullptr || (keyword != "host" && keyword != "hostaddr" && keyword != "port")) continue;
        lists_.push_back({keyword == "host" ? "host" : keyword == "port" ? "port" : "hostaddr", elements_of(option->val)});
        if (keyword != "port") hosts = std::max(hosts, lists_.back().elements.size());
    }
    // One port may be meant for all. Anything else that does not fit is for libpq to complain about.
    std::erase_if(lists_, [&](const List& list) { return list.elements.size() != hosts || hosts == 1; });
}

std::vector<std::pair<const char*, std::string>> HostOrder::now() const {
    std::vector<std::pair<const char*, std::string>> order;
    for (const List& list : lists_) order.emplace_back(list.keyword, rotated(list.elements, first_));
    return order;
}

void HostOrder::begin_with(const PGconn* answering) { put_first(answering, 0); }
void HostOrder::end_with(const PGconn* silent) { put_first(silent, 1); }

/// The host `offset` places after that of the connection, which is the one that all its elements stand for.
void HostOrder::put_first(const PGconn* connection, std::size_t offset) {
    if (lists_.empty()) return;
    const std::size_t hosts = lists_.front().elements.size();
    for (std::size_t i = 0; i < hosts; ++i) {
        const bool is_it = std::ranges::all_of(lists_, [&](const List& list) {
            const std::string_view keyword = list.keyword;
            const char* value = keyword == "host"   ? PQhost(connection)
                                : keyword == "port" ? PQport(connection)
                                                    : PQhostaddr(connection);
            return value != nullptr && list.elements[i] == value;
        });
        if (is_it && (offset == 0 || first_ == i)) first_ = (i + offset) % hosts;
    }
}

}  // namespace cafepos::db::postgres
