#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "client.h"
#include "database.h"
#include "process.h"
#include "temporary.h"

namespace cafepos::testing {

/// A port of the loopback interface that nobody listens on.
std::uint16_t free_port();

struct ServerSettings {
    bool demo = true;              ///< seeded with the contract's test data (admin … trainee, password123)
    Environment environment = {};  ///< over what the tests set anyway
};

/// The binary under test.
std::string binary_path();

struct CommandResult {
    int exit_code = -1;
    std::string output;
};

/// The real binary on a free loopback port, with a data directory and a database (of the engine under test) of its own.
/// The demo of those without an environment is a copy of one that was planted before: drawing its pictures takes long.
/// A server that ends badly at the end of its test, that a sanitizer complains about, or that answered with a status which its
/// own API description does not list, fails the test.
class ServerProcess {
public:
    explicit ServerProcess(ServerSettings settings = {});
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] Client client(const std::string& token = {}) const { return Client(port_, token); }
    /// A client signed in with the demo's password.
    [[nodiscard]] Client client_as(const std::string& username) const;

    int stop();  ///< SIGTERM; the exit code
    void kill9();
    void signal(int number) const { process_->signal(number); }
    void start();  ///< after stop or kill9, on the same data and port; returns when it has said where it listens and
                   ///< /health/ready says so
    void restart();
    [[nodiscard]] bool running() { return process_ && process_->running(); }

    /// Runs `cafepos <arguments>` to its end in the server's environment: run({"verify"}).
    CommandResult run(const std::vector<std::string>& arguments);
    /// The same, killed after that time unless it has ended; true if it was killed.
    bool run_killed(const std::vector<std::string>& arguments, int after_ms);
    /// All that the server has written to its standard output and error.
    [[nodiscard]] std::string log() const;
    [[nodiscard]] const std::string& database_url() const { return database_.url(); }
    [[nodiscard]] std::string data_directory() const { return directory_.path().string(); }

private:
    struct Original {};
    explicit ServerProcess(Original original);
    static ServerProcess& demo_cafe();
    [[nodiscard]] bool is_copied() const;
    [[nodiscard]] Environment environment() const;
    void wait_until_ready(std::uintmax_t log_begin);
    [[nodiscard]] bool has_told(std::uintmax_t log_begin) const;
    [[nodiscard]] bool is_ready() const;
    ServerSettings settings_;
    TemporaryDirectory directory_;
    TestDatabase database_;
    static inline Json description_;  ///< of the API; the same for every server of one test program
    std::uint16_t port_;
    std::unique_ptr<Process> process_;
    bool is_original_ = false;
};

}  // namespace cafepos::testing
