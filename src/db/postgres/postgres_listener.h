#pragma once

#include "../listener.h"

namespace cafepos::db::postgres {

/// See db::listen.
std::unique_ptr<Listener> listen(const Options& options, const std::string& channel, Listener::Heard heard);

}  // namespace cafepos::db::postgres
