#include "fake_smtp.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <stdexcept>

namespace cafepos::testing {
namespace {

constexpr int poll_ms = 50;

/// A connection's lines, until the peer or the test ends.
class Lines {
public:
    Lines(int socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {}

    std::optional<std::string> next() {
        while (true) {
            const std::size_t end = buffer_.find("\r\n");
            if (end != std::string::npos) {
                std::string line = buffer_.substr(0, end);
                buffer_.erase(0, end + 2);
                return line;
            }
            if (!fill()) return std::nullopt;
        }
    }

private:
    bool fill() {
        while (!stopping_) {
            pollfd wait{socket_, POLLIN, 0};
            if (poll(&wait, 1, poll_ms) == 0) continue;
            char bytes[4096];
            const ssize_t count = recv(socket_, bytes, sizeof bytes, 0);
            if (count <= 0) return false;
            buffer_.append(bytes, static_cast<std::size_t>(count));
            return true;
        }
        return false;
    }

    int socket_;
    const std::atomic<bool>& stopping_;
    std::string buffer_;
};

void say(int socket, const std::string& line) {
    const std::string bytes = line + "\r\n";
    static_cast<void>(send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

std::string in_brackets(const std::string& line) {
    const std::size_t open = line.find('<');
    return line.substr(open + 1, line.find('>') - open - 1);
}

}  // namespace

std::string FakeSmtp::Mail::header(const std::string& name) const {
    const std::string head = "\r\n" + data.substr(0, data.find("\r\n\r\n")) + "\r\n";
    std::size_t begin = head.find("\r\n" + name + ": ");
    if (begin == std::string::npos) return {};
    begin += name.size() + 4;
    std::string value;
    while (true) {
        const std::size_t end = head.find("\r\n", begin);
        value += head.substr(begin, end - begin);
        if (end + 2 >= head.size() || (head[end + 2] != ' ' && head[end + 2] != '\t')) return value;
        begin = end + 2;
    }
}

FakeSmtp::FakeSmtp(std::vector<Behaviour> script) : script_(std::move(script)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(listener_, 16) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
        throw std::runtime_error("the fake mail server found no port");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { listen_loop(); });
}

FakeSmtp::~FakeSmtp() {
    stopping_ = true;
    thread_.join();
    for (std::thread& server : servers_) server.join();
    close(listener_);
}

std::vector<FakeSmtp::Mail> FakeSmtp::delivered() const {
    const std::lock_guard lock(mutex_);
    return delivered_;
}

std::vector<std::string> FakeSmtp::commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
}

FakeSmtp::Behaviour FakeSmtp::next_behaviour() {
    const std::lock_guard lock(mutex_);
    if (script_.empty()) return Behaviour::accept;
    const Behaviour behaviour = script_.front();
    script_.erase(script_.begin());
    return behaviour;
}

void FakeSmtp::listen_loop() {
    while (!stopping_) {
        pollfd wait{listener_, POLLIN, 0};
        if (poll(&wait, 1, poll_ms) <= 0) continue;
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        ++connections_;
        servers_.emplace_back([this, client, behaviour = next_behaviour()] {
            serve(client, behaviour);
            close(client);
        });
    }
}

void FakeSmtp::serve(int socket, Behaviour behaviour) {
    Lines lines(socket, stopping_);
    if (behaviour == Behaviour::hang) {
        lines.next();
        return;
    }
    say(socket, "220 fake");
    Mail mail;
    while (const auto line = lines.next()) {
        {
            const std::lock_guard lock(mutex_);
            commands_.push_back(*line);
        }
        const std::string verb = line->substr(0, 4);
        if (verb == "EHLO" || verb == "HELO") say(socket, "250 fake");
        if (verb == "MAIL") {
            mail.from = in_brackets(*line);
            say(socket, "250 ok");
        }
        if (verb == "RCPT") {
            mail.to = in_brackets(*line);
            if (behaviour == Behaviour::refuse_451) {
                say(socket, "451 come back later");
            } else if (behaviour == Behaviour::refuse_550) {
                say(socket, "550 nobody of that name");
            } else {
                say(socket, "250 ok");
            }
        }
        if (verb == "DATA") {
            say(socket, "354 go on");
            if (behaviour == Behaviour::close_in_data) {
                lines.next();
                return;
            }
            while (const auto text = lines.next()) {
                if (*text == ".") break;
                mail.data += (text->starts_with("..") ? text->substr(1) : *text) + "\r\n";
            }
            {
                const std::lock_guard lock(mutex_);
                delivered_.push_back(mail);
            }
            say(socket, "250 taken");
        }
        if (verb == "QUIT") {
            say(socket, "221 bye");
            return;
        }
    }
}

}  // namespace cafepos::testing
