#include "zone_offsets.h"

#include <gmock/gmock.h>

#include "testing/world.h"

namespace cafepos::settings {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr std::int64_t hour_ms = 3'600'000;

TEST(ZoneOffsets, ChangeToTheSecond) {
    const auto paris = offsets_of(TimeZone::find("Europe/Paris").value());
    EXPECT_THAT(paris, SizeIs(101)) << "two a year, and the first";
    EXPECT_EQ(paris.front(), (ZoneOffset{*Timestamp::parse("2010-01-01T00:00:00Z"), hour_ms}));
    EXPECT_THAT(paris, Contains(ZoneOffset{*Timestamp::parse("2026-03-29T01:00:00Z"), 2 * hour_ms}));
    EXPECT_THAT(paris, Contains(ZoneOffset{*Timestamp::parse("2026-10-25T01:00:00Z"), hour_ms}));
    EXPECT_THAT(offsets_of(TimeZone::utc()), SizeIs(1));
    EXPECT_EQ(offsets_of(TimeZone::find("Asia/Kathmandu").value()).front().offset_ms, 5 * hour_ms + 45 * 60'000);
}

TEST(ZoneOffsets, AreThoseOfTheLastZone) {
    testing::World world;
    static const db::Query<ZoneOffset> stored{"settings.test.zone_offsets", "SELECT {} FROM zone_offsets ORDER BY begins_at"};
    for (const char* name : {"Europe/Paris", "Europe/Paris", "Asia/Tokyo"}) {
        const TimeZone zone = TimeZone::find(name).value();
        world.db().write([&](db::Transaction& transaction) { keep_zone_offsets(transaction, zone); });
        EXPECT_EQ(world.db().reading([&](db::Transaction& transaction) { return transaction.query(stored); }), offsets_of(zone));
    }
    EXPECT_THAT(offsets_of(TimeZone::find("Asia/Tokyo").value()),
                ElementsAre(ZoneOffset{*Timestamp::parse("2010-01-01T00:00:00Z"), 9 * hour_ms}));
}

}  // namespace
}  // namespace cafepos::settings
