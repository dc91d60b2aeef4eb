#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint.h"

namespace cafepos::http {

using PathValues = std::map<std::string, std::string, std::less<>>;

/// Where a request leads.
struct RouteMatch {
    bool path_known = false;               ///< false: 404
    const detail::Route* route = nullptr;  ///< nullptr with path_known: 405 with `allow`
    PathValues path_values;                ///< decoded, by the names in the endpoint's path
    std::string allow;                     ///< "GET, HEAD, POST, OPTIONS"
};

/// Finds the route of a path: segment by segment, fixed ones before {…}, no tolerance for trailing or doubled slashes.
/// Built once from a finished table, which must outlive it; then read-only.
class Router {
public:
    explicit Router(const EndpointTable& table);
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// `method` as sent; HEAD goes where GET goes. `encoded_path` begins with '/'.
    [[nodiscard]] RouteMatch match(std::string_view method, std::string_view encoded_path) const;

private:
    struct Node;
    struct Leaf;
    static const Leaf* find(const Node& node, const std::vector<std::string>& segments, std::size_t depth,
                            std::vector<std::string_view>& values);
    std::unique_ptr<Node> root_;
};

}  // namespace cafepos::http
