#pragma once

#include <cstddef>

#include "edge.h"

namespace cafepos::http {

/// Makes room for a newcomer among `connections_max`: the client with the most connections gives up its quietest, those that
/// send nothing first. So nobody keeps others out, and whoever is alone may have all. False where no connection may be closed.
bool make_room_for_connection(Edge& edge, std::size_t connections_max);

/// Makes room for so many bytes more among those that clients have not read yet: the connections whose clients have taken nothing
/// for longest are closed.
void make_room_for_unsent(Edge& edge, std::size_t bytes);

}  // namespace cafepos::http
