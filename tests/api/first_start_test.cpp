#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <pty.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string content_of(const std::string& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

/// Waits until there is the text in what `read` answers; whether it came.
template <class Read>
bool comes(const Read& read, const std::string& text) {
    constexpr int looks_max = 1500;
    for (int look = 0; look < looks_max; ++look) {
        if (read().find(text) != std::string::npos) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

bool comes_to_hold(const std::string& file, const std::string& text) {
    return comes([&] { return content_of(file); }, text);
}

std::string last_password_in(const std::string& log) { return log.substr(log.rfind("password   ") + 11, 16); }

TEST(FirstStart, ShowsANewPasswordAtEachStartUntilSomebodyHasUsedIt) {
    ServerProcess server({.demo = false});
    const std::string first = last_password_in(server.log());
    server.restart();
    const std::string second = last_password_in(server.log());
    ASSERT_NE(first, second);
    Client admin = server.client();
    EXPECT_EQ(admin.post("/auth/login", R"({"username": "admin", "password": ")" + first + "\"}").status, 401);
    admin.login("admin", second);
    server.restart();
    EXPECT_EQ(last_password_in(server.log()), second) << "shown although it was used";
}

TEST(FirstStart, ThePasswordShownIsChangedBeforeAnythingElse) {
    const ServerProcess server({.demo = false});
    const std::string shown = last_password_in(server.log());
    Client admin = server.client();
    admin.login("admin", shown);
    EXPECT_EQ(admin.get("/settings")["errorCode"].text(), "PASSWORD_CHANGE_REQUIRED");
    EXPECT_EQ(admin.put("/auth/me/credentials", R"({"currentPassword":")" + shown + R"(","password":"a horse of mine"})").status,
              200);
    EXPECT_EQ(admin.get("/settings").status, 200);
}

TEST(FirstStart, APasswordOfOnesOwnStaysThoughNobodyHasSignedIn) {
    ServerProcess server({.demo = false});
    server.stop();
    ASSERT_EQ(server.run({"seed", "test"}).exit_code, 0);
    server.start();
    EXPECT_NO_THROW(server.client_as("admin"));
    EXPECT_TRUE(comes([&] { return server.log(); }, "everybody knows the password of admin, manager, cashier, trainee"));
}

TEST(FirstStart, IsWastedByNoPortThatIsTaken) {
    ServerProcess other;
    const TemporaryDirectory folder;
    const std::string log = folder.file("log");
    Process process({binary_path(), "serve"},
                    {{"HOST", "127.0.0.1"}, {"PORT", std::to_string(other.port())}, {"DATA_DIR", folder.file("data")}},
                    folder.path().string(), log);
    EXPECT_EQ(process.wait(60'000), 1);
    EXPECT_THAT(content_of(log), HasSubstr("set PORT to another one"));
    EXPECT_THAT(content_of(log), Not(HasSubstr("password   ")));
}

TEST(FirstStart, TheDemoListensToThisMachineOnlyAndSaysSo) {
    ServerProcess server({.environment = {{"HOST", ""}}});
    EXPECT_THAT(server.log(), HasSubstr("It listens to this machine only"));
    EXPECT_THAT(server.log(), HasSubstr("CafePOS listens on http://127.0.0.1:"));
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in another_address{};
    another_address.sin_family = AF_INET;
    another_address.sin_port = htons(server.port());
    another_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
    EXPECT_NE(::connect(socket, reinterpret_cast<const sockaddr*>(&another_address), sizeof another_address), 0);
    ::close(socket);
}

TEST(FirstStart, WaitsForItsDatabaseAndStopsWhenAsked) {
    const TemporaryDirectory folder;
    const std::string log = folder.file("log");
    Process process({binary_path(), "serve"},
                    {{"HOST", "127.0.0.1"},
                     {"PORT", "0"},
                     {"DATA_DIR", folder.file("data")},
                     {"DATABASE_URL", "postgresql://nobody@127.0.0.1:1/cafe"}},
                    folder.path().string(), log);
    ASSERT_TRUE(comes_to_hold(log, "waiting for it up to 60 seconds")) << content_of(log);
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(30'000), 128 + SIGTERM) << "at once: there is nothing to finish yet";
}

TEST(FirstStart, ASecretThatEverybodyKnowsIsReplacedByOneOfItsOwn) {
    ServerProcess server({.environment = {{"JWT_SECRET", "your-super-secret-jwt-key-here-make-it-long-and-random"}}});
    EXPECT_THAT(server.log(), HasSubstr("JWT_SECRET IS NOT USED"));
    EXPECT_EQ(content_of(server.data_directory() + "/secret").size(), 65U);
    const Client till = server.client_as("cashier");
    server.restart();
    EXPECT_EQ(Client(server.port(), till.token()).get("/auth/me").status, 200);
}

/// `cafepos user passwd admin` on a terminal: what is typed, line for line, and all that the terminal shows.
std::string typed_on_a_terminal(const ServerProcess& server, const std::string& keys) {
    const std::string data = "DATA_DIR=" + server.data_directory();
    const std::string database = "DATABASE_URL=" + server.database_url();
    const std::string binary = binary_path();
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        ::execle(binary.c_str(), "cafepos", "user", "passwd", "admin", nullptr,
                 std::array{data.c_str(), database.c_str(), "BCRYPT_COST=4", static_cast<const char*>(nullptr)}.data());
        ::_exit(127);
    }
    std::string shown;
    std::array<char, 256> buffer{};
    std::istringstream lines(keys);
    std::string line;
    bool more = static_cast<bool>(std::getline(lines, line));
    for (ssize_t size = 0; (size = ::read(terminal, buffer.data(), buffer.size())) > 0;) {
        shown.append(buffer.data(), static_cast<std::size_t>(size));
        if (!more || !shown.ends_with(": ")) continue;
        const std::string typed = line + "\n";
        EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
        more = static_cast<bool>(std::getline(lines, line));
    }
    ::close(terminal);
    ::waitpid(child, nullptr, 0);
    return shown;
}

TEST(UserCommands, APasswordIsTypedTwiceAndNotShown) {
    ServerProcess server;
    server.stop();
    const std::string shown = typed_on_a_terminal(server, "a long password\na long password\n");
    EXPECT_THAT(shown, HasSubstr("The password of admin was set"));
    EXPECT_THAT(shown, Not(HasSubstr("a long password")));
    EXPECT_THAT(typed_on_a_terminal(server, "another password\nanother passwort\n"), HasSubstr("differ"));
    server.start();
    Client admin = server.client();
    EXPECT_NO_THROW(admin.login("admin", "a long password"));
}

TEST(UserCommands, ListNamesAllBesideTheServer) {
    ServerProcess server;
    const auto listed = server.run({"user", "list"});
    EXPECT_EQ(listed.exit_code, 0) << listed.output;
    for (const char* name : {"admin", "manager", "cashier", "trainee"}) EXPECT_THAT(listed.output, HasSubstr(name));
    EXPECT_THAT(listed.output, HasSubstr("active"));
}

TEST(UserCommands, AMistypedFolderStaysEmpty) {
    ServerProcess server;
    const std::string folder = server.data_directory() + "/mistyped";
    for (const std::vector<std::string>& command : {std::vector<std::string>{"user", "unlock", "admin"},
                                                    {"user", "list"},
                                                    {"user", "passwd", "admin"},
                                                    {"seed", "test"},
                                                    {"verify"},
                                                    {"rebuild-reports"},
                                                    {"backup", "x.backup"},
                                                    {"doctor"}}) {
        std::vector<std::string> arguments = command;
        arguments.insert(arguments.end(), {"--data-dir", folder, "--database-url", "sqlite://" + folder + "/cafepos.db"});
        const auto result = server.run(arguments);
        EXPECT_NE(result.exit_code, 0) << command.front();
        EXPECT_THAT(result.output, HasSubstr("There is no café in " + folder)) << command.front();
        EXPECT_THAT(result.output, Not(HasSubstr("configuration"))) << command.front();
        EXPECT_FALSE(std::filesystem::exists(folder)) << command.front();
    }
}

TEST(UserCommands, WhatIsWrongWithANewUserIsSaidInWords) {
    ServerProcess server;
    server.stop();
    const auto wrong = server.run({"user", "add", "x", "--role", "boss", "--email", "nonsense"});
    EXPECT_EQ(wrong.exit_code, 2);
    for (const char* part : {"Username must", "Valid email", "Role must be one of", "Password must"}) {
        EXPECT_THAT(wrong.output, HasSubstr(part));
    }
    const auto nobody = server.run({"user", "unlock", "nobody"});
    EXPECT_THAT(nobody.output, HasSubstr("There is no user nobody"));
    EXPECT_THAT(nobody.output, Not(HasSubstr("configuration")));
}

TEST(Commands, ASubCommandThatDoesNotExistIsNamed) {
    ServerProcess server;
    const auto typo = server.run({"serv"});
    EXPECT_EQ(typo.exit_code, 2);
    EXPECT_THAT(typo.output, HasSubstr("'serv'"));
    EXPECT_THAT(typo.output, HasSubstr("serve, migrate"));
    EXPECT_THAT(server.run({"user", "lsit"}).output, HasSubstr("'lsit'. There are: add, list"));
    const auto help = server.run({"--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.output, HasSubstr("NUMBER=8880"));
    EXPECT_THAT(help.output, HasSubstr("LIST=http://localhost:3000,http://localhost:5173"));
}

}  // namespace
}  // namespace cafepos::testing
