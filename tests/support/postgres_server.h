#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "process.h"
#include "temporary.h"

namespace cafepos::testing {

/// A PostgreSQL of the test's own, for what cannot be done to one that others use: it may be frozen. Gone when this object is.
class PostgresServer {
public:
    /// With a primary: a hot standby that streams from it.
    explicit PostgresServer(const PostgresServer* primary = nullptr);
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::string url(const std::string& database) const {
        return "postgresql://postgres@" + host() + "/" + database;
    }
    /// Creates a database of its own for a test; its name.
    std::string create_database();
    /// The first column.
    std::vector<std::string> run(const std::string& sql, const std::string& database = "postgres") const;

    /// Stops all its processes where they are: the system takes connections for them, and nobody answers.
    void freeze();
    void thaw();

private:
    void initialise(const std::vector<std::string>& command);
    void start();
    void signal_all(int number) const;

    TemporaryDirectory directory_;
    std::uint16_t port_;
    std::unique_ptr<Process> process_;
};

}  // namespace cafepos::testing
