#pragma once

#include <optional>
#include <vector>

#include "json/read.h"
#include "json/write.h"
#include "z_report.h"
#include "z_store.h"

// What the routes of X and Z read and write, spelled as the wire spells it.
namespace cafepos::drawers {

struct ZReply {
    ZReport zReport;
};
BOOST_DESCRIBE_STRUCT(ZReply, (), (zReport))
struct XReply {
    ZReport xReport;
};
BOOST_DESCRIBE_STRUCT(XReply, (), (xReport))

enum class ZForm { json, txt, html, pdf, escpos };
BOOST_DESCRIBE_ENUM(ZForm, json, txt, html, pdf, escpos)
struct ZQuery {
    std::optional<ZForm> format;
};
BOOST_DESCRIBE_STRUCT(ZQuery, (), (format))

struct ZPrinted {
    bool queued = false;
    std::string printerType;
    std::optional<std::string> error;
};
BOOST_DESCRIBE_STRUCT(ZPrinted, (), (queued, printerType, error))

struct ListZ {
    std::optional<Date> from;  ///< business days, both included
    std::optional<Date> to;
    std::optional<Id> tillId;
    std::optional<int> limit;
    std::optional<std::int64_t> cursor;
};
BOOST_DESCRIBE_STRUCT(ListZ, (), (from, to, tillId, limit, cursor))

struct ZEntry {
    std::int64_t number = 0;
    Id drawerId;
    Id tillId;
    Date businessDate;
    Timestamp closedAt;
    Id closedBy;
    Money sales;
    Money refunds;
    Money voids;
    Money net;
    Money cashExpected;
    std::optional<Money> cashCounted;
    std::optional<Money> cashDifference;
};
BOOST_DESCRIBE_STRUCT(ZEntry, (),
                      (number, drawerId, tillId, businessDate, closedAt, closedBy, sales, refunds, voids, net, cashExpected,
                       cashCounted, cashDifference))
ZEntry entry_of(const store::ZRow& row);
struct ZList {
    std::vector<ZEntry> zReports;  ///< newest first
    std::optional<std::int64_t> nextCursor;
};
BOOST_DESCRIBE_STRUCT(ZList, (), (zReports, nextCursor))

}  // namespace cafepos::drawers
