#include <sstream>

#include "config.h"
#include "core/text.h"

namespace cafepos::app {
namespace {

std::string line_name(const std::string& file, int number) { return file + " line " + std::to_string(number); }

bool is_quoted(std::string_view value) { return !value.empty() && (value[0] == '"' || value[0] == '\''); }

// `NAME=value  # comment`: a comment begins at a # after white space; inside quotes it is part of the value. The quotes of
// `"The Café" <till@example.org>` are part of the value themselves.
std::string_view without_comment(std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '#' && (i == 0 || value[i - 1] == ' ' || value[i - 1] == '\t')) return value.substr(0, i);
    }
    return value;
}

/// `line` names it for people.
std::string value_of(std::string_view text, const std::string& line) {
    if (!is_quoted(text)) return std::string(text::trim(without_comment(text)));
    const auto end = text.find(text[0], 1);
    if (end == std::string_view::npos) throw ConfigError(line + ": the quote at the value's beginning is never closed");
    const auto rest = text::trim(text.substr(end + 1));
    if (rest.starts_with('<'))  // a name with its address, as mails have it
        return std::string(text.substr(0, end + 1)) + ' ' + std::string(text::trim(without_comment(rest)));
    if (!rest.empty() && rest[0] != '#') throw ConfigError(line + ": something follows the closing quote");
    return std::string(text.substr(1, end - 1));
}

}  // namespace

Values parse_env_file(const std::string& content, const std::string& file) {
    Values values;
    std::istringstream lines(content);
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        std::string_view rest = text::trim(line);
        if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
        if (rest.empty() || rest[0] == '#') continue;
        if (rest.starts_with("export ")) rest = text::trim(rest.substr(7));
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos || equals == 0) throw ConfigError(line_name(file, number) + ": expected NAME=value");
        values[std::string(text::trim(rest.substr(0, equals)))] =
            value_of(text::trim(rest.substr(equals + 1)), line_name(file, number));
    }
    return values;
}

}  // namespace cafepos::app
