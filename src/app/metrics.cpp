#include "metrics.h"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <unordered_map>

#include "db/statement.h"
#include "http/address.h"
#include "jobs/queue.h"
#include "security/digest.h"
#include "version.h"

namespace cafepos::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// Around what promises name: 50 and 100 ms.
const prometheus::Histogram::BucketBoundaries seconds_of_answers{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                                 0.1,   0.25,   0.5,   1,    2.5,   10};

double in_seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }
double in_seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

/// Figures that are read when somebody asks.
class Sample {
public:
    /// One more figure of that family; `label` and `value` are its only label, if it has one.
    void add(MetricType type, const std::string& name, const std::string& help, double figure, const std::string& label = "",
             const std::string& value = "") {
        if (families_.empty() || families_.back().name != name) families_.push_back({name, help, type, {}});
        ClientMetric metric;
        if (!label.empty()) metric.label.push_back({label, value});
        (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = figure;
        families_.back().metric.push_back(std::move(metric));
    }
    [[nodiscard]] const std::vector<MetricFamily>& families() const { return families_; }

private:
    std::vector<MetricFamily> families_;
};

void sample_statements(Sample& sample) {
    for (const db::Statement* statement : db::Statement::all()) {
        const auto use = statement->use();
        if (use.times == 0) continue;
        sample.add(MetricType::Counter, "cafepos_statements_total", "Statements asked of the database",
                   static_cast<double>(use.times), "statement", statement->name());
    }
    for (const db::Statement* statement : db::Statement::all()) {
        const auto use = statement->use();
        if (use.times == 0) continue;
        sample.add(MetricType::Counter, "cafepos_statement_wait_seconds_total", "Time waited for the answers to statements",
                   in_seconds(use.waited), "statement", statement->name());
    }
}

void sample_writer(const db::Database& database, Sample& sample) {
    const auto written = database.written();
    sample.add(MetricType::Gauge, "cafepos_writes_waiting", "Commands that wait for the writer",
               static_cast<double>(database.queue_length()));
    sample.add(MetricType::Counter, "cafepos_write_batches_total", "Transactions of the writer",
               static_cast<double>(written.batches));
    sample.add(MetricType::Counter, "cafepos_write_commands_total", "Commands in these transactions",
               static_cast<double>(written.commands));
    sample.add(MetricType::Counter, "cafepos_write_busy_seconds_total", "Time that the writer was at work",
               in_seconds(written.busy));
}

void sample_lanes(const std::array<http::LaneUse, http::worker_lanes>& lanes, Sample& sample) {
    const auto each = [&](const std::string& name, const std::string& help, auto figure) {
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            sample.add(MetricType::Gauge, name, help, static_cast<double>(figure(lanes.at(i))), "lane",
                       std::string(http::lane_names.at(i)));
        }
    };
    each("cafepos_lane_threads", "Threads of a lane of requests", [](const http::LaneUse& lane) { return lane.threads; });
    each("cafepos_lane_busy", "Threads of the lane at work", [](const http::LaneUse& lane) { return lane.busy; });
    each("cafepos_lane_waiting", "Requests that wait for one", [](const http::LaneUse& lane) { return lane.waiting; });
}

/// False if the database does not say.
bool sample_jobs(db::Database& database, Sample& sample) {
    std::vector<std::pair<std::string, jobs::Queue::Length>> lengths;
    try {
        database.read([&](db::Transaction& transaction) {
            for (const jobs::Queue* queue : jobs::Queue::all()) lengths.emplace_back(queue->name(), queue->length(transaction));
        });
    } catch (const db::DatabaseError&) {
        return false;
    }
    for (const auto& [name, length] : lengths) {
        sample.add(MetricType::Gauge, "cafepos_jobs_waiting", "Mails and slips that wait or are under way",
                   static_cast<double>(length.waiting), "queue", name);
    }
    for (const auto& [name, length] : lengths) {
        sample.add(MetricType::Gauge, "cafepos_jobs_failed", "Mails and slips that were given up",
                   static_cast<double>(length.failed), "queue", name);
    }
    return true;
}

void sample_services(const Watched& watched, bool database_answers, Sample& sample) {
    const std::pair<std::string, bool> services[] = {
        {"database", database_answers && watched.database.writing_state() == db::Database::Writing::works},
        {"printer", watched.printers.trouble().empty()},
        {"email", watched.mailer.trouble().empty()},
        {"backups", watched.nightly.problem().empty()},
        {"tls", watched.tls.trouble().empty()},
        {"journal", watched.journal.trouble().empty()}};
    for (const auto& [service, works] : services) {
        sample.add(MetricType::Gauge, "cafepos_service_works", "1, or 0 while /health names a problem", works ? 1 : 0, "service",
                   service);
    }
}

