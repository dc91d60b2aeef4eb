#include <gmock/gmock.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using ::testing::HasSubstr;

/// What a program prints; its errors, too.
std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, decltype(&pclose)> process(popen((command + " 2>&1").c_str(), "r"), pclose);
    std::string output;
    std::array<char, 4096> piece{};
    while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), process.get())) output.append(piece.data(), size);
    return output;
}

const ServerSettings with_tls{.demo = false, .environment = {{"TLS_PORT", "0"}}};

std::string https(const ServerProcess& server, Client& client, const std::string& path, const std::string& more = "") {
    const std::string port = std::to_string(client.get("/tls")["data"]["port"].integer());
    return output_of("curl -s -m 10 " + more + " --cacert " + server.data_directory() +
                     "/tls/root.crt https://localhost:" + port + path);
}

TEST(TlsApi, IsOffUntilSomebodyMakesACertificate) {
    ServerProcess server(with_tls);
    Client client = server.client();
    EXPECT_FALSE(client.get("/tls")["data"]["on"].boolean());
    EXPECT_EQ(client.get("/health")["data"]["services"]["tls"].text(), "off");
    expect_error(client.get("/tls/root.crt"), 404, "NOT_FOUND");
    expect_error(client.get("/tls/root.mobileconfig"), 404, "NOT_FOUND");
    EXPECT_EQ(server.run({"tls", "show"}).exit_code, 1);
    EXPECT_EQ(server.run({"tls", "init"}).exit_code, 0);
    server.restart();
    const auto state = client.get("/tls")["data"];
    EXPECT_TRUE(state["on"].boolean());
    EXPECT_EQ(client.get("/health")["data"]["services"]["tls"].text(), "ok");
    EXPECT_EQ(client.get("/tls/root.crt").header("content-type"), "application/x-x509-ca-cert");
    EXPECT_EQ(client.get("/tls/root.mobileconfig").header("content-type"), "application/x-apple-aspen-config");
    EXPECT_THAT(server.run({"tls", "show"}).output, HasSubstr(state["root"]["fingerprint"].text()));
    EXPECT_THAT(server.run({"doctor"}).output, HasSubstr("ok       the certificate for "));
    EXPECT_THAT(https(server, client, "/health/live"), HasSubstr("\"live\""));
}

TEST(TlsApi, OpenSslBelievesTheCertificateByTheRootAndNotForOtherNames) {
    ServerProcess server(with_tls);
    ASSERT_EQ(server.run({"tls", "init", "--name", "till.example.org", "--address", "203.0.113.7"}).exit_code, 0);
    const std::string folder = server.data_directory() + "/tls/";
    const std::string verify = "openssl verify -CAfile " + folder + "root.crt -purpose sslserver ";
    EXPECT_THAT(output_of(verify + "-verify_hostname till.example.org " + folder + "server.pem"), HasSubstr(": OK"));
    EXPECT_THAT(output_of(verify + "-verify_ip 203.0.113.7 " + folder + "server.pem"), HasSubstr(": OK"));
    const std::string other = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -CA " +
                              folder + "root.crt -CAkey " + folder +
                              "root.pem -days 30 -subj /CN=bank -addext subjectAltName=DNS:bank.example "
                              "-addext basicConstraints=CA:FALSE -out " +
                              folder + "bank.crt";
    output_of(other);
    EXPECT_THAT(output_of(verify + folder + "bank.crt"), HasSubstr("permitted subtree violation"));
}

TEST(TlsApi, WhatCannotBeMadeIsSaidAndNothingIs) {
    ServerProcess server(with_tls);
    const auto name = server.run({"tls", "init", "--name", "a b"});
    EXPECT_EQ(name.exit_code, 2);
    EXPECT_THAT(name.output, HasSubstr("--name: 'a b' is no host name"));
    const auto address = server.run({"tls", "init", "--address", "kasse"});
    EXPECT_EQ(address.exit_code, 2);
    EXPECT_THAT(address.output, HasSubstr("--address: 'kasse' is no IP address"));
    EXPECT_FALSE(std::filesystem::exists(server.data_directory() + "/tls"));
}

TEST(TlsApi, ARunningServerTakesTheNextCertificate) {
    ServerProcess server(with_tls);
    ASSERT_EQ(server.run({"tls", "init"}).exit_code, 0);
    server.restart();
    Client client = server.client();
    ASSERT_EQ(server.run({"tls", "init", "--name", "terrace.local"}).exit_code, 0);
    const auto shown = [&] { return client.get("/tls").body.find("terrace.local") != std::string::npos; };
    for (int look = 0; look < 400 && !shown(); ++look) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_TRUE(shown());
    const std::string resolve =
        "--resolve terrace.local:" + std::to_string(client.get("/tls")["data"]["port"].integer()) + ":127.0.0.1";
    EXPECT_THAT(https(server, client, "/health/live", resolve), HasSubstr("\"live\""));
    std::ofstream(server.data_directory() + "/tls/server.pem") << "broken";
    const auto told = [&] { return client.get("/health")["data"]["services"]["tls"].text() == "error"; };
    for (int look = 0; look < 400 && !told(); ++look) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_TRUE(told());
    EXPECT_EQ(client.get("/health")["data"]["status"].text(), "degraded");
    EXPECT_THAT(https(server, client, "/health/live"), HasSubstr("\"live\"")) << "the one before stays";
}

TEST(TlsApi, OnlyHttpsNeedsACertificateAndStillServesThisMachine) {
    ServerProcess server(with_tls);
    server.stop();
    const auto without = server.run({"serve", "--tls-only", "true"});
    EXPECT_EQ(without.exit_code, 2);
    EXPECT_THAT(without.output, HasSubstr("TLS_ONLY: there is no certificate"));
    ASSERT_EQ(server.run({"tls", "init"}).exit_code, 0);
    std::ofstream(server.data_directory() + "/.env") << "TLS_ONLY=true\n";
    server.start();
    EXPECT_EQ(server.client().get("/auth/me").status, 401) << "this machine asks as ever";
}

TEST(TlsApi, FilesThatCannotBeUsedStopTheStartWithTheirNames) {
    ServerProcess server(with_tls);
    ASSERT_EQ(server.run({"tls", "init"}).exit_code, 0);
    server.stop();
    const std::string folder = server.data_directory() + "/tls/";
    const auto start = [&](const std::string& certificate, const std::string& key) {
        std::vector<std::string> arguments{"serve", "--tls-cert-file", certificate};
        if (!key.empty()) arguments.insert(arguments.end(), {"--tls-key-file", key});
        return server.run(arguments);
    };
    const auto alone = start(folder + "server.pem", "");
    EXPECT_EQ(alone.exit_code, 2);
    EXPECT_THAT(alone.output, HasSubstr("TLS_KEY_FILE: is missing beside TLS_CERT_FILE"));
    const auto missing = start(folder + "server.pem", folder + "gone.key");
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_THAT(missing.output, HasSubstr("TLS_KEY_FILE: " + folder + "gone.key: cannot be read: No such file or directory"));
    const auto swapped = start(folder + "root.crt", folder + "server.pem");
    EXPECT_EQ(swapped.exit_code, 2);
    EXPECT_THAT(swapped.output, HasSubstr("the key does not belong to the certificate in " + folder + "root.crt"));
}

}  // namespace
}  // namespace cafepos::testing
