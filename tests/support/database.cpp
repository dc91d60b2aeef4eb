#include "database.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "postgres_admin.h"
#include "temporary.h"

namespace cafepos::testing {
namespace {

using Engine = db::Database::Engine;

void migrate(const std::string& url) {
    db::Options options;
    options.url = url;
    options.reader_count = 1;
    db::open(options)->migrate();
}

// Migrated once per process; closing the last connection leaves everything in the one file.
const std::filesystem::path& sqlite_template() {
    static const TemporaryDirectory directory;
    static const std::filesystem::path file = [] {
        const auto path = directory.path() / "template.db";
        migrate(path.string());
        return path;
    }();
    return file;
}

class PostgresDatabase {
public:
    explicit PostgresDatabase(const std::string& template_name) : name_("cafepos_test_" + unique_name()) {
        postgres::create_database(name_, template_name);
    }
    ~PostgresDatabase() { postgres::drop_database(name_); }
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    std::string name_;
};

const std::string& postgres_template() {
    static const PostgresDatabase database("template0");
    static const bool migrated = [] {
        migrate(postgres::url_of(database.name()));
        return true;
    }();
    return migrated ? database.name() : throw std::logic_error("unreachable");
}

}  // namespace

Engine engine_under_test() {
    const char* name = std::getenv("CAFEPOS_TEST_DATABASE");
    const std::string engine = name == nullptr ? "sqlite" : name;
    if (engine == "sqlite") return Engine::sqlite;
    if (engine == "postgres") return Engine::postgres;
    throw std::runtime_error("CAFEPOS_TEST_DATABASE is neither sqlite nor postgres: " + engine);
}

/// Where the database lives until the test ends.
class TestDatabase::Place {
public:
    explicit Place(Schema schema) {
        if (engine_under_test() == Engine::sqlite) {
            directory_ = std::make_unique<TemporaryDirectory>();
            const std::string file = directory_->file("cafepos.db");
            if (schema == Schema::migrated) std::filesystem::copy_file(sqlite_template(), file);
            url_ = "sqlite://" + file;
        } else {
            postgres_ = std::make_unique<PostgresDatabase>(schema == Schema::migrated ? postgres_template() : "template0");
            url_ = postgres::url_of(postgres_->name());
        }
    }
    explicit Place(const Place* original) {
        if (original->directory_) {
            directory_ = std::make_unique<TemporaryDirectory>();
            std::filesystem::copy(original->directory_->path(), directory_->path());
            url_ = "sqlite://" + directory_->file("cafepos.db");
        } else {
            postgres_ = std::make_unique<PostgresDatabase>(original->postgres_->name());
            url_ = postgres::url_of(postgres_->name());
        }
    }
    [[nodiscard]] const std::string& url() const { return url_; }

private:
    std::unique_ptr<TemporaryDirectory> directory_;
    std::unique_ptr<PostgresDatabase> postgres_;
    std::string url_;
};

TestDatabase::TestDatabase(std::unique_ptr<Place> place, db::Options options)
    : place_(std::move(place)), options_(std::move(options)) {
    options_.url = place_->url();
    reopen();
}

TestDatabase::TestDatabase(db::Options options, Schema schema)
    : TestDatabase(std::make_unique<Place>(schema), std::move(options)) {}

TestDatabase TestDatabase::copy_of(const TestDatabase& original) {
    return {std::make_unique<Place>(original.place_.get()), original.options_};
}

TestDatabase::~TestDatabase() = default;

db::Database& TestDatabase::database() {
    if (!database_) throw std::logic_error("the test database is closed");
    return *database_;
}

void TestDatabase::reopen() {
    database_.reset();
    database_ = db::open(options_);
}

std::int64_t times_sent(std::string_view statement) {
    for (const db::Statement* one : db::Statement::all()) {
        if (one->name() == statement) return static_cast<std::int64_t>(one->use().times);
    }
    throw std::invalid_argument("no statement of that name: " + std::string(statement));
}

}  // namespace cafepos::testing
