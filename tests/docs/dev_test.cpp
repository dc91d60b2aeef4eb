// What a typo at ./dev does.

#include <gtest/gtest.h>

#include <fstream>
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
    EXPECT_EQ(dev({"prove", "everything"}).exit_code, 2);
    EXPECT_EQ(dev({"fuzz", "everything"}).exit_code, 2);
    EXPECT_EQ(dev({"fuzz", "json", "long"}).exit_code, 2);
    EXPECT_EQ(dev({"help"}).exit_code, 0);
}

TEST(Dev, ListsWhatCanBeFuzzed) {
    const Ran list = dev({"fuzz"});
    EXPECT_EQ(list.exit_code, 0);
    EXPECT_NE(("\n" + list.output).find("\nmigration_sql\n"), std::string::npos) << list.output;
}

}  // namespace
}  // namespace cafepos::testing
