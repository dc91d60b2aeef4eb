// kill -9 while mail is being sent, again and again: what was acknowledged arrives, as it was written. Only the mail under
// way at a kill may arrive twice: its server had taken it, and we died before we could store that.

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "core/time.h"
#include "core/wording.h"
#include "testing/client.h"
#include "testing/fake_smtp.h"
#include "testing/server.h"

namespace cafepos::testing {
namespace {

using namespace std::chrono_literals;

constexpr int recipients_per_request = 8;
constexpr int waiting_wanted = 24;
constexpr auto drain_time_max = 120s;

bool on_sqlite() { return engine_under_test() == db::Database::Engine::sqlite; }
int cycles_for_engine() { return on_sqlite() ? 30 : 12; }

struct Expected {
    std::string subject;
    int request = 0;
};

/// Asks for the summary of one day after another, each for recipients of its own, so that every mail is told from all others.
class Office {
public:
    Office(Client client, const FakeSmtp& smtp) : client_(std::move(client)), smtp_(smtp) {}

    /// Keeps some mails waiting, so that a kill always finds the sender at work.
    void ask_until(const std::atomic<bool>& stop) {
        while (!stop) {
            if (mails_acknowledged() < static_cast<int>(smtp_.delivered_count()) + waiting_wanted) {
                if (!ask()) return;
            } else {
                std::this_thread::sleep_for(5ms);
            }
        }
    }
    [[nodiscard]] int mails_acknowledged() const { return static_cast<int>(acknowledged_.size()) * recipients_per_request; }
    [[nodiscard]] const std::set<int>& acknowledged() const { return acknowledged_; }
    [[nodiscard]] const std::map<std::string, Expected>& expected() const { return expected_; }

private:
    bool ask() {
        const std::string day = Date().plus_days(++requests_).text();
        std::string recipients;
        for (int i = 0; i < recipients_per_request; ++i) {
            const std::string address = "mail-" + std::to_string(requests_) + "-" + std::to_string(i) + "@cafe.example";
            expected_[address] = {"Sample Cafe: daily sales, " + wording::day_text(*Date::parse(day), "en-US"), requests_};
            recipients += (i == 0 ? "\"" : ",\"") + address + "\"";
        }
        try {
            const auto reply =
                client_.post("/reports/email-summary", R"({"date":")" + day + R"(","recipients":[)" + recipients + "]}");
            EXPECT_EQ(reply.status, 200) << reply.body;
            if (reply.status == 200) acknowledged_.insert(requests_);
            return reply.status == 200;
        } catch (const NoAnswer&) {
            return false;
        }
    }

