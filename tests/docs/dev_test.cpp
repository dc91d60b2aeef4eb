// What a typo at ./dev does, and that the lists of packages agree.

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "testing/process.h"
#include "testing/source.h"
#include "testing/temporary.h"

namespace cafepos::testing {
namespace {

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

struct Ran {
    int exit_code;
    std::string output;
};

Ran dev(const std::vector<std::string>& arguments) {
    const TemporaryDirectory folder;
    std::vector<std::string> command{"/bin/bash", (source_root() / "dev").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    Process process(command, {{"PATH", "/usr/bin:/bin"}}, folder.path().string(), folder.file("log"));
    const int exit_code = process.wait(10'000);
    return {exit_code, content_of(folder.file("log"))};
}

TEST(Dev, ATypoIsNoSuccess) {
    const Ran typo = dev({"tset"});
    EXPECT_EQ(typo.exit_code, 2);
    EXPECT_NE(typo.output.find("there is no command 'tset'"), std::string::npos) << typo.output;
    EXPECT_EQ(dev({"setup", "everything"}).exit_code, 2);
    EXPECT_EQ(dev({"bench", "sale"}).exit_code, 2);
    EXPECT_EQ(dev({"help"}).exit_code, 0);
}

/// What follows `apt… install … --no-install-recommends` for the first time.
std::set<std::string> installed_by(const std::filesystem::path& file) {
    const std::string text = std::regex_replace(content_of(file), std::regex("\\\\\n"), " ");
    std::smatch found;
    std::set<std::string> names;
    if (!std::regex_search(text, found, std::regex("install[^\n&]*--no-install-recommends([^\n&]*)"))) return names;
    std::istringstream words(found[1]);
    for (std::string word; words >> word;) names.insert(word);
    return names;
}

TEST(Docs, NameThePackagesOfTheImage) {
    const auto image = installed_by(source_root() / "Dockerfile");
    EXPECT_GT(image.size(), 10U);
    EXPECT_EQ(installed_by(source_root() / "docs/operations/README.md"), image);
}

}  // namespace
}  // namespace cafepos::testing
