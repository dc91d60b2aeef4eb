#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "testing/client.h"
#include "testing/json.h"
#include "testing/roles.h"
#include "testing/server.h"

namespace cafepos::testing {

/// Tests against the real binary with the demo's data, one server per suite. What a test changes, the next one sees.
class OnServer : public ::testing::Test {
protected:
    static void SetUpTestSuite() { server_ = std::make_unique<ServerProcess>(); }
    static void TearDownTestSuite() { server_.reset(); }

    static ServerProcess& server() { return *server_; }
    static Client as(const std::string& username) { return server().client_as(username); }
    static Client nobody() { return server().client(); }

private:
    static inline std::unique_ptr<ServerProcess> server_;
};

/// The id of the first item whose name contains that.
std::string menu_item_id(Client& client, const std::string& name_part);
/// A sale of one such item, priced by the server.
std::string order_body(const std::string& item_id, int quantity = 1, const std::string& payment_method = "card");
/// A number that no other test uses: for user names, e-mails and PINs.
int next_number();
/// Creates a member of staff with password "correct-horse"; the id.
std::string create_user(Client& admin, const std::string& username, const std::string& role, const std::string& pin = {});

/// Every success and every error has its envelope, whatever it is about.
void expect_success(const HttpReply& reply, int status = 200);
void expect_error(const HttpReply& reply, int status, const std::string& error_code);

}  // namespace cafepos::testing
