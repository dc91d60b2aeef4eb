#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "certificate.h"

namespace cafepos::testing {

/// What the fake mail server asks of its clients.
struct FakeSmtpOptions {
    enum class Tls { none, starttls, implicit };
    Tls tls = Tls::none;  ///< STARTTLS is offered, not insisted on: what a client says in the clear is its own fault
    std::string certificate_names = "IP:127.0.0.1,DNS:localhost";
    std::string mechanisms = {};  ///< of AUTH, such as "PLAIN LOGIN"; empty: whoever comes may send
    std::string username = {};
    std::string password = {};
};

/// A mail server on the loopback interface that behaves badly on demand.
class FakeSmtp {
public:
    enum class Behaviour {
        accept,
        refuse_451,     ///< the recipient, for now
        refuse_550,     ///< the recipient, for good
        refuse_sender,  ///< 553, whoever it is for
        hang,           ///< never says a word
        close_in_data,  ///< vanishes in the middle of the mail
    };
    /// Each connection takes the next behaviour; when they are used up, all are accepted.
    explicit FakeSmtp(std::vector<Behaviour> script = {}, FakeSmtpOptions options = {});
    ~FakeSmtp();
    FakeSmtp(const FakeSmtp&) = delete;
    FakeSmtp& operator=(const FakeSmtp&) = delete;

    struct Mail {
        std::string from;  ///< as in MAIL FROM:<…>
        std::string to;
        std::string data;  ///< headers and body, lines ended by CRLF
        /// The value of a header, its folded lines joined; empty if there is none.
        [[nodiscard]] std::string header(const std::string& name) const;
        /// The body of the first part of that type ("text/html"), without quoted-printable; empty if there is none.
        [[nodiscard]] std::string part(const std::string& type) const;
    };

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// For clients that shall trust this server; only with TLS.
    [[nodiscard]] std::string certificate_file() const { return certificate_->file(); }
    void behave_next(Behaviour behaviour);
    /// In the order in which they were taken.
    [[nodiscard]] std::vector<Mail> delivered() const;
    [[nodiscard]] std::size_t delivered_count() const;
    [[nodiscard]] int connections() const { return connections_; }
    /// No client is connected: what a dead one had sent has been read.
    [[nodiscard]] bool idle() const { return talking_ == 0; }
    /// All lines that clients sent outside of mail data; and those of them that anybody on the way could read.
    [[nodiscard]] std::vector<std::string> commands() const;
    [[nodiscard]] std::vector<std::string> commands_in_clear() const;

private:
    class Session;
    struct Connection {
        std::atomic<bool> ended = false;
        std::jthread thread;
    };
    void listen_loop();
    void serve(int socket, Connection& connection);
    Behaviour next_behaviour();
    void note_command(const std::string& line, bool in_clear);
    void note_delivery(const Mail& mail);

    const FakeSmtpOptions options_;
    std::unique_ptr<Certificate> certificate_;
    mutable std::mutex mutex_;
    std::vector<Behaviour> script_;
    std::vector<Mail> delivered_;
    std::vector<std::string> commands_;
    std::vector<std::string> commands_in_clear_;
    std::atomic<int> connections_ = 0;
    std::atomic<int> talking_ = 0;
    std::atomic<bool> stopping_ = false;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::list<Connection> clients_;
    std::jthread thread_;
};

}  // namespace cafepos::testing
