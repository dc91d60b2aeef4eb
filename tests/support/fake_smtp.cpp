#include "fake_smtp.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <stdexcept>

#include "line_socket.h"

namespace cafepos::testing {
namespace {

constexpr int poll_ms = 50;

std::string in_brackets(const std::string& line) {
    const std::size_t open = line.find('<');
    return line.substr(open + 1, line.find('>') - open - 1);
}

std::string base64(const std::string& bytes) {
    std::vector<unsigned char> out((bytes.size() + 2) / 3 * 4 + 1);
    EVP_EncodeBlock(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    return reinterpret_cast<const char*>(out.data());
}

std::string from_quoted_printable(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
            continue;
        }
        const std::string code = text.substr(i + 1, 2);
        if (code != "\r\n") out += static_cast<char>(std::stoi(code, nullptr, 16));
        i += 2;
    }
    return out;
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

std::string FakeSmtp::Mail::part(const std::string& type) const {
    const std::size_t head = data.find("\r\nContent-Type: " + type);
    if (head == std::string::npos) return {};
    const std::size_t begin = data.find("\r\n\r\n", head) + 4;
    const std::string body = data.substr(begin, data.find("\r\n--", begin) - begin);
    const bool quoted = data.substr(head, begin - head).find("quoted-printable") != std::string::npos;
    return quoted ? from_quoted_printable(body) : body;
}

/// One client's conversation.
class FakeSmtp::Session {
public:
    Session(FakeSmtp& server, int socket)
        : server_(server), line_(socket, server.stopping_), behaviour_(server.next_behaviour()) {}

    void run() {
        if (behaviour_ == Behaviour::hang) {
            line_.next();
            return;
        }
        if (server_.options_.tls == FakeSmtpOptions::Tls::implicit && !line_.begin_tls(*server_.certificate_)) return;
        line_.say("220 fake");
        while (const auto line = hear()) {
            if (!answer(*line)) return;
        }
    }

private:
    std::optional<std::string> hear() {
        auto line = line_.next();
        if (line) server_.note_command(*line, !line_.encrypted());
        return line;
    }

    /// False: hangs up.
    bool answer(const std::string& line) {
        const std::string verb = line.substr(0, 4);
        if (verb == "STAR") return start_tls();
        if (verb == "DATA") return take_mail();
        if (verb == "AUTH") {
            authenticate(line);
        } else {
            line_.say(reply_to(verb, line));
        }
        return verb != "QUIT";
    }

    std::string reply_to(const std::string& verb, const std::string& line) {
        if (verb == "EHLO") return greeting();
        if (verb == "HELO") return "250 fake";
        if (verb == "QUIT") return "221 bye";
        if (verb == "NOOP") return "250 ok";
        if (verb == "MAIL") {
            if (!server_.options_.mechanisms.empty() && !authenticated_) return "530 say who you are first";
            if (behaviour_ == Behaviour::refuse_sender) return "553 not one of ours";
            mail_ = {.from = in_brackets(line), .to = {}, .data = {}};
            return "250 ok";
        }
        if (verb != "RCPT") return "502 not here";
        mail_.to = in_brackets(line);
        if (behaviour_ == Behaviour::refuse_451) return "451 come back later";
        return behaviour_ == Behaviour::refuse_550 ? "550 nobody of that name" : "250 ok";
    }

    [[nodiscard]] bool offers_tls() const { return server_.options_.tls == FakeSmtpOptions::Tls::starttls && !line_.encrypted(); }

    [[nodiscard]] std::string greeting() const {
        const std::string& mechanisms = server_.options_.mechanisms;
        return std::string(offers_tls() ? "250-STARTTLS\r\n" : "") +
               (mechanisms.empty() ? "" : "250-AUTH " + mechanisms + "\r\n") + "250 fake";
    }

    bool start_tls() {
        line_.say(offers_tls() ? "220 go on" : "502 not here");
        return !offers_tls() || line_.begin_tls(*server_.certificate_);
    }

    void authenticate(const std::string& line) {
        const FakeSmtpOptions& wanted = server_.options_;
        if (line == "AUTH PLAIN") {
            authenticated_ = asked("") == base64(std::string(1, '\0') + wanted.username + '\0' + wanted.password);
        } else if (line == "AUTH LOGIN") {
            const bool known = asked("Username:") == base64(wanted.username);
            authenticated_ = asked("Password:") == base64(wanted.password) && known;
        }
        line_.say(authenticated_ ? "235 welcome" : "535 wrong name or password");
    }

    std::string asked(const std::string& question) {
        line_.say("334 " + base64(question));
        return hear().value_or("");
    }

    bool take_mail() {
        line_.say("354 go on");
        if (behaviour_ == Behaviour::close_in_data) {
            line_.next();
            return false;
        }
        while (const auto text = line_.next()) {
            if (*text == ".") {
                server_.note_delivery(mail_);
                line_.say("250 taken");
                return true;
            }
            mail_.data += (text->starts_with("..") ? text->substr(1) : *text) + "\r\n";
        }
        return false;  // cut off before its end: not a mail
    }

    FakeSmtp& server_;
    LineSocket line_;
    Behaviour behaviour_;
    bool authenticated_ = false;
    Mail mail_;
};

FakeSmtp::FakeSmtp(std::vector<Behaviour> script, FakeSmtpOptions options)
    : options_(std::move(options)), script_(std::move(script)) {
    if (options_.tls != FakeSmtpOptions::Tls::none) certificate_ = std::make_unique<Certificate>(options_.certificate_names);
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
    thread_ = std::jthread([this] { listen_loop(); });
}

FakeSmtp::~FakeSmtp() {
    stopping_ = true;
    thread_.join();
    clients_.clear();
    close(listener_);
}

void FakeSmtp::behave_next(Behaviour behaviour) {
    const std::lock_guard lock(mutex_);
    script_.push_back(behaviour);
}

std::vector<FakeSmtp::Mail> FakeSmtp::delivered() const {
    const std::lock_guard lock(mutex_);
    return delivered_;
}

std::size_t FakeSmtp::delivered_count() const {
    const std::lock_guard lock(mutex_);
    return delivered_.size();
}

std::vector<std::string> FakeSmtp::commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
}

std::vector<std::string> FakeSmtp::commands_in_clear() const {
    const std::lock_guard lock(mutex_);
    return commands_in_clear_;
}

FakeSmtp::Behaviour FakeSmtp::next_behaviour() {
    const std::lock_guard lock(mutex_);
    if (script_.empty()) return Behaviour::accept;
    const Behaviour behaviour = script_.front();
    script_.erase(script_.begin());
    return behaviour;
}

void FakeSmtp::note_command(const std::string& line, bool in_clear) {
    const std::lock_guard lock(mutex_);
    commands_.push_back(line);
    if (in_clear) commands_in_clear_.push_back(line);
}

void FakeSmtp::note_delivery(const Mail& mail) {
    const std::lock_guard lock(mutex_);
    delivered_.push_back(mail);
}

void FakeSmtp::listen_loop() {
    while (!stopping_) {
        pollfd wait{listener_, POLLIN, 0};
        if (poll(&wait, 1, poll_ms) <= 0) continue;
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        ++connections_;
        ++talking_;
        clients_.remove_if([](const Connection& connection) { return connection.ended.load(); });
        Connection& connection = clients_.emplace_back();
        connection.thread = std::jthread([this, client, &connection] { serve(client, connection); });
    }
}

void FakeSmtp::serve(int socket, Connection& connection) {
    Session(*this, socket).run();
    --talking_;
    connection.ended = true;
}

}  // namespace cafepos::testing
