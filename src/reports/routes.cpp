#include "routes.h"

#include "breakdown_routes.h"
#include "daily_report.h"
#include "dashboard.h"
#include "range_report.h"
#include "requests.h"
#include "sending.h"
#include "settings/business_days.h"

namespace cafepos::reports {
namespace {

constexpr Code email_test_error{ErrorKind::failed, "EMAIL_TEST_ERROR"};

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

struct EmailAnswer {
    bool emailSent = true;   ///< queued, to be exact: it is sent as soon as the mail server takes it
    json::Value recipients;  ///< as they were given
    Timestamp timestamp;
    bool mock = false;
    json::Omittable<bool> testMode;
};
BOOST_DESCRIBE_STRUCT(EmailAnswer, (), (emailSent, recipients, timestamp, mock, testMode))

/// Recipe costs are what inventory.view_costs guards elsewhere: a margin would tell them.
bool sees_margins(const Actor& actor) { return actor.may("reports.financial"); }

void hide_margins(Dashboard& dashboard) {
    for (TopProduct& product : dashboard.topProducts) product.profitMargin.reset();
}
void hide_margins(RangeReport& report) {
    for (RangeRow& row : report.rows) {
        row.costedRevenue.reset();
        row.cost.reset();
        row.profitMargin.reset();
    }
}

class Routes {
public:
    Routes(const Workshop& workshop, mail::Mailer& mailer) : workshop_(workshop), mailer_(mailer) {}

    [[nodiscard]] Dashboard dashboard(const DashboardQuery& query, const Actor& actor) const {
        Dashboard dashboard = workshop_.database.reading([&](db::Transaction& transaction) {
            const auto settings = workshop_.settings.in_transaction(transaction);
            const DateRange range = range_of(query, *settings);
            const Filter filter = filter_of(transaction, query.payment_method, query.category, *settings);
            return make_dashboard(transaction, range, filter, today(transaction, *settings));
        });
        if (!sees_margins(actor)) hide_margins(dashboard);
        return dashboard;
    }

    [[nodiscard]] DailyReport daily(const DailyQuery& query) const {
        return workshop_.database.reading([&](db::Transaction& transaction) {
            const auto settings = workshop_.settings.in_transaction(transaction);
            return make_daily_report(transaction, day_of(query.date, *settings, today(transaction, *settings)));
        });
    }

    [[nodiscard]] RangeReport range(const RangeQuery& query, const Actor& actor) const {
        RangeReport report = workshop_.database.reading([&](db::Transaction& transaction) {
            const auto settings = workshop_.settings.in_transaction(transaction);
            const DateRange range = range_of(query, *settings);
            const Filter filter = filter_of(transaction, query.payment_method, std::nullopt, *settings);
            RangeReport made = make_range_report(transaction, range, group_by_of(query), filter);
            if (wants_options(query)) add_options(transaction, filter, made);
            return made;
        });
        if (!sees_margins(actor)) hide_margins(report);
        return report;
    }

    /// The report is read and drawn before the transaction that queues it.
    [[nodiscard]] http::RawReplyOf<EmailAnswer> email(const EmailBody& body, const http::LastWrite& write,
                                                      const std::string& request_id) const {
        const auto recipients = recipients_of(body, "Recipients are required");
        const Timestamp now = workshop_.clock.now();
        const SummaryMail summary = rendered(body.date, now, false);
        return write([&](db::Transaction& transaction) -> Reply<EmailAnswer> {
            enqueue_summary(transaction, mailer_, summary, recipients, request_id);
            return {{true, *body.recipients, now, mailer_.is_mock(), {}}, "Daily summary email sent successfully"};
        });
    }