    Client client_;
    const FakeSmtp& smtp_;
    int requests_ = 0;
    std::set<int> acknowledged_;
    std::map<std::string, Expected> expected_;
};

template <class Condition>
bool eventually(std::chrono::seconds longest, const Condition& condition) {
    const auto deadline = std::chrono::steady_clock::now() + longest;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(10ms);
    }
    return true;
}

Environment mail_settings(const FakeSmtp& smtp) {
    return {{"SMTP_SERVER", "127.0.0.1"},
            {"SMTP_PORT", std::to_string(smtp.port())},
            {"SMTP_USE_TLS", "false"},
            // On the embedded database no claim outlives its process: nobody waits for this one's end.
            {"SMTP_TIMEOUT_SECONDS", on_sqlite() ? "600" : "5"}};
}

/// Kills the server at some instant after its start; how many mails had arrived by then.
std::size_t kill_while_sending(ServerProcess& server, const FakeSmtp& smtp, Office& office, std::chrono::milliseconds instant) {
    std::atomic<bool> stop = false;
    std::jthread asking([&] { office.ask_until(stop); });
    std::this_thread::sleep_for(instant);
    server.kill9();
    stop = true;
    asking.join();
    EXPECT_TRUE(eventually(10s, [&] { return smtp.idle(); })) << "what was on its way must have been read";
    return smtp.delivered_count();
}

// Nothing is mixed up: each mail is one that was asked for, with its own text and an id that is nobody else's.
void expect_unmixed(const std::vector<FakeSmtp::Mail>& delivered, const std::map<std::string, Expected>& expected) {
    std::map<std::string, std::string> recipient_of_id;
    std::map<std::string, std::string> id_of_recipient;
    for (const auto& mail : delivered) {
        const auto found = expected.find(mail.to);
        ASSERT_NE(found, expected.end()) << mail.to;
        EXPECT_EQ(mail.header("To"), mail.to);
        EXPECT_EQ(mail.header("Subject"), found->second.subject);
        EXPECT_EQ(recipient_of_id.emplace(mail.header("Message-ID"), mail.to).first->second, mail.to);
        EXPECT_EQ(id_of_recipient.emplace(mail.to, mail.header("Message-ID")).first->second, mail.header("Message-ID"));
    }
}

// A request's mails were queued in one transaction: all of them arrive, or, if it was not acknowledged, perhaps none.
void expect_complete(const std::vector<FakeSmtp::Mail>& delivered, const Office& office) {
    std::map<int, std::set<std::string>> arrived;
    for (const auto& mail : delivered) arrived[office.expected().at(mail.to).request].insert(mail.to);
    for (const auto& [request, recipients] : arrived) {
        EXPECT_EQ(recipients.size(), recipients_per_request) << "some of request " << request << " are lost";
    }
    for (const int request : office.acknowledged())
        EXPECT_TRUE(arrived.contains(request)) << "all of request " << request << " are lost";
}

/// `arrived_at_kills`: how many mails had arrived at each kill. The number of mails that came again.
int expect_doubled_only_by_kills(const std::vector<FakeSmtp::Mail>& delivered, const std::set<std::size_t>& arrived_at_kills) {
    std::map<std::string, std::size_t> last;
    int doubled = 0;
    for (std::size_t i = 0; i < delivered.size(); ++i) {
        const auto [earlier, is_first] = last.try_emplace(delivered[i].to, i);
        if (is_first) continue;
        ++doubled;
        EXPECT_TRUE(arrived_at_kills.contains(earlier->second + 1))
            << delivered[i].to << " came again, though it was not the last to arrive before a kill";
        earlier->second = i;
    }
    return doubled;
}

TEST(MailKill9, LosesNoMailAndDoublesOnlyTheOneUnderWay) {
    FakeSmtp smtp;
    ServerProcess server({.environment = mail_settings(smtp)});
    Client admin = server.client_as("admin");
    Office office(server.client(admin.token()), smtp);
    SeededRandom random(20261122);
    std::set<std::size_t> arrived_at_kills;
    int kills_at_work = 0;

    for (int cycle = 0; cycle < cycles_for_engine() && !::testing::Test::HasFailure(); ++cycle) {
        SCOPED_TRACE("cycle " + std::to_string(cycle));
        const std::chrono::milliseconds instant(50 + std::stoi(random.hex(1), nullptr, 16) * 2);
        const std::size_t before = smtp.delivered_count();
        const std::size_t arrived = kill_while_sending(server, smtp, office, instant);
        arrived_at_kills.insert(arrived);
        if (arrived > before && static_cast<int>(arrived) < office.mails_acknowledged()) ++kills_at_work;
        server.start();
    }
    const auto waiting = [&] { return admin.get("/mail-queue?limit=1")["data"]["waiting"].integer(); };
    EXPECT_TRUE(eventually(drain_time_max, [&] { return waiting() == 0; })) << waiting() << " mails still wait";
    server.stop();

    const auto delivered = smtp.delivered();
    expect_unmixed(delivered, office.expected());
    expect_complete(delivered, office);
    const int doubled = expect_doubled_only_by_kills(delivered, arrived_at_kills);
    EXPECT_GE(kills_at_work, cycles_for_engine() * 2 / 3) << "the kills must hit while mail is being sent";
    RecordProperty("acknowledged", office.mails_acknowledged());
    RecordProperty("delivered", static_cast<int>(delivered.size()));
    RecordProperty("doubled", doubled);
    RecordProperty("kills_at_work", kills_at_work);
}

}  // namespace
}  // namespace cafepos::testing
