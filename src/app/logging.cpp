#include "logging.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "core/text.h"

namespace cafepos::app {
namespace {

constexpr auto pattern_of_time = "%Y-%m-%dT%H:%M:%S.%eZ";

bool is_letter_of_name(char letter) { return (letter >= 'a' && letter <= 'z') || letter == '_'; }

/// The name before the first '=' of the word; empty if it is no pair.
std::string_view name_of(std::string_view word) {
    const auto end = word.find('=');
    if (end == std::string_view::npos || !std::ranges::all_of(word.substr(0, end), is_letter_of_name)) return {};
    return word.substr(0, end);
}

/// The value at the beginning of `rest`, which loses it: up to the next space, or between quotes, of which the last counts.
std::string_view take_value(std::string_view& rest) {
    const bool is_quoted = rest.starts_with('"');
    if (is_quoted) rest.remove_prefix(1);
    const auto end = is_quoted ? rest.rfind('"') : rest.find(' ');
    const std::string_view value = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return value;
}

using Write = std::string (*)(const std::string& time, const std::string& level, const std::string& text);

class Formatter : public spdlog::formatter {
public:
    explicit Formatter(Write write) : write_(write) {}

    void format(const spdlog::details::log_msg& line, spdlog::memory_buf_t& written) override {
        spdlog::memory_buf_t time;
        time_.format(line, time);
        const auto level = spdlog::level::to_string_view(line.level);
        const std::string text = write_(std::string(time.data(), time.size()), std::string(level.data(), level.size()),
                                        std::string(line.payload.data(), line.payload.size()));
        written.append(text.data(), text.data() + text.size());
        written.push_back('\n');
    }
    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<Formatter>(write_); }

private:
    Write write_;
    spdlog::pattern_formatter time_{pattern_of_time, spdlog::pattern_time_type::utc, ""};
};

}  // namespace

std::string log_line(const std::string& time, const std::string& level, const std::string& text) {
    std::string line = time + " " + level + " ";
    for (const char letter : text::printable(text)) {
        if (letter == '\n') {
            line += "\\n";
        } else {
            line += letter;
        }
    }
    return line;
}

std::string log_object(const std::string& time, const std::string& level, const std::string& text) {
    boost::json::object object{{"time", time}, {"level", level}, {"message", ""}};
    std::string message;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto name = name_of(rest.substr(0, rest.find(' ')));
        if (name.empty()) {
            message.append(message.empty() ? "" : " ").append(take_value(rest));
        } else {
            rest.remove_prefix(name.size() + 1);
            object.insert_or_assign(name, take_value(rest));
        }
    }
    object["message"] = message;
    return boost::json::serialize(object);
}

void start_logging(const Config& config) {
    auto logger = spdlog::stderr_logger_mt("cafepos");
    logger->set_formatter(std::make_unique<Formatter>(config.log_format == "json" ? log_object : log_line));
    logger->set_level(spdlog::level::from_str(config.log_level));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

}  // namespace cafepos::app
