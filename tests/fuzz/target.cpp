#include "target.h"

#include <algorithm>

#include "core/text.h"

namespace cafepos::fuzz {
namespace {

std::vector<const Target*>& all() {
    static std::vector<const Target*> registered;
    return registered;
}

}  // namespace

Target::Target(std::string_view its_name, Run its_run) : name(its_name), run(its_run) { all().push_back(this); }

const std::vector<const Target*>& targets() { return all(); }

unsigned char Input::byte() {
    if (rest_.empty()) return 0;
    const auto first = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return first;
}

std::string_view Input::line() {
    const auto end = rest_.find('\n');
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(rest_.size(), line.size() + 1));
    return line;
}

std::string Input::text() {
    const std::string_view line = this->line();
    return text::is_utf8(line) ? text::without_controls(line) : std::string();
}

}  // namespace cafepos::fuzz
