#include <set>

#include "rules.h"
#include "shift_store.h"
#include "staff/store.h"
#include "time_clock.h"

namespace cafepos::time_clock {
namespace {

constexpr std::int64_t page_rows = 500;

void check_person(db::Transaction& transaction, const Id& id, std::vector<std::string>& findings) {
    const auto user = staff::store::find_user(transaction, id);
    const auto last = store::find_last_shift(transaction, id);
    if (!user || !last) return;
    if (user->shift_start_at == last->started_at && user->shift_end_at == last->ended_at) return;
    findings.push_back("User " + user->username + ": the shift is not that of the time clock");
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings;
    std::set<Id> people;
    for (Id last;;) {
        const auto page = store::list_after(transaction, last, page_rows);
        if (page.empty()) break;
        for (const Shift& shift : page) {
            people.insert(shift.user_id);
            for (const std::string& what : contradictions(shift)) findings.push_back("Shift " + shift.id.text() + ": " + what);
        }
        last = page.back().id;
    }
    for (const Id& id : people) check_person(transaction, id, findings);
    return findings;
}

}  // namespace cafepos::time_clock
