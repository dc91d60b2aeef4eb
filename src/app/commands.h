#pragma once

#include <string>

#include "config.h"

namespace cafepos::app {

// Each answers the process's exit code and tells people on standard output what it did.

int migrate(const Config& config);
int seed(const Config& config, const std::string& kind);
/// 1 when a difference was found.
int verify(const Config& config);
int rebuild_reports(const Config& config);
int doctor(const Config& config);

struct NewUserRequest {
    std::string username;
    std::string role = "cashier";
    std::string first_name;
    std::string last_name;
    std::string email;
};
/// Passwords come from standard input, so that they stand in no list of processes and no shell history.
int add_user(const Config& config, const NewUserRequest& request);
int set_password(const Config& config, const std::string& username);
int unlock_user(const Config& config, const std::string& username);

}  // namespace cafepos::app
