#include "room.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "connection.h"

namespace cafepos::http {
namespace {

using Connections = std::vector<std::shared_ptr<Connection>>;

constexpr std::size_t closed_at_once_max = 64;  // so that a flood of newcomers is not a search for each of them

void sort_by_quietness(Connections& connections) {
    std::ranges::sort(connections, {},
                      [](const auto& connection) { return std::tuple(*connection->quietness(), connection->deadline()); });
}

Connections quiet_ones_of(const Edge& edge, const std::string& client) {
    Connections quiet;
    for (const auto& connection : edge.connections) {
        if (connection->client() == client && connection->quietness()) quiet.push_back(connection);
    }
    return quiet;
}

std::string client_with_most(const Edge& edge) {
    std::unordered_map<std::string, std::size_t> counts;
    for (const auto& connection : edge.connections) ++counts[connection->client()];
    return std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; })->first;
}

}  // namespace

bool make_room_for_connection(Edge& edge, std::size_t connections_max) {
    if (edge.connections.size() < connections_max) return true;
    // After a search in vain not at once another.
    const auto now = std::chrono::steady_clock::now();
    if (now < edge.no_room_until || edge.connections.empty()) return false;
    Connections quiet = quiet_ones_of(edge, client_with_most(edge));
    if (quiet.empty()) {
        edge.no_room_until = now + std::chrono::milliseconds(100);
        return false;
    }
    sort_by_quietness(quiet);
    // Of few connections few: the rest may be somebody's who is about to ask.
    quiet.resize(std::min({quiet.size(), closed_at_once_max, 1 + connections_max / 100}));
    for (const auto& connection : quiet) connection->close();
    return true;
}

void make_room_for_unsent(Edge& edge, std::size_t bytes) {
    if (!edge.unsent->exceeded_with(bytes)) return;
    Connections waiting;
    for (const auto& connection : edge.connections) {
        if (connection->unsent_bytes() > 0) waiting.push_back(connection);
    }
    std::ranges::sort(waiting, {}, [](const auto& connection) { return connection->deadline(); });
    // An eighth more than needed, for the next ones.
    const std::size_t wanted = bytes + edge.limits().unsent_bytes_max / 8;
    for (const auto& connection : waiting) {
        if (!edge.unsent->exceeded_with(wanted)) return;
        connection->close();
    }
}

}  // namespace cafepos::http
