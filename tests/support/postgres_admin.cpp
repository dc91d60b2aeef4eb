#include "postgres_admin.h"

#include <libpq-fe.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace cafepos::testing::postgres {
namespace {

void run(const std::string& sql) { execute(server_url(), sql); }

}  // namespace

void execute(const std::string& url, const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), &PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), &PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw std::runtime_error(PQresultErrorMessage(result.get()));
}

std::string server_url() {
    const char* url = std::getenv("CAFEPOS_TEST_POSTGRES_URL");
    if (url == nullptr || *url == '\0') {
        throw std::runtime_error("CAFEPOS_TEST_POSTGRES_URL is not set; ./dev test starts a server and sets it");
    }
    return url;
}

std::string url_of(const std::string& database) {
    std::string url = server_url();
    std::string parameters;
    if (const auto question = url.find('?'); question != std::string::npos) {
        parameters = url.substr(question);
        url.resize(question);
    }
    const auto authority = url.find("://") + 3;
    const auto slash = url.find('/', authority);
    return url.substr(0, slash) + "/" + database + parameters;
}

void create_database(const std::string& name, const std::string& template_name) {
    run("CREATE DATABASE " + name + " TEMPLATE " + template_name + " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
}

void drop_database(const std::string& name) {
    try {
        run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "could not drop %s: %s\n", name.c_str(), error.what());
    }
}

}  // namespace cafepos::testing::postgres
