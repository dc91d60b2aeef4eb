#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "mail.h"
#include "store.h"
#include "testing/fake_smtp.h"
#include "testing/world.h"

namespace cafepos::mail {

/// A queue and the ways to fill it and to look into it.
struct QueueTest : ::testing::Test {
    testing::World world;

    static SmtpOptions options_for(const testing::FakeSmtp& server) {
        SmtpOptions options;
        options.server = "127.0.0.1";
        options.port = server.port();
        options.encryption = Encryption::none;
        options.from = "The Café <noreply@cafe.example>";
        options.timeout_seconds_max = 1;
        return options;
    }

    static Message message(const std::string& subject = "Hello") {
        return {.kind = "test",
                .recipient = "owner@cafe.example",
                .subject = subject,
                .text_body = "text of " + subject,
                .html_body = ""};
    }

    void enqueue(Mailer& mailer, const Message& message) {
        world.db().write([&](db::Transaction& transaction) { mailer.enqueue(transaction, message); });
    }

    std::vector<ListedMail> queue() {
        return world.db().reading([](db::Transaction& transaction) { return list_mail(transaction, std::nullopt, 200, 0); });
    }
};

}  // namespace cafepos::mail
