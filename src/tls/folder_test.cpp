#include "folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <stdexcept>

#include "files/files.h"
#include "testing/temporary.h"

namespace cafepos::tls {
namespace {

using std::chrono::days;

constexpr Timestamp today{1'795'000'000'000};
const Names machine{{"kasse", "kasse.local", "localhost"}, {"192.168.1.20", "127.0.0.1"}};

struct TlsFolder : ::testing::Test {
    testing::TemporaryDirectory directory;
    Folder folder{directory.path()};

    [[nodiscard]] std::string leaf() const { return files::content_of(folder.server_file()); }
    [[nodiscard]] std::string root() const { return folder.root_certificate().value(); }
    [[nodiscard]] Pair root_pair() const {
        const std::string both = files::content_of(directory.path() / "tls" / "root.pem");
        return {both, both};
    }
    [[nodiscard]] bool root_vouches_for(const Names& names) const {
        return vouches(root(), make_leaf(root_pair(), names, today).certificate, today);
    }
};

unsigned mode_of(const std::filesystem::path& file) {
    struct stat status{};
    ::stat(file.c_str(), &status);
    return status.st_mode & 0777U;
}

TEST_F(TlsFolder, InitMakesARootAndACertificateForWhatTheMachineIsCalled) {
    EXPECT_FALSE(folder.is_made());
    EXPECT_TRUE(folder.init({}, machine, today).new_root);
    const Facts facts = facts_of(leaf());
    EXPECT_EQ(facts.names, machine);
    EXPECT_TRUE(vouches(root(), leaf(), today));
    EXPECT_LE(facts.ends_at - today, days(397));
    EXPECT_GT(facts_of(root()).ends_at - today, days(3650));
    EXPECT_EQ(mode_of(folder.server_file()), 0600U);
    EXPECT_EQ(mode_of(directory.path() / "tls" / "root.pem"), 0600U);
    EXPECT_EQ(mode_of(folder.root_file()), 0644U);
    EXPECT_EQ(root().find("PRIVATE KEY"), std::string::npos);
}

TEST_F(TlsFolder, AgainKeepsTheRootAndRenewsTheCertificate) {
    folder.init({{{"till.example.org"}, {"203.0.113.7"}}}, machine, today);
    const std::string first_root = root();
    const std::string first_leaf = leaf();
    EXPECT_FALSE(folder.init({}, machine, today + days(100)).new_root);
    EXPECT_EQ(root(), first_root);
    EXPECT_NE(leaf(), first_leaf);
    EXPECT_EQ(facts_of(leaf()).names.hosts.front(), "till.example.org") << "what was given is remembered";
    EXPECT_EQ(facts_of(leaf()).names.addresses.front(), "203.0.113.7");
    EXPECT_GT(facts_of(leaf()).ends_at, facts_of(first_leaf).ends_at);
}

TEST_F(TlsFolder, TheRootVouchesForTheCafesNamesAndPrivateAddressesOnly) {
    folder.init({{{"till.example.org"}, {"203.0.113.7", "2001:db8::7"}}}, machine, today);
    const std::vector<Names> inside{
        {{"kasse"}, {}},       {{"other.local"}, {}}, {{"localhost"}, {}},   {{"till.example.org"}, {}},
        {{}, {"10.9.8.7"}},    {{}, {"172.31.0.1"}},  {{}, {"192.168.7.7"}}, {{}, {"203.0.113.7"}},
        {{}, {"2001:db8::7"}}, {{}, {"fd00:1::1"}},   {{}, {"127.0.0.1"}}};
    for (const Names& names : inside) EXPECT_TRUE(root_vouches_for(names)) << text_of(names);
    const std::vector<Names> outside{{{"bank.example"}, {}}, {{"example.org"}, {}}, {{"kasse.com"}, {}},
                                     {{"local.com"}, {}},    {{}, {"8.8.8.8"}},     {{}, {"172.32.0.1"}},
                                     {{}, {"203.0.113.8"}},  {{}, {"2001:db8::8"}}, {{"kasse", "bank.example"}, {}}};
    for (const Names& names : outside) EXPECT_FALSE(root_vouches_for(names)) << text_of(names);
}

TEST_F(TlsFolder, ACertificateThatAnotherRootHasSignedIsNotBelieved) {
    folder.init({}, machine, today);
    const std::string before = leaf();
    EXPECT_TRUE(folder.init({{}, true}, machine, today).new_root);
    EXPECT_FALSE(vouches(root(), before, today));
    EXPECT_TRUE(vouches(root(), leaf(), today));
    EXPECT_FALSE(vouches(root(), leaf(), today + days(398))) << "it has ended";
}

TEST_F(TlsFolder, AWishThatTheRootMayNotFulfilChangesNothing) {
    folder.init({}, machine, today);
    const std::string before = leaf();
    EXPECT_THROW(folder.init({{{"bank.example"}, {}}}, machine, today), std::invalid_argument);
    EXPECT_EQ(leaf(), before);
    folder.init({}, machine, today);
    EXPECT_EQ(facts_of(leaf()).names, machine) << "nor is it remembered";
}

TEST_F(TlsFolder, ANewNameOfTheMachineIsLeftOutUntilThereIsANewRoot) {
    folder.init({}, machine, today);
    const Names renamed{{"bar", "bar.local", "localhost"}, machine.addresses};
    EXPECT_TRUE(folder.lacks_names(facts_of(leaf()), renamed)) << "bar.local";
    EXPECT_EQ(folder.renew(renamed, today).left_out, (Names{{"bar"}, {}}));
    EXPECT_FALSE(folder.lacks_names(facts_of(leaf()), renamed)) << "or it would be renewed for ever";
    EXPECT_TRUE(vouches(root(), leaf(), today));
}

TEST(TlsNames, AreCheckedAndMadeUsual) {
    EXPECT_EQ(names_of({"Till.Example.org", "till.example.org"}, {"192.168.1.20", "FD00:0::1"}),
              (Names{{"till.example.org"}, {"192.168.1.20", "fd00::1"}}));
    for (const char* wrong :
         {"", "a b", "*.example.org", "till_1", "-till", "a,DNS:bank.example", "192.168.1.20", "café.example"})
        EXPECT_THROW(names_of({wrong}, {}), std::invalid_argument) << wrong;
    for (const char* wrong : {"", "kasse", "192.168.1", "192.168.1.20/24", "::g"})
        EXPECT_THROW(names_of({}, {wrong}), std::invalid_argument) << wrong;
    const Names here = names_of_this_machine();
    EXPECT_EQ(here.addresses.back(), "127.0.0.1");
    EXPECT_EQ(here.hosts.back(), "localhost");
}

}  // namespace
}  // namespace cafepos::tls
