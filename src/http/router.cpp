#include "router.h"

#include <stdexcept>

#include "url.h"

namespace cafepos::http {

/// What one path offers: its route for each method, each with its own names for the {…}.
struct Router::Leaf {
    struct Entry {
        const detail::Route* route;
        std::vector<std::string> value_names;
    };
    std::vector<Entry> entries;
    std::string allow;

    [[nodiscard]] const Entry* entry(std::string_view method) const {
        const std::string_view wanted = method == "HEAD" ? "GET" : method;
        for (const Entry& candidate : entries) {
            if (name_of(candidate.route->endpoint.method) == wanted) return &candidate;
        }
        return nullptr;
    }
};

struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> value;
    Leaf leaf;
};

namespace {

std::optional<std::string> value_name(std::string_view segment) {
    if (segment.find_first_of("{}") == std::string_view::npos) return std::nullopt;
    if (segment.size() < 3 || segment.front() != '{' || segment.back() != '}') {
        throw std::logic_error("a path segment is either fixed or {name}: " + std::string(segment));
    }
    return std::string(segment.substr(1, segment.size() - 2));
}

std::string allow_text(const std::vector<std::string_view>& methods) {
    std::string text;
    for (const std::string_view method : methods) {
        text += std::string(method) + ", ";
        if (method == "GET") text += "HEAD, ";
    }
    return text + "OPTIONS";
}

}  // namespace

Router::Router(const EndpointTable& table) : root_(std::make_unique<Node>()) {
    for (const auto& route : table.routes()) {
        Node* node = root_.get();
        std::vector<std::string> names;
        for (const std::string_view segment : url::split_path(route->endpoint.path)) {
            const auto name = value_name(segment);
            auto& next = name ? node->value : node->fixed[std::string(segment)];
            if (!next) next = std::make_unique<Node>();
            if (name) names.push_back(*name);
            node = next.get();
        }
        Leaf& leaf = node->leaf;
        if (leaf.entry(name_of(route->endpoint.method)) != nullptr) {
            throw std::logic_error("two routes answer " + std::string(name_of(route->endpoint.method)) + " " +
                                   route->endpoint.path);
        }
        leaf.entries.push_back({route.get(), std::move(names)});
        std::vector<std::string_view> methods;
        for (const auto& entry : leaf.entries) methods.push_back(name_of(entry.route->endpoint.method));
        leaf.allow = allow_text(methods);
    }
}

Router::~Router() = default;

const Router::Leaf* Router::find(const Node& node, const std::vector<std::string>& segments, std::size_t depth,
                                 std::vector<std::string_view>& values) {
    if (depth == segments.size()) return node.leaf.entries.empty() ? nullptr : &node.leaf;
    const auto fixed = node.fixed.find(segments[depth]);
    if (fixed != node.fixed.end()) {
        if (const Leaf* leaf = find(*fixed->second, segments, depth + 1, values)) return leaf;
    }
    if (!node.value || segments[depth].empty()) return nullptr;
    values.emplace_back(segments[depth]);
    const Leaf* leaf = find(*node.value, segments, depth + 1, values);
    if (leaf == nullptr) values.pop_back();
    return leaf;
}

RouteMatch Router::match(std::string_view method, std::string_view encoded_path) const {
    RouteMatch match;
    std::vector<std::string> segments;
    for (const std::string_view encoded : url::split_path(encoded_path)) {
        auto segment = url::decode_segment(encoded);
        if (!segment) return match;
        segments.push_back(std::move(*segment));
    }
    std::vector<std::string_view> values;
    const Leaf* leaf = find(*root_, segments, 0, values);
    if (leaf == nullptr) return match;
    match.path_known = true;
    match.allow = leaf->allow;
    const Leaf::Entry* entry = leaf->entry(method);
    if (entry == nullptr) return match;
    match.route = entry->route;
    for (std::size_t i = 0; i < values.size(); ++i) match.path_values.emplace(entry->value_names[i], values[i]);
    return match;
}

}  // namespace cafepos::http
