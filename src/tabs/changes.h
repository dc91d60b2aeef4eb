#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sales/collaborators.h"
#include "wire.h"

namespace cafepos::tabs {

/// Which tab a change is meant for, as its sender has seen it.
struct Aim {
    Id tab_id;
    std::optional<std::int64_t> version;  ///< empty: whatever it has become
};

/// What happens to tabs. Each is one transaction, the caller's; it stores, tells the kitchen and whoever listens, and records.
/// Errors: not_found; tab_changed or tab_closed with the present tab; unprocessable; forbidden. Cheap to copy, thread-safe.
class Tabs {
public:
    explicit Tabs(const sales::Collaborators& with) : with_(with) {}

    struct Added {
        TabView tab;
        std::vector<std::string> warnings;
        bool is_repeated = false;  ///< nothing new: all of it was there
    };
    /// A tab of the same client_tab_id is answered as it is.
    Added open(db::Transaction& transaction, Tab tab, const std::vector<AskedLine>& lines, const Act& act) const;
    /// Lines that were added before, by their client's ids, are not added again.
    Added add(db::Transaction& transaction, const Id& tab_id, const std::vector<AskedLine>& lines, const Act& act) const;
    TabView change(db::Transaction& transaction, const Aim& aim, const TabPatch& patch, const Act& act) const;

    /// What becomes of a line, and of all parts of the combo that it is one of. To take off what the kitchen knows needs a reason
    /// and the permission tabs.remove_sent.
    struct LineChange {
        Id line_id;
        std::optional<int> quantity;  ///< 0: as little as was settled
        std::optional<std::string> notes;
        std::string reason;
    };
    TabView change_line(db::Transaction& transaction, const Aim& aim, const LineChange& change, const Act& act) const;
    /// Tells the kitchen what it does not know yet.
    TabView send(db::Transaction& transaction, const Aim& aim, const Act& act) const;
    TabView cancel(db::Transaction& transaction, const Aim& aim, const std::string& reason, const Act& act) const;

    struct Moved {
        TabView into;
        TabView from;
    };
    /// Takes these lines, combos as a whole, to another open tab; none named: all that is not settled, and the tab is closed.
    Moved move(db::Transaction& transaction, const Aim& aim, const Id& into, const std::optional<std::vector<Id>>& line_ids,
               const Act& act) const;

    struct Settlement {
        sales::NewSale sale;  ///< without lines
        std::optional<std::vector<Portion>> portions;
    };
    struct Settled {
        sales::Sold sold;
        TabView tab;
    };
    /// Sells all or part of it.
    Settled settle(db::Transaction& transaction, const Aim& aim, Settlement settlement, const sales::Author& author) const;

private:
    /// The tab as it is, if it is open and what the sender has seen.
    Tab take(db::Transaction& transaction, const Aim& aim) const;
    std::vector<Line> new_lines(db::Transaction& transaction, const Tab& tab, const std::vector<AskedLine>& asked, const Act& act,
                                std::vector<std::string>& warnings) const;
    /// Stores the change of a tab, tells and records it; what it has become.
    TabView finish(db::Transaction& transaction, Tab& tab, const std::string& what, const std::string& detail_json,
                   const Act& act) const;
    void tell_kitchen(db::Transaction& transaction, const Tab& tab, const std::function<int(const Line&)>& quantity_of,
                      const Act& act) const;
    /// Makes as many of these lines, which belong together; `sent`: what the kitchen knows.
    void change_quantity(db::Transaction& transaction, const std::vector<Line*>& lines, int quantity, const std::string& reason,
                         std::map<Id, int>& sent, const Act& act) const;
    std::vector<Sale> sales_of(const std::vector<Part>& parts, const sales::Order& order, const Id& tab_id) const;

    sales::Collaborators with_;
};

}  // namespace cafepos::tabs
