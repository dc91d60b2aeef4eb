#include "host_order.h"

#include <gmock/gmock.h>

#include "../test_schema.h"
#include "connect.h"
#include "testing/postgres_server.h"

namespace cafepos::db::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::StrEq;

/// Nobody listens there; it only has the names of its host.
ConnectionHandle connection_to(const std::string& port) {
    return ConnectionHandle(PQconnectStart(("host=127.0.0.1 port=" + port).c_str()));
}

TEST(HostOrder, BeginsWithWhoAnsweredAndEndsWithWhoFellSilent) {
    HostOrder order("postgresql://cafe:pw@127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/cafe");
    const auto ports = [&] { return order.now().at(1).second; };
    EXPECT_THAT(order.now(), ElementsAre(Pair(StrEq("host"), "127.0.0.1,127.0.0.1,127.0.0.1"), Pair(StrEq("port"), "1,2,3")));
    order.begin_with(connection_to("2").get());
    EXPECT_EQ(ports(), "2,3,1");
    order.end_with(connection_to("1").get());
    EXPECT_EQ(ports(), "2,3,1") << "it is not the first anyway";
    order.end_with(connection_to("2").get());
    EXPECT_EQ(ports(), "3,1,2");
    order.begin_with(connection_to("4").get());
    EXPECT_EQ(ports(), "3,1,2") << "not one of them";
}

TEST(HostOrder, LeavesOnePortForAll) {
    HostOrder order("postgresql://a,b/cafe?port=5433");
    EXPECT_THAT(order.now(), ElementsAre(Pair(StrEq("host"), "a,b")));
}

TEST(HostOrder, HasNothingToSayOfOneHost) {
    EXPECT_THAT(HostOrder("postgresql://a:5433/cafe").now(), IsEmpty());
    EXPECT_THAT(HostOrder("postgresql:///cafe").now(), IsEmpty());
    EXPECT_THAT(HostOrder("postgresql://[broken").now(), IsEmpty()) << "libpq says what is wrong";
}

/// A standby ends what reads for long when its replay runs into it, and its rows may be older than what lies beside the database.
TEST(HostOrder, WhoLooksOnLooksAtThePrimaryWhereverItIsNamed) {
    if (!db::test::on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
    const testing::PostgresServer primary;
    const testing::PostgresServer standby(&primary);
    const auto is_standby = [&](const std::string& hosts) {
        const auto session =
            connect({.url = "postgresql://postgres@" + hosts + "/postgres", .read_only = true}, Purpose::reading);
        return run(session.get(), "SELECT pg_is_in_recovery()", std::chrono::steady_clock::now() + std::chrono::seconds(10))[0];
    };
    EXPECT_EQ(is_standby(standby.host() + "," + primary.host()), "f");
    EXPECT_EQ(is_standby(primary.host() + "," + standby.host()), "f");
    EXPECT_EQ(is_standby(standby.host()), "t") << "better than nothing";
}

}  // namespace
}  // namespace cafepos::db::postgres
