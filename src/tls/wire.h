#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"

namespace cafepos::tls {

struct TlsRoot {
    std::string fingerprint;
    Timestamp endsAt;
};
BOOST_DESCRIBE_STRUCT(TlsRoot, (), (fingerprint, endsAt))

struct TlsState {
    bool on = false;
    std::int64_t port = 0;
    std::vector<std::string> hosts;
    std::optional<Timestamp> endsAt;
    std::optional<TlsRoot> root;
};
BOOST_DESCRIBE_STRUCT(TlsState, (), (on, port, hosts, endsAt, root))

}  // namespace cafepos::tls