    /// Waits for what the mail server says, because that is what is tested.
    [[nodiscard]] EmailAnswer test_email(const EmailBody& body, const std::vector<std::string>& recipients) const {
        const Timestamp now = workshop_.clock.now();
        const std::string failures = send_test(mailer_, rendered(std::nullopt, now, true), recipients);
        if (!failures.empty()) throw Error::field(email_test_error, "", "mail_failed", "The test mail was not sent. " + failures);
        EmailAnswer answer{true, *body.recipients, now, mailer_.is_mock(), {}};
        answer.testMode.emplace(true);
        return answer;
    }

private:
    [[nodiscard]] SummaryMail rendered(const std::optional<std::string>& date, Timestamp now, bool is_test) const {
        std::shared_ptr<const settings::Settings> settings;
        const SummaryFacts facts = workshop_.database.reading([&](db::Transaction& transaction) {
            settings = workshop_.settings.in_transaction(transaction);
            return summary_facts(transaction, day_of(date, *settings, today(transaction, *settings)));
        });
        return render_summary(facts, letterhead_of(*settings, now, is_test));
    }

    Date today(db::Transaction& transaction, const settings::Settings& settings) const {
        return settings::look_at_moment(transaction, settings, workshop_.clock.now()).business_date;
    }

    Workshop workshop_;
    mail::Mailer& mailer_;
};

http::RawReply csv_reply(const RangeReport& report, WithOptions with_options) {
    http::RawReply reply;
    reply.content_type = "text/csv; charset=utf-8";
    reply.headers = {
        {"Content-Disposition", "attachment; filename=\"sales-" + report.from.text() + "-" + report.to.text() + ".csv\""}};
    reply.body = csv_of(report, with_options);
    return reply;
}

}  // namespace

void add_routes(http::EndpointTable& table, const Workshop& workshop, mail::Mailer& mailer) {
    table.declare({email_test_error});
    const Routes routes(workshop, mailer);
    add_breakdown_routes(table, workshop);
    add_journal_route(table, workshop);

    for (const char* path : {"/sales/dashboard", "/reports/dashboard"}) {
        table.add(
            {Method::get, path, Access::permission("reports.view"), "Figures of a range of days, compared with the days before"},
            [routes](const Request<NoBody, DashboardQuery>& request) -> Reply<Dashboard> {
                return {routes.dashboard(request.query, request.call.actor()), "Dashboard data retrieved successfully"};
            });
    }

    table.add({Method::get, "/reports/daily-sales", Access::permission("reports.view"), "Report of one business day"},
              [routes](const Request<NoBody, DailyQuery>& request) -> Reply<DailyReport> {
                  return {routes.daily(request.query), "Daily sales report retrieved successfully"};
              });

    table.add({.method = Method::get,
               .path = "/reports/sales",
               .access = Access::permission("reports.view"),
               .summary = "Sales of a range of days by day, week, month, hour, product, item, category, staff, payment, tax or "
                          "day_tax, as JSON or "
                          "CSV",
               .produces = {"text/csv"}},
              [routes, clock = &workshop.clock](const Request<NoBody, RangeQuery>& request) -> http::RawReplyOf<RangeReport> {
                  const bool csv = wants_csv(request.query.format, request.call.header("accept"));
                  if (csv) request.call.actor().require("reports.export");
                  const RangeReport report = routes.range(request.query, request.call.actor());
                  if (csv) return csv_reply(report, wants_options(request.query) ? WithOptions::yes : WithOptions::no);
                  http::RawReply reply;
                  reply.body = http::success_body(http::Envelope::standard, json::to_text(report),
                                                  "Sales report retrieved successfully", clock->now());
                  return reply;
              });

    for (const char* path : {"/reports/email-daily-summary", "/reports/email-summary"}) {
        table.add_keyed({Method::post, path, Access::permission("reports.send_email"), "Mail the summary of a day"},
                        [routes](const Request<EmailBody>& request, const http::LastWrite& write) {
                            return routes.email(request.body, write, request.call.request_id());
                        });
    }

    table.add_keyed(
        {Method::post, "/reports/test-email", Access::permission("reports.send_email"),
         "Mail today's figures as a test and wait for what the mail server says", http::Lane::bulk},
        [routes](const Request<EmailBody>& request, const http::LastWrite& write) {
            const auto recipients = recipients_of(request.body, "Recipients are required for test email");
            const EmailAnswer answer = routes.test_email(request.body, recipients);
            return write([&](db::Transaction&) -> Reply<EmailAnswer> { return {answer, "Test email sent successfully"}; });
        });
}

}  // namespace cafepos::reports
