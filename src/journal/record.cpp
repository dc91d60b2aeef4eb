#include "record.h"

#include "json/write.h"

namespace cafepos::journal {
namespace {

/// Empty for what is left out.
std::string json_of(const db::Value& value) {
    struct Visitor {
        std::string operator()(std::nullptr_t) const { return {}; }
        std::string operator()(std::int64_t number) const { return number == 0 ? std::string() : std::to_string(number); }
        std::string operator()(std::string_view text) const {
            if (text.empty()) return {};
            json::Writer out;
            out.string(text);
            return out.take();
        }
    };
    return std::visit(Visitor{}, value.data());
}

}  // namespace

void Record::add(std::string_view name, const db::Value& value) { add_json(name, json_of(value)); }

void Record::add(std::string_view name, const Record& part) {
    if (!part.members_.empty()) add_json(name, part.text());
}

void Record::add(std::string_view name, const std::vector<Record>& parts) {
    if (parts.empty()) return;
    std::string list = "[";
    for (const Record& part : parts) list += (list.size() == 1 ? "" : ",") + part.text();
    add_json(name, list + "]");
}

void Record::add_json(std::string_view name, std::string json) {
    if (!json.empty()) members_.emplace_back(name, std::move(json));
}

std::string Record::text() const {
    std::vector<const std::pair<std::string_view, std::string>*> sorted;
    sorted.reserve(members_.size());
    for (const auto& member : members_) sorted.push_back(&member);
    std::ranges::sort(sorted, [](const auto* a, const auto* b) { return a->first < b->first; });
    std::string text = "{";
    for (const auto* member : sorted) {
        if (text.size() > 1) text += ',';
        text.append("\"").append(member->first).append("\":").append(member->second);
    }
    text += '}';
    return text;
}

}  // namespace cafepos::journal
