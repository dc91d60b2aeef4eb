#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cafepos::testing {

/// A mail server on the loopback interface that behaves badly on demand. It offers neither TLS nor AUTH.
class FakeSmtp {
public:
    enum class Behaviour {
        accept,
        refuse_451,     ///< the recipient, for now
        refuse_550,     ///< the recipient, for good
        hang,           ///< never says a word
        close_in_data,  ///< vanishes in the middle of the mail
    };
    /// Each connection takes the next behaviour; when they are used up, all are accepted.
    explicit FakeSmtp(std::vector<Behaviour> script = {});
    ~FakeSmtp();
    FakeSmtp(const FakeSmtp&) = delete;
    FakeSmtp& operator=(const FakeSmtp&) = delete;

    struct Mail {
        std::string from;  ///< as in MAIL FROM:<…>
        std::string to;
        std::string data;  ///< headers and body, lines ended by CRLF
        /// The value of a header, its folded lines joined; empty if there is none.
        [[nodiscard]] std::string header(const std::string& name) const;
    };

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::vector<Mail> delivered() const;
    [[nodiscard]] int connections() const { return connections_; }
    /// All lines that clients sent outside of mail data.
    [[nodiscard]] std::vector<std::string> commands() const;

private:
    void listen_loop();
    void serve(int socket, Behaviour behaviour);
    Behaviour next_behaviour();

    mutable std::mutex mutex_;
    std::vector<Behaviour> script_;
    std::vector<Mail> delivered_;
    std::vector<std::string> commands_;
    std::atomic<int> connections_ = 0;
    std::atomic<bool> stopping_ = false;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::thread thread_;
    std::vector<std::thread> servers_;
};

}  // namespace cafepos::testing
