#include "keeper.h"

#include <gtest/gtest.h>

#include <chrono>

#include "files/files.h"
#include "mobileconfig.h"
#include "testing/temporary.h"

namespace cafepos::tls {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Timestamp today{1'795'000'000'000};

struct TlsKeeper : ::testing::Test {
    testing::TemporaryDirectory directory;
    Folder folder{directory.path()};
    ManualClock clock{today};
    Names machine{{"kasse.local", "localhost"}, {"192.168.1.20", "127.0.0.1"}};
    int taken = 0;

    Options own_files(const Pair& pair) {
        const std::string certificate = directory.file("tls.crt");
        const std::string key = directory.file("tls.key");
        files::write_durably(certificate, pair.certificate, files::for_everybody, files::Existing::replace);
        files::write_durably(key, pair.key, files::for_its_owner, files::Existing::replace);
        return {certificate, key, directory.path()};
    }
    Keeper keeper(const Options& options) {
        return {options, clock, [this] { return machine; }};
    }
    void look(Keeper& keeper, int times = 2) {
        for (int i = 0; i < times; ++i) keeper.look([this](const auto&) { ++taken; });
    }
    Pair leaf(Timestamp now = today) { return make_leaf(make_root("test", machine, today), machine, now); }
};

TEST_F(TlsKeeper, IsOffWithoutACertificate) {
    Keeper none = keeper({"", "", directory.path()});
    look(none);
    EXPECT_EQ(none.certificate(), nullptr);
    EXPECT_EQ(none.state(), "off");
    EXPECT_EQ(none.trouble(), "");
}

TEST_F(TlsKeeper, TakesNewFilesOnceTheyHaveSettled) {
    Keeper keeper = this->keeper(own_files(leaf()));
    look(keeper);
    EXPECT_EQ(taken, 0);
    const std::string before = keeper.facts()->fingerprint;
    own_files(leaf());
    look(keeper, 1);
    EXPECT_EQ(taken, 0) << "the other file may be on its way";
    look(keeper, 1);
    EXPECT_EQ(taken, 1);
    EXPECT_NE(keeper.facts()->fingerprint, before);
    EXPECT_EQ(keeper.root(), std::nullopt) << "whose root it is nobody knows here";
    look(keeper);
    EXPECT_EQ(taken, 1);
}

TEST_F(TlsKeeper, KeepsWhatItHasWhenTheNewPairIsBroken) {
    Keeper keeper = this->keeper(own_files(leaf()));
    const auto before = keeper.certificate();
    own_files({leaf().certificate, leaf().key});
    look(keeper);
    EXPECT_EQ(taken, 0);
    EXPECT_EQ(keeper.certificate(), before);
    EXPECT_EQ(keeper.state(), "error");
    EXPECT_EQ(keeper.trouble(), "the new TLS certificate cannot be used, so the one before is");
    own_files(leaf());
    look(keeper);
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(keeper.state(), "ok");
}

TEST_F(TlsKeeper, SaysAtTheStartWhichFileCannotBeRead) {
    Options options = own_files(leaf());
    options.key_file += ".gone";
    try {
        keeper(options);
        FAIL() << "it began without a key";
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(error.what(), options.key_file + ": cannot be read: No such file or directory");
    }
}

TEST_F(TlsKeeper, TellsTwoWeeksBeforeACertificateEnds) {
    Keeper keeper = this->keeper(own_files(leaf()));
    clock.set(today + days(381));
    EXPECT_EQ(keeper.trouble(), "");
    clock.set(today + days(383));
    EXPECT_TRUE(keeper.trouble().starts_with("the TLS certificate ends on ")) << keeper.trouble();
    clock.set(today + days(397));
    EXPECT_TRUE(keeper.trouble().starts_with("the TLS certificate ended on ")) << keeper.trouble();
    clock.set({0});
    EXPECT_EQ(keeper.trouble(), "") << "a clock that cannot be right says nothing";
}

TEST_F(TlsKeeper, RenewsTheCafesOwnAMonthBeforeItEnds) {
    folder.init({}, machine, today);
    Keeper keeper = this->keeper({"", "", directory.path()});
    EXPECT_EQ(keeper.root(), folder.root_certificate());
    clock.set(today + days(365));
    look(keeper, 3);
    EXPECT_EQ(taken, 0);
    clock.set(today + days(367));
    look(keeper, 3);
    EXPECT_EQ(taken, 1);
    EXPECT_GT(keeper.facts()->ends_at, today + days(700));
    EXPECT_EQ(keeper.root(), folder.root_certificate());
    EXPECT_TRUE(vouches(*keeper.root(), files::content_of(folder.server_file()), clock.now()));
}

TEST_F(TlsKeeper, RenewsTheCafesOwnWhenTheMachineGetsAnotherAddress) {
    folder.init({}, machine, today);
    Keeper keeper = this->keeper({"", "", directory.path()});
    machine.addresses.front() = "192.168.178.5";
    look(keeper, 3);
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(keeper.facts()->names.addresses.front(), "192.168.178.5");
    look(keeper, 3);
    EXPECT_EQ(taken, 1);
}

TEST_F(TlsKeeper, TellsWhenItCannotRenewAndTriesAgainLater) {
    folder.init({}, machine, today);
    Keeper keeper = this->keeper({"", "", directory.path()});
    const auto root = directory.path() / "tls" / "root.pem";
    std::filesystem::rename(root, root.string() + ".away");
    clock.set(today + days(367));
    look(keeper);
    EXPECT_EQ(keeper.trouble(), "the TLS certificate cannot be renewed");
    std::filesystem::rename(root.string() + ".away", root);
    look(keeper);
    EXPECT_EQ(taken, 0) << "not every few seconds";
    clock.set(today + days(367) + hours(2));
    look(keeper, 3);
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(keeper.trouble(), "");
}

TEST_F(TlsKeeper, TheProfileHoldsTheRootAndStaysTheSame) {
    folder.init({}, machine, today);
    const std::string root = *folder.root_certificate();
    const std::string profile = mobileconfig_of(root);
    const auto first_line = root.find('\n') + 1;
    EXPECT_NE(profile.find("<data>" + root.substr(first_line, 64)), std::string::npos);
    EXPECT_EQ(profile, mobileconfig_of(root));
    EXPECT_EQ(profile.find("PRIVATE"), std::string::npos);
}

}  // namespace
}  // namespace cafepos::tls
