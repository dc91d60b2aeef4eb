#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "closing.h"
#include "http/schema.h"
#include "json/read.h"
#include "json/write.h"
#include "rules.h"

// What the routes of tills and drawers read and write, spelled as the wire spells it.
namespace cafepos::drawers {

struct TillView {
    Id id;
    std::string name;
    std::optional<Id> printerId;
    bool active = true;
    Timestamp createdAt;
    Timestamp updatedAt;
};
BOOST_DESCRIBE_STRUCT(TillView, (), (id, name, printerId, active, createdAt, updatedAt))
TillView view_of(const Till& till);

struct TillList {
    std::vector<TillView> tills;
};
BOOST_DESCRIBE_STRUCT(TillList, (), (tills))
struct TillReply {
    TillView till;
};
BOOST_DESCRIBE_STRUCT(TillReply, (), (till))

struct TillBody {
    std::optional<std::string> name;
    json::Patch<Id> printerId;  ///< null: the first printer
    json::Patch<bool> active;   ///< not null
};
BOOST_DESCRIBE_STRUCT(TillBody, (), (name, printerId, active))

/// Its `float` is a word that C++ keeps for itself, so it is read by hand.
struct NewDrawer {
    Id tillId;
    Money opening_float;
};
void read(json::Reader& reader, const json::Value& value, NewDrawer& out);

enum class DrawerStatus { open, closed };
BOOST_DESCRIBE_ENUM(DrawerStatus, open, closed)

struct ListDrawers {
    std::optional<DrawerStatus> status;
    std::optional<Id> tillId;
    std::optional<int> limit;
    std::optional<Id> cursor;
};
BOOST_DESCRIBE_STRUCT(ListDrawers, (), (status, tillId, limit, cursor))

struct DrawerView {
    Id id;
    Id tillId;
    std::string tillName;
    DrawerStatus status{};
    Money openingFloat;
    Timestamp openedAt;
    Id openedBy;
    std::optional<Timestamp> closedAt;
    std::optional<Id> closedBy;
    std::optional<Money> floatLeft;
    std::optional<std::string> note;
    json::Omittable<Money> expected;  ///< only for who may see it: others count blind
};
BOOST_DESCRIBE_STRUCT(DrawerView, (),
                      (id, tillId, tillName, status, openingFloat, openedAt, openedBy, closedAt, closedBy, floatLeft, note,
                       expected))
DrawerView view_of(const Drawer& drawer, const std::string& till_name, const Actor& reader);

struct DrawerReply {
    DrawerView drawer;
};
BOOST_DESCRIBE_STRUCT(DrawerReply, (), (drawer))
struct DrawerList {
    std::vector<DrawerView> drawers;  ///< newest first
    std::optional<Id> nextCursor;
};
BOOST_DESCRIBE_STRUCT(DrawerList, (), (drawers, nextCursor))

struct NewMovement {
    MovementType type{};
    std::optional<Money> amount;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(NewMovement, (), (type, amount, reason))
/// Error(validation_error) with everything that is wrong.
CashMove cash_move_of(const NewMovement& body, const Actor& by);

struct MovementView {
    Id id;
    Id drawerId;
    MovementType type{};
    Money amount;  ///< as it was asked for: never negative
    std::string reason;
    Id staffId;
    Timestamp createdAt;
    json::Omittable<Money> expected;  ///< of the drawer after it, for who may see it
};
BOOST_DESCRIBE_STRUCT(MovementView, (), (id, drawerId, type, amount, reason, staffId, createdAt, expected))
MovementView view_of(const Movement& movement, const Actor& reader);
struct MovementReply {
    MovementView movement;
};
BOOST_DESCRIBE_STRUCT(MovementReply, (), (movement))

struct CountedPieces {
    std::optional<Money> amount;
    std::optional<Denominations> denominations;
};
BOOST_DESCRIBE_STRUCT(CountedPieces, (), (amount, denominations))
/// {amount} or {denominations}; an amount alone will do.
struct CountedTender {
    CountedPieces pieces;
};
void read(json::Reader& reader, const json::Value& value, CountedTender& out);

struct CloseDrawer {
    std::optional<std::map<std::string, CountedTender>> counted;
    std::optional<Money> floatLeft;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(CloseDrawer, (), (counted, floatLeft, note))
Closing closing_of(const CloseDrawer& body);

}  // namespace cafepos::drawers

template <>
struct cafepos::http::SchemaOf<cafepos::drawers::NewDrawer> {
    static std::string make(SchemaComponents& components);
};
template <>
struct cafepos::http::SchemaOf<cafepos::drawers::CountedTender> {
    static std::string make(SchemaComponents& components);
};