/// By the names that Prometheus' own libraries give them.
void sample_process(Sample& sample) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    sample.add(MetricType::Counter, "process_cpu_seconds_total", "Processor time used",
               in_seconds(usage.ru_utime) + in_seconds(usage.ru_stime));
    long pages_all = 0;
    long pages_resident = 0;
    if (std::ifstream("/proc/self/statm") >> pages_all >> pages_resident) {
        sample.add(MetricType::Gauge, "process_resident_memory_bytes", "Memory in use",
                   static_cast<double>(pages_resident) * static_cast<double>(sysconf(_SC_PAGESIZE)));
    }
    std::error_code error;
    const std::filesystem::directory_iterator files("/proc/self/fd", error);
    if (!error) {
        sample.add(MetricType::Gauge, "process_open_fds", "Open files and connections",
                   static_cast<double>(std::distance(begin(files), end(files))));
    }
}

bool may_read(const http::Call& call, const std::string& token) {
    const std::string bearer = "Bearer " + token;
    const std::string_view sent = call.header("authorization").value_or("");
    if (!token.empty() && security::equal_in_constant_time(sent, bearer)) return true;
    // A proxy on this machine speaks for others.
    const bool is_forwarded = call.header("x-forwarded-for") || call.header("forwarded");
    return !is_forwarded && http::is_loopback(call.remote_address());
}

}  // namespace

struct Metrics::Requests {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& counts =
        prometheus::BuildCounter().Name("cafepos_http_requests_total").Help("Answers by route and status").Register(registry);
    prometheus::Family<prometheus::Histogram>& times = prometheus::BuildHistogram()
                                                           .Name("cafepos_http_request_duration_seconds")
                                                           .Help("From the head of a request to the end of its answer")
                                                           .Register(registry);
    /// One route's: its histogram, and its counters by status.
    struct Route {
        prometheus::Histogram& times;
        std::unordered_map<int, prometheus::Counter*> counts;
    };
    std::mutex mutex;
    std::unordered_map<std::string, Route> routes;
    std::string key;  ///< kept, so that a request costs no allocation

    Route& route(const http::RequestLog& log) {
        key.assign(log.method).append(" ").append(log.path_template);
        auto found = routes.find(key);
        if (found == routes.end()) {
            auto& histogram = times.Add({{"method", log.method}, {"path", log.path_template}}, seconds_of_answers);
            found = routes.emplace(key, Route{histogram, {}}).first;
        }
        return found->second;
    }
};

Metrics::Metrics() : requests_(std::make_unique<Requests>()) {}
Metrics::~Metrics() = default;

void Metrics::note(const http::RequestLog& log) {
    Requests& requests = *requests_;
    const std::lock_guard lock(requests.mutex);
    auto& route = requests.route(log);
    if (!log.is_stream) route.times.Observe(static_cast<double>(log.duration_us) / 1e6);
    auto*& count = route.counts[log.status];
    if (count == nullptr) {
        count =
            &requests.counts.Add({{"method", log.method}, {"path", log.path_template}, {"status", std::to_string(log.status)}});
    }
    count->Increment();
}

std::string Metrics::text(const Watched& watched, const std::array<http::LaneUse, http::worker_lanes>& lanes) const {
    auto families = requests_->registry.Collect();
    Sample sample;
    sample.add(MetricType::Gauge, "cafepos_build_info", "The version", 1, "version", version);
    sample_lanes(lanes, sample);
    sample_writer(watched.database, sample);
    const bool answers = sample_jobs(watched.database, sample);
    sample_services(watched, answers, sample);
    sample_statements(sample);
    sample_process(sample);
    families.insert(families.end(), sample.families().begin(), sample.families().end());
    return prometheus::TextSerializer().Serialize(families);
}

void add_metrics_route(http::EndpointTable& table, const Metrics& metrics, const Watched& watched,
                       std::function<std::array<http::LaneUse, http::worker_lanes>()> lanes, const std::string& token) {
    http::Endpoint endpoint{http::Method::get, "/metrics", http::Access::open(),
                            "Figures of the running process, for Prometheus: to this machine, or with METRICS_TOKEN",
                            http::Lane::health};
    endpoint.produces = {"text/plain"};
    table.add(endpoint.also_answering({403}),
              [&metrics, watched, lanes = std::move(lanes), token](const http::Request<>& request) -> http::RawReply {
                  if (!may_read(request.call, token))
                      throw Error(Code::forbidden, "Only from the machine itself, or with METRICS_TOKEN as bearer token");
                  http::RawReply reply;
                  reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
                  reply.body = metrics.text(watched, lanes());
                  return reply;
              });
}

}  // namespace cafepos::app
