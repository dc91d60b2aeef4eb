#include "config.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

#include "cafe.h"
#include "devices.h"
#include "security/common_passwords.h"
#include "testing/source.h"

namespace cafepos::app {
namespace {

TEST(Config, TheStrongerSourceWins) {
    const Values file{{"PORT", "1"}, {"BUSINESS_NAME", "File"}, {"TIMEZONE", "Europe/Paris"}};
    const Values environment{{"PORT", "2"}, {"BUSINESS_NAME", "Environment"}};
    const Values flags{{"PORT", "3"}};
    const Config config = make_config(file, environment, flags);
    EXPECT_EQ(config.port, 3);
    EXPECT_EQ(config.business_name, "Environment");
    EXPECT_EQ(config.timezone, "Europe/Paris");
    EXPECT_EQ(make_config({}, {}, {}).port, 8880);
    EXPECT_EQ(config.given, (Values{{"PORT", "flags"}, {"BUSINESS_NAME", "environment"}, {"TIMEZONE", ".env"}}));
}

TEST(Config, NamesEveryImpossibleValueAtOnce) {
    try {
        make_config({{"PORT", "99999"},
                     {"TIMEZONE", "Europe/Atlantis"},
                     {"PRINTER_ENABLED", "perhaps"},
                     {"PRINTER_TYPE", "fax"},
                     {"CORS_ORIGINS", "localhost:3000"},
                     {"DAILY_EMAIL_TIME", "25:00"},
                     {"BACKUP_TIME", "4:10"},
                     {"JWT_ALGORITHM", "none"},
                     {"JWT_EXPIRE_MINUTES", "soon"},
                     {"EMAIL_FROM", "not an address"},
                     {"DAILY_EMAIL_RECIPIENTS", "owner@example.org, a..b@example.org"},
                     {"PUBLIC_URL", "till.example.org"},
                     {"ALLOWED_EXTENSIONS", "png,exe"},
                     {"TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/99"},
                     {"PRINTER_NETWORKS", "192.168.0.0/16, printer.lan"},
                     {"PASSWORD_RESET_URL", "javascript:alert(1)"},
                     {"STORE", "Main Street"},
                     {"DATABASE_URL", "mysql://root:secret@localhost/x"}},
                    {}, {});
        FAIL() << "nothing was refused";
    } catch (const ConfigError& error) {
        const std::string text = error.what();
        for (const char* name :
             {"PORT", "TIMEZONE", "PRINTER_ENABLED", "PRINTER_TYPE", "CORS_ORIGINS", "DAILY_EMAIL_TIME", "BACKUP_TIME",
              "JWT_ALGORITHM", "JWT_EXPIRE_MINUTES", "EMAIL_FROM", "DAILY_EMAIL_RECIPIENTS", "PUBLIC_URL", "ALLOWED_EXTENSIONS",
              "TRUSTED_PROXIES", "PRINTER_NETWORKS", "PASSWORD_RESET_URL", "STORE", "DATABASE_URL"}) {
            EXPECT_NE(text.find(std::string(name) + ": "), std::string::npos) << name << " in\n" << text;
        }
        EXPECT_EQ(text.find("secret"), std::string::npos) << "a password must not be echoed";
    }
}

TEST(Config, ReadsTheOldEnvFile) {
    const Values values = parse_env_file(
        "\xEF\xBB\xBF# CafePOS\n"
        "export PORT=8881\r\n"
        "MAX_LOGIN_ATTEMPTS=3  # then locked\n"
        "SMTP_PASSWORD=\"p#ss word\"  # quoted\n"
        "JWT_SECRET='a#b'\n"
        "EMPTY=\n"
        "BUSINESS_NAME = Café \t# comment\n"
        "SMTP_USERNAME=a#b\n");
    EXPECT_EQ(values.at("PORT"), "8881");
    EXPECT_EQ(values.at("MAX_LOGIN_ATTEMPTS"), "3");
    EXPECT_EQ(values.at("SMTP_PASSWORD"), "p#ss word");
    EXPECT_EQ(values.at("JWT_SECRET"), "a#b");
    EXPECT_EQ(values.at("EMPTY"), "");
    EXPECT_EQ(values.at("BUSINESS_NAME"), "Café");
    EXPECT_EQ(values.at("SMTP_USERNAME"), "a#b");
    EXPECT_THROW(parse_env_file("PORT 8880\n"), ConfigError);
}

TEST(Config, AnEnvFileThatIsReadOtherwiseThanMeantIsRefusedByLine) {
    for (const char* wrong : {"PORT=1\nHOST=\"127.0.0.1\n", "PORT=1\nBUSINESS_NAME='Joe's'\n", "PORT=1\nHOST\n"}) {
        try {
            parse_env_file(wrong, "café.env");
            FAIL() << wrong;
        } catch (const ConfigError& error) {
            EXPECT_TRUE(std::string(error.what()).starts_with("café.env line 2: ")) << error.what();
        }
    }
}

const std::string old_secret = "f3b1c2d4e5968778695a4b3c2d1e0f00";
const std::string new_secret = "03f1c2d4e5968778695a4b3c2d1e0f99";

TEST(Config, BothNamesOfTheSecretAreReadAndTheNewOneWins) {
    EXPECT_EQ(make_config({{"JWT_SECRET_KEY", old_secret}}, {}, {}).jwt_secret, old_secret);
    EXPECT_EQ(make_config({{"JWT_SECRET_KEY", old_secret}, {"JWT_SECRET", new_secret}}, {}, {}).jwt_secret, new_secret);
}

TEST(Config, ASecretThatEverybodyKnowsIsNotUsedAndALoudWarningSaysSo) {
    for (const char* known : {"your-super-secret-jwt-key-here-make-it-long-and-random",
                              "your-production-jwt-secret-at-least-32-characters-long", "secret"}) {
        const Config config = make_config({{"JWT_SECRET", known}}, {}, {});
        EXPECT_EQ(config.jwt_secret, "") << known;
        ASSERT_EQ(config.warnings.size(), 1U) << known;
        EXPECT_TRUE(config.warnings[0].starts_with("JWT_SECRET IS NOT USED")) << config.warnings[0];
    }
}

TEST(Config, ASecretThatIsEasyToGuessIsRefused) {
    for (const char* weak : {"short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "passwordpasswordpasswordpassword",
                             "12345678901234567890123456789012", "abcdefghijklmnopqrstuvwxyz012345"}) {
        EXPECT_THROW(make_config({{"JWT_SECRET", weak}}, {}, {}), ConfigError) << weak;
    }
}

TEST(Config, ThePartsOfTheDatabasesAddressAreReadUnlessItIsGivenWhole) {
    const Values parts{{"POSTGRES_HOST", "db"}, {"POSTGRES_PASSWORD", "p@ss:/#%"}, {"POSTGRES_DB", "cafe"}};
    EXPECT_EQ(make_config(parts, {}, {}).database_url, "postgresql://cafepos_user:p%40ss%3A%2F%23%25@db:5432/cafe");
    EXPECT_EQ(make_config(parts, {{"DATABASE_URL", "postgresql://me@other/x"}}, {}).database_url, "postgresql://me@other/x");
    const Config embedded = make_config({{"POSTGRES_PASSWORD", "x"}}, {}, {});
    EXPECT_EQ(embedded.database_url, "");
    ASSERT_EQ(embedded.warnings.size(), 1U);
    EXPECT_NE(embedded.warnings[0].find("POSTGRES_HOST"), std::string::npos);
    EXPECT_THROW(make_config({{"POSTGRES_HOST", "db"}, {"POSTGRES_PORT", "x"}}, {}, {}), ConfigError);
}

TEST(Config, StoresShareNoFolderAndNoFileWhateverElseIsTheSame) {
    const Values given{{"UPLOAD_DIR", "/srv/pictures"}, {"BACKUP_DIR", "/mnt/backups"}, {"JOURNAL_KEY_FILE", "/etc/cafe/key"}};
    const Config north = make_config(given, {{"STORE", "north"}}, {});
    EXPECT_EQ(north.data_dir, "./data/stores/north");
    EXPECT_EQ(north.upload_dir, "/srv/pictures/north");
    EXPECT_EQ(north.backup_dir, "/mnt/backups/north");
    EXPECT_EQ(north.journal_key_file, "/etc/cafe/key.north");
    EXPECT_EQ(north.printer_file_path, "./data/stores/north/receipts/receipt.txt");
    const Config server = make_config({{"DATABASE_URL", "postgresql://host/cafe?sslmode=require"}, {"STORE", "north"}}, {}, {});
    EXPECT_EQ(database_options(server).url, "postgresql://host/cafe?sslmode=require#north");
    const Config plain = make_config({{"STORE", "south_2"}}, {}, {});
    EXPECT_EQ(plain.upload_dir, "./data/stores/south_2/uploads");
    EXPECT_EQ(plain.backup_dir, "") << "none by itself";
    EXPECT_EQ(database_options(plain).url, "./data/stores/south_2/cafepos.db");
    EXPECT_EQ(make_config(given, {}, {}).upload_dir, "/srv/pictures") << "nothing changes without STORE";
}

TEST(Config, ANameThatIsNoStoreIsRefused) {
    for (const char* name : {"North", "north-2", "2north", "north.south", "../north", "n\"o", "public", "pg_temp",
                             "information_schema", "a_name_that_is_longer_than_a_channel_may_be"}) {
        EXPECT_THROW(make_config({{"STORE", name}}, {}, {}), ConfigError) << name;
    }
    EXPECT_THROW(make_config({{"STORE", "north"}, {"DATABASE_URL", "sqlite:///srv/cafepos.db"}}, {}, {}), ConfigError)
        << "two stores in one file";
    EXPECT_THROW(make_config({{"DATABASE_URL", "postgresql://host/cafe#north"}}, {}, {}), ConfigError) << "not by STORE";
}

TEST(Config, TheOlderServersQuickStartIsUnderstood) {
    const Config config =
        make_config(parse_env_file("DATABASE_URL=postgresql://cafepos_user:password123@db:5432/cafepos_db\n"
                                   "POSTGRES_DB=cafepos_db\nPOSTGRES_USER=cafepos_user\nPOSTGRES_PASSWORD=password123\n"
                                   "JWT_SECRET=your-super-secret-jwt-key-here-make-it-long-and-random\n"),
                    {}, {});
    EXPECT_EQ(config.database_url, "postgresql://cafepos_user:password123@db:5432/cafepos_db");
    EXPECT_EQ(config.warnings.size(), 1U) << "of the secret";
}

void expect_known_settings_alone_in_lines(const std::string& path) {
    std::ifstream file(cafepos::testing::source_root() / path);
    ASSERT_TRUE(file);
    std::string active;
    std::string all;
    for (std::string line; std::getline(file, line);) {
        active += line + "\n";
        const bool is_setting = line.find("# ") == 0 && line.find('=') < line.find(' ', 2);
        all += (is_setting ? line.substr(2) : line) + "\n";
    }
    EXPECT_NO_THROW(make_config(parse_env_file(active), {}, {}));
    for (const auto& [name, value] : parse_env_file(all)) {
        EXPECT_TRUE(std::ranges::any_of(known_settings(), [&](const Setting& s) { return s.name == name; })) << name;
        EXPECT_NE(all.find(name + "=" + value + "\n"), std::string::npos) << name << ": something follows the value";
    }
}

TEST(Config, TheExampleFileHoldsKnownSettingsAndNoCommentBehindAValue) { expect_known_settings_alone_in_lines(".env.example"); }

TEST(Config, TheFileOfThePackageDoesToo) { expect_known_settings_alone_in_lines("package/cafepos.env"); }

TEST(Config, TheWordsThatMakeNoPasswordAreDocumented) {
    std::ostringstream page;
    page << std::ifstream(cafepos::testing::source_root() / "docs/operations/README.md").rdbuf();
    const std::string text = page.str();
    const auto begin = text.find("nothing but these words");
    ASSERT_NE(begin, std::string::npos);
    const std::string list = text.substr(begin, text.find("\n\n", begin) - begin);
    static const std::regex word("`([a-z]+)`");
    int words = 0;
    for (std::sregex_iterator at(list.begin(), list.end(), word), end; at != end; ++at, ++words)
        EXPECT_TRUE(security::is_common_password((*at)[1].str() + "-2026!")) << (*at)[1];
    EXPECT_EQ(words, 10);
}

// Two parts that everybody knows how to join are open to everybody.
TEST(Config, NoPasswordIsThereBeforeTheOwnerHasChosenOne) {
    const auto lines_of = [](const char* name) {
        std::ifstream file(cafepos::testing::source_root() / name);
        EXPECT_TRUE(file) << name;
        std::vector<std::string> lines;
        for (std::string line; std::getline(file, line);) lines.push_back(line);
        return lines;
    };
    int demanded = 0;
    for (const std::string& line : lines_of("docker-compose.yml")) {
        const bool is_value = line.find("PASSWORD: ") != std::string::npos || line.find("SECRET") != std::string::npos;
        if (!is_value) continue;
        const bool demands = line.find("${POSTGRES_PASSWORD:?") != std::string::npos;
        EXPECT_TRUE(demands || line.ends_with("POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}")) << line;
        demanded += demands ? 1 : 0;
    }
    EXPECT_EQ(demanded, 1) << "docker-compose starts nothing without it";
    for (const char* example : {".env.example", "package/cafepos.env"}) {
        for (const std::string& line : lines_of(example)) {
            const auto end = line.find('=');
            const std::string name = line.substr(0, end);
            const bool is_secret = name.ends_with("PASSWORD") || name.ends_with("SECRET") || name.ends_with("TOKEN");
            EXPECT_TRUE(!is_secret || name.starts_with('#') || line.size() == end + 1) << example << ": " << name;
        }
    }
}

TEST(Config, OriginsAreKeptAsBrowsersSendThem) {
    const Config config = make_config({{"CORS_ORIGINS", "http://Till:80, https://shop.example/"}}, {}, {});
    EXPECT_EQ(config.cors_origins, (std::vector<std::string>{"http://till", "https://shop.example"}));
    EXPECT_EQ(make_config({{"CORS_ORIGINS", "*"}}, {}, {}).cors_origins, std::vector<std::string>{"*"});
    EXPECT_THROW(make_config({{"CORS_ORIGINS", "http://localhost:3000/register"}}, {}, {}), ConfigError);
    EXPECT_THROW(make_config({{"PASSWORD_RESET_URL", "register.example/reset"}}, {}, {}), ConfigError);
    EXPECT_THROW(make_config({{"HOST", "127.0.0.1:8880"}}, {}, {}), ConfigError);
}

TEST(Config, SaysHowTheLineToTheMailServerIsKeptPrivate) {
    EXPECT_EQ(make_config({}, {}, {}).smtp_use_tls, "true");
    for (const auto& [value, meaning] :
         Values{{"yes", "true"}, {"0", "false"}, {"False", "false"}, {"StartTLS", "starttls"}, {"implicit", "implicit"}}) {
        EXPECT_EQ(make_config({{"SMTP_USE_TLS", value}}, {}, {}).smtp_use_tls, meaning) << value;
    }
    EXPECT_THROW(make_config({{"SMTP_USE_TLS", "ssl"}}, {}, {}), ConfigError);
    EXPECT_THROW(make_config({{"SMTP_TIMEOUT_SECONDS", "0"}}, {}, {}), ConfigError);
    EXPECT_EQ(make_config({{"SMTP_TIMEOUT_SECONDS", "5"}}, {}, {}).smtp_timeout_seconds, 5);
}

TEST(Config, TakesASenderWithAQuotedNameFromTheEnvFile) {
    const Values values = parse_env_file(
        "EMAIL_FROM=\"Bean, Leaf & Co. #1\" <till@example.org>  # comment\n"
        "DAILY_EMAIL_RECIPIENTS=owner@example.org,partner@münchen.example\n");
    const Config config = make_config(values, {}, {});
    EXPECT_EQ(config.email_from, "\"Bean, Leaf & Co. #1\" <till@example.org>");
    EXPECT_EQ(config.daily_email_recipients, (std::vector<std::string>{"owner@example.org", "partner@münchen.example"}));
}

TEST(Config, SaysWhereAResetMailLinksTo) {
    EXPECT_EQ(reset_page_url(make_config({{"PORT", "9000"}}, {}, {})), "http://localhost:9000/reset-password");
    EXPECT_EQ(reset_page_url(make_config({{"PUBLIC_URL", "https://till.example.org/pos/"}}, {}, {})),
              "https://till.example.org/pos/reset-password");
    EXPECT_EQ(
        reset_page_url(make_config(
            {{"PUBLIC_URL", "https://till.example.org"}, {"PASSWORD_RESET_URL", "https://app.example.org/?page=reset"}}, {}, {})),
        "https://app.example.org/?page=reset");
}

TEST(Config, AnImpossibleValueIsAnsweredWithItsOwnExample) {
    const auto refusal = [](const char* name, const char* value) -> std::string {
        try {
            make_config({{name, value}}, {}, {});
            return "";
        } catch (const ConfigError& error) {
            return error.what();
        }
    };
    EXPECT_EQ(refusal("PUBLIC_URL", "till.example.org"),
              "PUBLIC_URL: 'till.example.org' is not an address such as https://till.example.org");
    EXPECT_EQ(refusal("PASSWORD_RESET_URL", "reset"),
              "PASSWORD_RESET_URL: 'reset' is not a page such as https://register.example/reset-password");
    EXPECT_EQ(refusal("ALLOWED_EXTENSIONS", "jpg, exe"), "ALLOWED_EXTENSIONS: 'exe' is not one of: jpg, jpeg, png, gif, webp");
    EXPECT_EQ(refusal("ALLOWED_EXTENSIONS", ","), "ALLOWED_EXTENSIONS: ',' is not some of: jpg, jpeg, png, gif, webp");
}

TEST(Config, KindsOfPicturesAreWrittenWithOrWithoutADot) {
    EXPECT_EQ(make_config({{"ALLOWED_EXTENSIONS", ".JPG, png"}}, {}, {}).allowed_extensions,
              (std::vector<std::string>{"jpg", "png"}));
}

// Tests of slices and the shop begin with the same settings.
TEST(Config, TheFirstSettingsAreTheStandardOnesUnlessTheEnvironmentSaysOtherwise) {
    EXPECT_EQ(first_settings(make_config({}, {}, {})), settings::standard_settings());
    const auto settings = first_settings(make_config({{"BUSINESS_NAME", "Café"}, {"TIMEZONE", "Europe/Paris"}}, {}, {}));
    EXPECT_EQ(settings.general.storeName, "Café");
    EXPECT_EQ(settings.general.timezone, "Europe/Paris");
    EXPECT_EQ(settings.general.storeAddress, settings::standard_settings().general.storeAddress);
}

TEST(Config, ACertificateNeedsItsKey) {
    const auto refusal = [](const Values& environment) -> std::string {
        try {
            make_config({}, environment, {});
            return "";
        } catch (const ConfigError& error) {
            return error.what();
        }
    };
    EXPECT_EQ(refusal({{"TLS_CERT_FILE", "tls.crt"}}), "TLS_KEY_FILE: is missing beside TLS_CERT_FILE; set both or neither");
    EXPECT_EQ(refusal({{"TLS_KEY_FILE", "tls.key"}}), "TLS_CERT_FILE: is missing beside TLS_KEY_FILE; set both or neither");
    EXPECT_EQ(refusal({{"TLS_CERT_FILE", "tls.crt"}, {"TLS_KEY_FILE", "tls.key"}}), "");
    EXPECT_EQ(make_config({}, {}, {}).tls_port, 8443);
}

TEST(Config, PrintersAreInPrivateNetworksButNotOnThisMachineUnlessTheOwnerSaysSo) {
    const auto may_reach = [](const Values& given, const std::string& address) {
        return printing_options(make_config(given, {}, {})).networks.contain(address);
    };
    for (const char* lan : {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.100", "169.254.7.7", "fd00::7", "fe80::7"})
        EXPECT_TRUE(may_reach({}, lan)) << lan;
    for (const char* other : {"127.0.0.1", "::1", "0.0.0.0", "::", "172.32.0.1", "100.64.0.1", "203.0.113.7", "2001:db8::1"})
        EXPECT_FALSE(may_reach({}, other)) << other;
    const Values given{{"PRINTER_NETWORKS", "127.0.0.1, 10.7.0.0/16"}};
    EXPECT_TRUE(may_reach(given, "127.0.0.1"));
    EXPECT_TRUE(may_reach(given, "10.7.1.1"));
    EXPECT_FALSE(may_reach(given, "192.168.1.100"));
    EXPECT_FALSE(printing_options(make_config(given, {}, {})).first_is_given) << "they name no printer";
    EXPECT_TRUE(printing_options(make_config({{"PRINTER_TYPE", "network"}}, {}, {})).first_is_given);
}

TEST(Config, SaysWhatHasNoEffect) {
    EXPECT_EQ(make_config({{"POSTMARK_SERVER_TOKEN", "x"}, {"SESSION_TIMEOUT", "3600"}}, {}, {}).warnings.size(), 2U);
}

TEST(Config, EverySettingIsDocumentedOnce) {
    std::map<std::string, int> names;
    for (const Setting& setting : known_settings()) {
        ++names[std::string(setting.name)];
        EXPECT_FALSE(setting.description.empty()) << setting.name;
        EXPECT_FALSE(setting.meaning.kind.empty()) << setting.name;
    }
    for (const auto& [name, count] : names) EXPECT_EQ(count, 1) << name;
}

}  // namespace
}  // namespace cafepos::app
