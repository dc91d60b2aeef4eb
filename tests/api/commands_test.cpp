#include "on_server.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace cafepos::testing {
namespace {

TEST(Commands, SeedsPlantOnceAndSayHowMuch) {
    ServerProcess server;
    server.stop();
    const auto again = server.run({"seed", "test"});
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_NE(again.output.find("Planted 0 users, 0 menu items, 0 stock items, 0 recipes"), std::string::npos) << again.output;
    const auto production = server.run({"seed", "production"});
    EXPECT_EQ(production.exit_code, 0) << production.output;
    server.start();
    EXPECT_EQ(server.client_as("admin").get("/tabs")["data"]["tabs"].size(), 2U) << "planted once";
    const auto stock = server.client_as("admin").get("/inventory");
    EXPECT_EQ(stock["data"]["inventory"].size(), 40U) << "21 and 36, of which 17 have the same names";
}

TEST(Commands, TheDemosStockIsWorthWhatTheContractSays) {
    ServerProcess server;
    Client admin = server.client_as("admin");
    const auto stock = admin.get("/inventory");
    EXPECT_EQ(stock["data"]["totalItems"].integer(), 21);
    EXPECT_EQ(stock["data"]["lowStockItems"].integer(), 2);
    EXPECT_NE(admin.get("/inventory/valuation").body.find("2400.35"), std::string::npos);
    EXPECT_EQ(admin.get("/menu_items")["data"]["amount"].integer(), 47) << "46 of the older server, and a combo";
}

TEST(Commands, TheDemoIsAtWorkAndAddsUp) {
    ServerProcess server;
    Client manager = server.client_as("manager");
    const auto drawers = manager.get("/drawers")["data"]["drawers"];
    ASSERT_EQ(drawers.size(), 1U);
    EXPECT_EQ(drawers[0]["tillName"].text(), "Terrace");
    EXPECT_EQ(drawers[0]["expected"].text(), "101.87") << "150 and 4.27, less 12.40 and 40";
    const auto tabs = manager.get("/tabs")["data"]["tabs"];
    ASSERT_EQ(tabs.size(), 2U);
    EXPECT_EQ(tabs[0]["lines"][0]["settledQuantity"].integer(), 1);
    EXPECT_EQ(tabs[0]["figures"]["total"].text(), "4.59");
    EXPECT_EQ(tabs[1]["table"].text(), "4");
    EXPECT_EQ(tabs[1]["guests"].integer(), 2);
    EXPECT_EQ(tabs[1]["lines"][1]["sentQuantity"].integer(), 1);
    EXPECT_EQ(tabs[1]["lines"][2]["sentQuantity"].integer(), 0);
    EXPECT_EQ(manager.get("/orders")["data"]["orders"].size(), 1U);
    const auto result = server.run({"verify"});
    EXPECT_EQ(result.exit_code, 0) << result.output;
}

TEST(Commands, VerifyLooksBesideARunningServer) {
    ServerProcess server;
    Client cashier = server.client_as("cashier");
    expect_success(cashier.post("/orders", order_body(menu_item_id(cashier, "Caffe Latte"), 3)), 201);
    const auto result = server.run({"verify"});
    EXPECT_EQ(result.exit_code, 0) << result.output;
    EXPECT_NE(result.output.find("agree"), std::string::npos) << result.output;
    const auto doctor = server.run({"doctor"});
    EXPECT_NE(doctor.output.find("the database answers and fits this version"), std::string::npos) << doctor.output;
}

TEST(Commands, ACafeWithoutStaffGetsOneAdminWithAPasswordShownOnce) {
    ServerProcess server({.demo = false});
    const std::string log = server.log();
    const auto at = log.find("password   ");
    ASSERT_NE(at, std::string::npos) << log;
    const std::string password = log.substr(at + 11, 16);
    Client admin = server.client();
    admin.login("admin", password);
    EXPECT_EQ(admin.get("/auth/me")["data"]["user"]["role"].text(), "admin");
    server.restart();
    EXPECT_EQ(server.log().find("password   ", at + 11), std::string::npos) << "shown again";
}

TEST(Commands, TheTestSeedGivesTheUnusedFirstAdminTheDemosPasswordAndPin) {
    ServerProcess server({.demo = false});
    server.stop();
    const auto planted = server.run({"seed", "test"});
    EXPECT_NE(planted.output.find("Planted 4 users"), std::string::npos) << planted.output;
    server.start();
    Client admin = server.client_as("admin");
    EXPECT_EQ(admin.get("/users")["data"]["amount"].integer(), 4);
    EXPECT_EQ(admin.get("/auth/me")["data"]["user"]["email"].text(), "admin@cafepos.com");
    const auto by_pin = server.client().post("/auth/login", R"({"pinCode":"1234"})");
    EXPECT_EQ(by_pin["data"]["user"]["username"].text(), "admin");
}

TEST(Commands, TheTestSeedLeavesAnAdminWhoHasAPasswordOfHisOwn) {
    ServerProcess server({.demo = false});
    const std::string log = server.log();
    const std::string password = log.substr(log.find("password   ") + 11, 16);
    Client admin = server.client();
    admin.login("admin", password);
    server.stop();
    const auto planted = server.run({"seed", "test"});
    EXPECT_NE(planted.output.find("Planted 3 users"), std::string::npos) << planted.output;
    server.start();
    admin.login("admin", password);
    EXPECT_EQ(admin.get("/auth/me")["data"]["user"]["email"].text(), "admin@localhost");
}

TEST(Commands, WrongUseIsSaidInWords) {
    ServerProcess server;
    server.stop();  // an embedded database has one user at a time
    EXPECT_EQ(server.run({"serve", "--port", "99999"}).exit_code, 2);
    EXPECT_NE(server.run({"serve", "--port", "99999"}).output.find("PORT: '99999' is not a whole number from 0 to 65535"),
              std::string::npos);
    EXPECT_EQ(server.run({"dance"}).exit_code, 2);
    EXPECT_EQ(server.run({"user", "unlock", "nobody"}).exit_code, 2);
}

bool is_embedded() { return engine_under_test() == db::Database::Engine::sqlite; }

const db::Statement add_later_step{"commands_test.later_step",
                                   "INSERT INTO schema_migrations (number, name, applied_at) VALUES (99, '0099_later', 0)"};
const db::Statement spoil_taxes{"commands_test.spoil_taxes", "UPDATE orders SET tax_amount = tax_amount + 1"};

void run_sql(const ServerProcess& server, const db::Statement& statement) {
    db::Options options;
    options.url = server.database_url();
    db::open(options)->write([&](db::Transaction& transaction) { transaction.execute(statement); });
}

std::vector<std::string> analyzed_tables(const ServerProcess& server) {
    static const db::Statement analyzed{"commands_test.analyzed", "SELECT DISTINCT tbl FROM sqlite_stat1"};
    db::Options options;
    options.url = server.database_url();
    return db::open(options)->reading([&](db::Transaction& transaction) {
        std::vector<std::string> tables;
        for (const db::Row& row : transaction.query_values(analyzed, {})) tables.push_back(row.text(0));
        return tables;
    });
}

TEST(Commands, AStartThatCannotUseAPlaceNamesTheSetting) {
    ServerProcess server;
    server.stop();
    struct Case {
        std::vector<std::string> arguments;
        std::string said;
    };
    const std::vector<Case> cases{
        {{"--trusted-proxies", "10.0.0.0/99"},
         "TRUSTED_PROXIES: '10.0.0.0/99' is not an IP address or a network, such as 10.0.0.1 or 10.0.0.0/8"},
        {{"--printer-networks", "192.168.0.0/16,printer.lan"},
         "PRINTER_NETWORKS: 'printer.lan' is not an IP address or a network, such as 10.0.0.1 or 10.0.0.0/8"},
        {{"--upload-dir", "/dev/null/pictures"}, "UPLOAD_DIR: the pictures have no place in the folder /dev/null/pictures: "},
        {{"--journal-key-file", "/nowhere/journal.key"}, "JOURNAL_KEY_FILE: there is no folder /nowhere"},
        {{"--journal-key-file", "/etc/passwd"}, "JOURNAL_KEY_FILE: /etc/passwd: the journal's key file is damaged"},
        {{"--tls-cert-file", "/nowhere/a.crt", "--tls-key-file", "/nowhere/a.key"},
         "TLS_CERT_FILE: /nowhere/a.crt: cannot be read"},
        {{"--database-url", "sqlite:///nowhere/cafe.db"}, "DATABASE_URL: there is no folder /nowhere"},
        {{"--database-url", "sqlite://cafe.db"}, "DATABASE_URL: names no whole path: write sqlite:///"},
        {{"--env-file", server.data_directory()}, ": is a folder, not a file of settings"},
        {{"--allowed-extensions", "exe"}, "ALLOWED_EXTENSIONS: 'exe' is not one of: jpg, jpeg, png, gif, webp"},
    };
    for (const auto& [arguments, said] : cases) {
        std::vector<std::string> all{"serve"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto refused = server.run(all);
        EXPECT_EQ(refused.exit_code, 2) << said;
        EXPECT_NE(refused.output.find(said), std::string::npos) << said << " in\n" << refused.output;
    }
}

// Without paper a café sells all the same: no start is refused for it.
TEST(Commands, AFileThatNoSlipCanBeWrittenToIsNamedAtTheStartByHealthAndByTheDoctor) {
    const ServerSettings settings{
        .environment = {{"PRINTER_FILE_PATH", "/dev/null/slips.txt"}, {"PRINTER_FALLBACK_FILE_PATH", "/dev/null/spare.txt"}}};
    ServerProcess server(settings);
    const std::string why = "the file of the slips cannot be written: Not a directory";
    EXPECT_NE(server.log().find("PRINTER_FILE_PATH: /dev/null/slips.txt: " + why), std::string::npos) << server.log();
    EXPECT_NE(server.log().find("PRINTER_FALLBACK_FILE_PATH: /dev/null/spare.txt: "), std::string::npos) << server.log();
    EXPECT_NE(server.run({"doctor"}).output.find("the printer /dev/null/slips.txt: " + why), std::string::npos);
    Client client = server.client();
    std::string health;
    for (int look = 0; look < 1500 && health.find(why) == std::string::npos; ++look) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        health = client.get("/health").body;
    }
    EXPECT_NE(health.find(why), std::string::npos) << health;
    EXPECT_NE(health.find("degraded"), std::string::npos) << health;
}

// Its row is an older one, or came with a backup: nobody can write it any more.
TEST(Commands, APrinterWhereTheOwnerLetsNoneBeIsNamedByTheDoctor) {
    static const db::Statement move_it{"commands_test.move_printer",
                                       "UPDATE printers SET type = 'network', address = '127.0.0.1:9100' WHERE name = 'Bar'"};
    const std::string said = "WRONG    the printer Bar at 127.0.0.1:9100 is outside the networks of PRINTER_NETWORKS";
    ServerProcess server;
    Client admin = server.client_as("admin");
    ASSERT_EQ(admin.post("/printers", R"({"name":"Bar","type":"file","address":"bar.txt"})").status, 201);
    server.stop();
    run_sql(server, move_it);
    const auto refused = server.run({"doctor"});
    EXPECT_NE(refused.output.find(said), std::string::npos) << refused.output;
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_EQ(server.run({"doctor", "--printer-networks", "127.0.0.0/8"}).output.find(said), std::string::npos);
}

// SQLite took the demo's one order for all there ever are, and walked through the tables of sales at each sale after it.
TEST(Commands, WhatIsKnownOfTheDemosTablesIsOfBeforeItSold) {
    if (!is_embedded()) GTEST_SKIP() << "of an embedded database";
    ServerProcess server;
    server.stop();
    for (int i = 0; i < 2; ++i) {
        const auto tables = analyzed_tables(server);
        const auto has = [&](const char* table) { return std::ranges::find(tables, table) != tables.end(); };
        EXPECT_TRUE(has("menu_items"));
        EXPECT_FALSE(has("order_items"));
        EXPECT_FALSE(has("orders"));
        EXPECT_EQ(server.run({"seed", "test"}).exit_code, 0);
    }
}

/// What only looks, looks, and makes nothing: a folder or a secret made by `sudo cafepos doctor` would be root's.
TEST(Commands, InAFolderWithoutACafeSayWhereToLookAndMakeNothing) {
    ServerProcess server;
    TemporaryDirectory folder;
    const std::string data = folder.file("data");
    for (const std::string command : {"doctor", "verify", "backup"}) {
        std::vector<std::string> arguments{command, "--data-dir", data, "--database-url", "sqlite://" + data + "/cafepos.db"};
        if (command == "backup") arguments.insert(arguments.begin() + 1, folder.file("b"));
        const auto result = server.run(arguments);
        EXPECT_NE(result.exit_code, 0) << command;
        EXPECT_NE(result.output.find("There is no café in " + data), std::string::npos) << result.output;
        EXPECT_EQ(result.output.find("cannot open the database"), std::string::npos) << "said already: " << result.output;
        EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << command;
    }
}

TEST(Commands, ADatabaseOfANewerVersionIsSaidToBeOne) {
    ServerProcess server;
    server.stop();
    run_sql(server, add_later_step);
    for (const std::string command : {"doctor", "verify"}) {
        const auto result = server.run({command});
        EXPECT_NE(result.exit_code, 0) << command;
        EXPECT_NE(result.output.find("newer CafePOS"), std::string::npos) << result.output;
        EXPECT_EQ(result.output.find("migrate"), std::string::npos) << result.output;
    }
    const auto result = server.run({"backup", server.data_directory() + "/b"});
    EXPECT_NE(result.output.find("newer CafePOS"), std::string::npos) << result.output;
}

TEST(Commands, ADamagedDatabaseIsSaidToBeOne) {
    if (!is_embedded()) GTEST_SKIP() << "of an embedded database";
    ServerProcess server;
    server.stop();
    const std::string file = server.database_url().substr(std::string("sqlite://").size());
    std::filesystem::remove(file + "-wal");
    std::ofstream(file) << std::string(4096, 'x');
    const auto result = server.run({"doctor"});
    EXPECT_NE(result.output.find("the database file is damaged, or the disk cannot read it"), std::string::npos) << result.output;
    EXPECT_NE(result.output.find("restore a backup with `cafepos restore FILE`"), std::string::npos) << result.output;
}

TEST(Commands, ABackupOfBooksThatDisagreeSaysSoAndComesBackWhenItIsAskedTo) {
    ServerProcess server;
    TemporaryDirectory folder;
    Client cashier = server.client_as("cashier");
    expect_success(cashier.post("/orders", order_body(menu_item_id(cashier, "Caffe Latte"), 3)), 201);
    server.stop();
    run_sql(server, spoil_taxes);
    const std::string file = folder.file("b");
    const auto written = server.run({"backup", file});
    EXPECT_EQ(written.exit_code, 0);
    EXPECT_NE(written.output.find("the café's books do not agree"), std::string::npos) << written.output;

    const std::vector<std::string> elsewhere{"--data-dir",     folder.file("data"),
                                             "--database-url", "sqlite://" + folder.file("data/cafepos.db"),
                                             "--upload-dir",   folder.file("uploads")};
    const auto restore = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), elsewhere.begin(), elsewhere.end());
        return server.run(arguments);
    };
    const auto refused = restore({"restore", file});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.output.find("--accept-differences"), std::string::npos) << refused.output;
    EXPECT_NE(refused.output.find("the tax is"), std::string::npos) << refused.output;
    EXPECT_FALSE(std::filesystem::exists(folder.file("data/cafepos.db")));
    const auto restored = restore({"restore", "--accept-differences", file});
    EXPECT_EQ(restored.exit_code, 0) << restored.output;
    EXPECT_EQ(restore({"verify"}).exit_code, 1) << "nothing was made up";
}

TEST(Commands, CheckingABackupLeavesNothing) {
    ServerProcess server;
    TemporaryDirectory folder;
    ASSERT_EQ(server.run({"backup", folder.file("b")}).exit_code, 0);
    const auto names = [&] {
        std::set<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(server.data_directory())) {
            const std::string name = entry.path().filename();
            if (name.find(".log") == std::string::npos) found.insert(name);
        }
        return found;
    };
    const auto before = names();
    EXPECT_EQ(server.run({"restore", "--check", folder.file("b")}).exit_code, 0);
    EXPECT_EQ(names(), before);
    EXPECT_NE(server.run({"restore", "--check", folder.path().string()}).output.find("is no file"), std::string::npos);
    EXPECT_NE(server.run({"backup", "-"}).output.find("name one, not -"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(server.data_directory() + "/-"));
}

}  // namespace
}  // namespace cafepos::testing
