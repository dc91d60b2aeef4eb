#include "device.h"

#include <fcntl.h>
#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include "addresses.h"
#include "printing.h"

namespace cafepos::printing {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Fate = Delivery::Fate;

std::string words(int error) { return std::system_category().message(error); }

class Descriptor {
public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

int milliseconds_left(SteadyClock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
    return left > 0 ? static_cast<int>(left) : 0;
}

bool wait_for(int descriptor, short events, SteadyClock::time_point deadline) {
    pollfd waiting{descriptor, events, 0};
    while (true) {
        const int ready = ::poll(&waiting, 1, milliseconds_left(deadline));
        if (ready >= 0 || errno != EINTR) return ready > 0;
    }
}

bool finish_connect(int descriptor, SteadyClock::time_point deadline, std::string& error) {
    if (!wait_for(descriptor, POLLOUT, deadline)) {
        error = "the printer does not answer";
        return false;
    }
    int result = 0;
    socklen_t size = sizeof result;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &result, &size);
    if (result != 0) error = words(result);
    return result == 0;
}

int connect_to(const addrinfo& address, SteadyClock::time_point deadline, std::string& error) {
    const int descriptor = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    const int result = ::connect(descriptor, address.ai_addr, address.ai_addrlen);
    if (result != 0 && errno != EINPROGRESS) {
        error = words(errno);
    } else if (finish_connect(descriptor, deadline, error)) {
        return descriptor;
    }
    ::close(descriptor);
    return -1;
}

/// A name is asked for at each connection and means what it says then: each address is judged, not the name.
int connect_to(const Printer& printer, SteadyClock::time_point deadline, const Options& options, std::string& error) {
    const Found found = find_addresses(network_address(printer.address));
    if (!found) {
        error = "the printer's address is not known";
        return -1;
    }
    error = "the printer's address is outside the networks of PRINTER_NETWORKS";
    for (const addrinfo* address = found.get(); address != nullptr; address = address->ai_next) {
        if (!options.may_reach(printer, ip_address_of(*address))) continue;
        error = "the printer cannot be reached";
        const int descriptor = connect_to(*address, deadline, error);
        if (descriptor >= 0) return descriptor;
    }
    return -1;
}

Delivery write_all(int descriptor, const std::string& bytes, SteadyClock::time_point deadline, bool is_socket) {
    std::size_t written = 0;
    const auto broken = [&](std::string why) { return Delivery{written == 0 ? Fate::nothing : Fate::unknown, std::move(why)}; };
    while (written < bytes.size()) {
        if (!wait_for(descriptor, POLLOUT, deadline)) return broken("the printer takes no more data");
        const auto rest = bytes.size() - written;
        const ssize_t count = is_socket ? ::send(descriptor, bytes.data() + written, rest, MSG_NOSIGNAL)
                                        : ::write(descriptor, bytes.data() + written, rest);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (count < 0) return broken(words(errno));
        written += static_cast<std::size_t>(count);
    }
    return {};
}

// The kernel's queue is empty once the printer's side has acknowledged every byte. Raw port 9100 has no other answer.
Delivery wait_until_acknowledged(int descriptor, SteadyClock::time_point deadline) {
    while (true) {
        int result = 0;
        socklen_t size = sizeof result;
        ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &result, &size);
        if (result != 0) return {Fate::unknown, words(result)};
        int waiting = 0;
        if (::ioctl(descriptor, SIOCOUTQ, &waiting) != 0) return {Fate::unknown, words(errno)};
        if (waiting == 0) return {};
        if (milliseconds_left(deadline) == 0) return {Fate::unknown, "the printer does not acknowledge the slip"};
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

// A printer that went away resets the line; data of ours that it never read is then lost although it was acknowledged.
Delivery close_politely(int descriptor, SteadyClock::time_point deadline) {
    ::shutdown(descriptor, SHUT_WR);
    char ignored[256];
    while (wait_for(descriptor, POLLIN, deadline)) {
        const ssize_t count = ::recv(descriptor, ignored, sizeof ignored, 0);
        if (count == 0) return {};
        if (count < 0 && errno != EAGAIN && errno != EINTR) return {Fate::unknown, words(errno)};
    }
    return {};  // many printers keep the line open: acknowledged is all there is to know
}

Delivery deliver_to_network(const Printer& printer, const std::string& bytes, SteadyClock::time_point deadline,
                            const Options& options) {
    std::string error;
    const Descriptor connection(connect_to(printer, deadline, options, error));
    if (connection.get() < 0) return {Fate::nothing, error};
    Delivery delivery = write_all(connection.get(), bytes, deadline, true);
    if (delivery.fate == Fate::taken) delivery = wait_until_acknowledged(connection.get(), deadline);
    if (delivery.fate == Fate::taken) {
        delivery = close_politely(connection.get(), std::min(deadline, SteadyClock::now() + std::chrono::milliseconds(500)));
    }
    return delivery;
}

Delivery deliver_to_device(const std::string& path, const std::string& bytes, SteadyClock::time_point deadline) {
    const Descriptor device(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (device.get() < 0) return {Fate::nothing, words(errno)};
    return write_all(device.get(), bytes, deadline, false);
}

std::optional<std::string> make_folder_of(const std::string& path) {
    std::error_code error;
    const auto folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) return words(error.value());
    return std::nullopt;
}

constexpr int append_flags = O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;  // a pipe that nobody reads would hold us

std::string unwritable_file(const std::string& why) { return "the file of the slips cannot be written: " + why; }

Delivery append_to_file(const std::string& path, const std::string& bytes, SteadyClock::time_point deadline) {
    if (const auto error = make_folder_of(path)) return {Fate::nothing, unwritable_file(*error)};
    const Descriptor file(::open(path.c_str(), append_flags | O_CREAT, 0640));
    if (file.get() < 0) return {Fate::nothing, unwritable_file(words(errno))};
    Delivery delivery = write_all(file.get(), bytes, deadline, false);
    if (delivery.fate != Fate::taken) delivery.error = unwritable_file(delivery.error);
    return delivery;
}

/// Of the folders of the path that which is there.
std::filesystem::path nearest_folder(const std::filesystem::path& path) {
    std::error_code error;
    auto folder = std::filesystem::absolute(path, error).parent_path();
    while (folder.has_relative_path() && !std::filesystem::exists(folder, error)) folder = folder.parent_path();
    return folder;
}

/// The first slip makes the file, with its folders.
std::optional<std::string> trouble_of_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), append_flags));
    if (file.get() >= 0) return std::nullopt;
    if (errno == ENOENT && ::access(nearest_folder(path).c_str(), W_OK | X_OK) == 0) return std::nullopt;
    return unwritable_file(words(errno));
}

}  // namespace

Delivery deliver(const Printer& printer, const std::string& bytes, const Options& options) {
    const auto deadline = SteadyClock::now() + std::chrono::milliseconds(options.timeout_ms_max);
    if (printer.type == "network") return deliver_to_network(printer, bytes, deadline, options);
    if (printer.type == "device") return deliver_to_device(printer.address, bytes, deadline);
    return append_to_file(printer.address, bytes, deadline);
}

std::optional<std::string> probe(const Printer& printer, const Options& options) {
    if (printer.type == "network") {
        const auto deadline = SteadyClock::now() + std::chrono::milliseconds(options.timeout_ms_max);
        std::string error;
        const Descriptor connection(connect_to(printer, deadline, options, error));
        return connection.get() < 0 ? std::optional(error) : std::nullopt;
    }
    if (printer.prints_text()) return trouble_of_file(printer.address);
    const Descriptor device(::open(printer.address.c_str(), append_flags));
    if (device.get() < 0) return words(errno);
    return std::nullopt;
}

}  // namespace cafepos::printing
