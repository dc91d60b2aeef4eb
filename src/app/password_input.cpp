#include "password_input.h"

#include <bsd/readpassphrase.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>
#include <system_error>

#include "commands.h"

namespace cafepos::app {
namespace {

constexpr std::size_t typed_bytes_max = 1024;

std::string typed(const char* prompt) {
    std::array<char, typed_bytes_max> buffer{};
    if (readpassphrase(prompt, buffer.data(), buffer.size(), RPP_ECHO_OFF) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "no password was typed");
    }
    return buffer.data();
}

}  // namespace

std::string read_password() {
    if (::isatty(STDIN_FILENO) == 0) {
        std::string password;
        std::getline(std::cin, password);
        return password;
    }
    std::string password = typed("Password (at least 8 characters, not shown): ");
    if (typed("Once more: ") != password) throw WrongUse("The two passwords differ; nothing was changed");
    return password;
}

}  // namespace cafepos::app
