#include "scheduler.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "jobs/worker.h"
#include "runs.h"
#include "sending.h"
#include "settings/business_days.h"

namespace cafepos::reports {
namespace {

constexpr std::chrono::seconds tick_every{30};

/// What the run needs to know, read in one snapshot.
struct Plan {
    Date day;
    std::vector<std::string> recipients;
    std::shared_ptr<const settings::Settings> settings;
    SummaryFacts facts;
    bool worth_sending = false;
};

/// "HH:MM", which /settings has validated.
int number_at(const std::string& text, std::size_t begin) { return std::stoi(text.substr(begin, 2)); }

}  // namespace

Date summary_day_due(const settings::Settings& settings, int hour, int minute, Timestamp now) {
    const TimeZone zone = settings.time_zone();
    const Date today = zone.local(now).date;
    Timestamp due = zone.moment(today, hour, minute);
    if (due > now) due = zone.moment(today.plus_days(-1), hour, minute);
    return settings.business_date(due).plus_days(-1);
}

struct Scheduler::Implementation {
    db::Database& database;
    settings::SettingsStore& settings;
    mail::Mailer& mailer;
    const Clock& clock;
    const std::vector<std::string> fallback_recipients;
    const FindOvernight find_overnight;

    jobs::Worker worker{"the daily summary could not be queued, it is tried again", [this] {
                            tick(clock.now());
                            return tick_every;
                        }};

    std::vector<std::string> recipients_of(const settings::Reports& reports) const {
        const auto& wanted = reports.emailReportsTo.empty() ? fallback_recipients : reports.emailReportsTo;
        const std::set<std::string> distinct(wanted.begin(), wanted.end());
        return {distinct.begin(), distinct.end()};
    }

    std::optional<Plan> plan(db::Transaction& transaction, Timestamp now) const {
        Plan plan;
        plan.settings = settings.in_transaction(transaction);
        const settings::Reports& reports = plan.settings->reports;
        plan.recipients = recipients_of(reports);
        if (!reports.enableAutomaticDailyReports || plan.recipients.empty()) return std::nullopt;
        const Date today = settings::look_at_moment(transaction, *plan.settings, now).business_date;
        plan.day =
            summary_day_due(*plan.settings, number_at(reports.dailyReportTime, 0), number_at(reports.dailyReportTime, 3), now);
        plan.day = std::min(plan.day, today.plus_days(-1));  // a day that is held longer by older settings still sells
        if (has_run(transaction, plan.day)) return std::nullopt;
        plan.facts = summary_facts(transaction, plan.day);
        if (find_overnight) plan.facts.overnight = find_overnight(transaction, now);
        // A café that has just been set up needs no report of the day before it opened.
        const DailySummary& summary = plan.facts.report.summary;
        plan.worth_sending = summary.totalTransactions > 0 || summary.refundCount > 0 || has_ever_run(transaction);
        return plan;
    }

    /// A day that is over never changes, so it is read and drawn before the transaction that sends it.
    std::optional<Date> tick(Timestamp now) {
        if (!is_plausible(now)) return std::nullopt;  // by such a clock no day is over
        const auto planned = database.reading([&](db::Transaction& transaction) { return plan(transaction, now); });
        if (!planned) return std::nullopt;
        SummaryMail summary;
        if (planned->worth_sending) summary = render_summary(planned->facts, letterhead_of(*planned->settings, now));
        const bool queued = database.writing([&](db::Transaction& transaction) {
            if (!begin_run(transaction, planned->day, now)) return false;
            if (planned->worth_sending) enqueue_summary(transaction, mailer, summary, planned->recipients);
            return planned->worth_sending;
        });
        return queued ? std::optional(planned->day) : std::nullopt;
    }
};

Scheduler::Scheduler(db::Database& database, settings::SettingsStore& settings, mail::Mailer& mailer, const Clock& clock,
                     std::vector<std::string> fallback_recipients, FindOvernight find_overnight)
    : implementation_(new Implementation{.database = database,
                                         .settings = settings,
                                         .mailer = mailer,
                                         .clock = clock,
                                         .fallback_recipients = std::move(fallback_recipients),
                                         .find_overnight = std::move(find_overnight)}) {}

Scheduler::~Scheduler() = default;
void Scheduler::start() { implementation_->worker.start(); }
void Scheduler::stop() { implementation_->worker.stop(); }
std::optional<Date> Scheduler::tick(Timestamp now) { return implementation_->tick(now); }

}  // namespace cafepos::reports
