#include "described_statuses.h"

#include <regex>
#include <set>
#include <sstream>

#include "core/text.h"

namespace cafepos::testing {

namespace {

std::set<std::string> error_codes_of(const Json& description) {
    const std::string text = description["components"]["responses"]["Error"]["description"].text();
    static const std::regex name("[A-Z_]{4,}");
    std::set<std::string> names;
    for (std::sregex_iterator found(text.begin(), text.end(), name), end; found != end; ++found) names.insert(found->str());
    return names;
}

}  // namespace

std::vector<std::string> undescribed_answers(const std::string& log, const Json& description) {
    static const std::regex answered(R"( http method=(\S+) path=(\S+) status=(\d+) )");
    static const std::set<std::string> of_the_transport{"405", "408", "413", "431"};
    static const std::regex refused(R"( code=(\S+))");
    const std::set<std::string> listed = error_codes_of(description);
    std::set<std::string> found;
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);) {
        std::smatch part;
        if (!std::regex_search(line, part, answered) || of_the_transport.contains(part[3])) continue;
        const Json operation = description["paths"][part[2].str()][text::lower(part[1].str())];
        if (std::smatch code; std::regex_search(line, code, refused) && !listed.contains(code[1])) {
            found.insert(part[1].str() + " " + part[2].str() + " " + code[1].str());
        }
        if (operation.exists() && !operation["responses"][part[3].str()].exists()) {
            found.insert(part[1].str() + " " + part[2].str() + " " + part[3].str());
        }
    }
    return {found.begin(), found.end()};
}

}  // namespace cafepos::testing
