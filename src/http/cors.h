#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "message.h"

namespace cafepos::http {

/// Which other origins' pages may call us. Immutable, so safe to share.
class Cors {
public:
    /// Exact origins ("http://localhost:3000"), or "*" for all.
    explicit Cors(std::vector<std::string> origins);

    /// What every answer carries: the headers that allow `origin` to read it, if it is a configured one. Vary is the caller's.
    void allow(std::optional<std::string_view> origin, Headers& headers) const;

    /// The 204 for OPTIONS on a registered path. `allow` lists the path's methods.
    [[nodiscard]] RawReply preflight(std::optional<std::string_view> origin, const std::string& allow) const;

private:
    [[nodiscard]] bool knows(std::string_view origin) const;
    std::vector<std::string> origins_;
    bool everyone_ = false;
};

}  // namespace cafepos::http
