#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/read.h"
#include "json/write.h"
#include "rules.h"
#include "sales/sale_wire.h"

// What the routes of tabs read and write, spelled as the wire spells it.
namespace cafepos::tabs {

struct OptionView {
    Id optionId;
    std::string group;
    std::string name;
    Money priceDelta;
    int quantity = 1;
};
BOOST_DESCRIBE_STRUCT(OptionView, (), (optionId, group, name, priceDelta, quantity))

struct LineView {
    Id id;
    std::optional<std::string> clientLineId;
    Id productId;
    std::string name;
    std::string size;
    Money unitPrice;  ///< as it was ordered, with options
    int quantity = 0;
    int settledQuantity = 0;
    int sentQuantity = 0;  ///< that the kitchen knows
    Money openTotal;       ///< unit price × what is not settled
    std::string notes;
    std::vector<OptionView> options;
    Id addedBy;
    Timestamp addedAt;
    json::Omittable<sales::wire::ComboOf> combo = {};  ///< only of parts of a combo
};
BOOST_DESCRIBE_STRUCT(LineView, (),
                      (id, clientLineId, productId, name, size, unitPrice, quantity, settledQuantity, sentQuantity, openTotal,
                       notes, options, addedBy, addedAt, combo))

/// What is not settled would cost today.
struct FiguresView {
    Money subtotal;
    Money taxAmount;
    Money total;
};
BOOST_DESCRIBE_STRUCT(FiguresView, (), (subtotal, taxAmount, total))

struct TabView {
    Id id;
    std::string number;
    std::optional<std::string> clientTabId;
    std::optional<std::string> name;
    std::optional<std::string> table;
    std::optional<int> guests;
    std::optional<Service> service;
    Status status{};
    std::int64_t version = 0;
    std::vector<LineView> lines;
    FiguresView figures;
    std::vector<Id> orderIds;  ///< what was sold of it
    Date businessDate;
    Id openedBy;
    Timestamp openedAt;
    Timestamp updatedAt;
    std::optional<Id> closedBy;
    std::optional<Timestamp> closedAt;
    std::optional<std::string> closeReason;
    std::optional<Id> mergedInto;
};
BOOST_DESCRIBE_STRUCT(TabView, (),
                      (id, number, clientTabId, name, table, guests, service, status, version, lines, figures, orderIds,
                       businessDate, openedBy, openedAt, updatedAt, closedBy, closedAt, closeReason, mergedInto))

struct TabReply {
    TabView tab;
};
BOOST_DESCRIBE_STRUCT(TabReply, (), (tab))
struct AddedReply : TabReply {
    std::vector<std::string> warnings;  ///< what is said to be sold out
};
BOOST_DESCRIBE_STRUCT(AddedReply, (TabReply), (warnings))
struct MovedReply : TabReply {
    TabView from;
};
BOOST_DESCRIBE_STRUCT(MovedReply, (TabReply), (from))
struct SettledReply : sales::wire::SaleAnswer {
    TabView tab;
};
BOOST_DESCRIBE_STRUCT(SettledReply, (sales::wire::SaleAnswer), (tab))
struct TabList {
    std::vector<TabView> tabs;
    std::optional<Id> nextCursor;
};
BOOST_DESCRIBE_STRUCT(TabList, (), (tabs, nextCursor))
struct Split {
    Money total;
    std::vector<Money> shares;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Split, (), (total, shares, version))

struct ListTabs {
    std::optional<Status> status;
    std::optional<std::string> table;
    std::optional<int> limit;
    std::optional<Id> cursor;
};
BOOST_DESCRIBE_STRUCT(ListTabs, (), (status, table, limit, cursor))
struct SplitQuery {
    std::optional<int> ways;
};
BOOST_DESCRIBE_STRUCT(SplitQuery, (), (ways))

struct NewTabLine : sales::wire::NewOrderItem {
    std::optional<std::string> clientLineId;
};
BOOST_DESCRIBE_STRUCT(NewTabLine, (sales::wire::NewOrderItem), (clientLineId))

struct NewTab {
    std::optional<std::string> clientTabId;
    std::optional<std::string> name;
    std::optional<std::string> table;
    std::optional<int> guests;
    std::optional<Service> service;
    std::optional<std::vector<NewTabLine>> lines;
};
BOOST_DESCRIBE_STRUCT(NewTab, (), (clientTabId, name, table, guests, service, lines))

struct AddLines {
    std::vector<NewTabLine> lines;
};
BOOST_DESCRIBE_STRUCT(AddLines, (), (lines))

// The changes: `version` is that of the tab they are meant for; If-Match says it too.
struct TabPatch {
    std::optional<std::int64_t> version;
    json::Patch<std::string> name;
    json::Patch<std::string> table;
    json::Patch<int> guests;
    json::Patch<Service> service;
};
BOOST_DESCRIBE_STRUCT(TabPatch, (), (version, name, table, guests, service))
struct LinePatch {
    std::optional<std::int64_t> version;
    std::optional<int> quantity;
    std::optional<std::string> notes;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(LinePatch, (), (version, quantity, notes, reason))
struct RemoveLine {
    std::optional<std::int64_t> version;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(RemoveLine, (), (version, reason))
struct SendTab {
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(SendTab, (), (version))
struct CancelTab {
    std::optional<std::int64_t> version;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(CancelTab, (), (version, reason))
struct MergeTab {
    std::optional<std::int64_t> version;
    Id into;
};
BOOST_DESCRIBE_STRUCT(MergeTab, (), (version, into))
struct MoveLines {
    std::optional<std::int64_t> version;
    Id into;
    std::vector<Id> lines;
};
BOOST_DESCRIBE_STRUCT(MoveLines, (), (version, into, lines))

struct SettleLine {
    Id lineId;
    std::optional<int> quantity;
};
BOOST_DESCRIBE_STRUCT(SettleLine, (), (lineId, quantity))
struct SettleFigures {
    std::optional<json::RoundedMoney> subtotal;
    std::optional<json::RoundedMoney> discountAmount;
    std::optional<json::RoundedMoney> taxAmount;
    std::optional<json::RoundedMoney> total;
};
BOOST_DESCRIBE_STRUCT(SettleFigures, (), (subtotal, discountAmount, taxAmount, total))
struct SettleTab {
    std::optional<std::int64_t> version;
    std::optional<std::vector<SettleLine>> lines;
    std::optional<sales::wire::NewItemDiscount> discount;
    std::optional<std::string> discountId;
    std::optional<std::vector<sales::wire::NewTender>> payments;
    std::optional<std::string> paymentMethod;
    std::optional<json::RoundedMoney> amountPaid;
    std::optional<SettleFigures> figures;
    std::optional<std::string> customerName;
    std::optional<std::string> customerEmail;
    std::optional<std::string> orderNotes;
    std::optional<std::string> clientOrderId;
    std::optional<std::string> createdBy;
    std::optional<std::string> occurredAt;
    std::optional<std::string> tillId;
};
BOOST_DESCRIBE_STRUCT(SettleTab, (),
                      (version, lines, discount, discountId, payments, paymentMethod, amountPaid, figures, customerName,
                       customerEmail, orderNotes, clientOrderId, createdBy, occurredAt, tillId))

/// A line as it was asked for, with what its register calls it.
struct AskedLine {
    std::optional<std::string> client_line_id;
    sales::NewLine line;
};

// Each throws Error(unprocessable) with everything that is wrong.
std::vector<AskedLine> asked_lines_of(const std::vector<NewTabLine>& lines);
/// The tab without id, number and lines.
Tab new_tab_of(const NewTab& body);
void apply(const TabPatch& patch, Tab& tab);
/// Why something is taken off; empty: nothing was said.
std::string reason_of(const std::optional<std::string>& reason);
std::string notes_of(const std::string& notes);
/// The sale without its lines.
sales::NewSale new_sale_of(const SettleTab& body);
std::optional<std::vector<Portion>> portions_of(const SettleTab& body);

}  // namespace cafepos::tabs
