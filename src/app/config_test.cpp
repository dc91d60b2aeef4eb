#include "config.h"

#include <gtest/gtest.h>

#include "cafe.h"

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
}

TEST(Config, NamesEveryImpossibleValueAtOnce) {
    try {
        make_config({{"PORT", "99999"},
                     {"TIMEZONE", "Europe/Atlantis"},
                     {"PRINTER_ENABLED", "perhaps"},
                     {"PRINTER_TYPE", "fax"},
                     {"CORS_ORIGINS", "localhost:3000"},
                     {"DAILY_EMAIL_TIME", "25:00"},
                     {"JWT_ALGORITHM", "none"},
                     {"JWT_EXPIRE_MINUTES", "soon"},
                     {"EMAIL_FROM", "not an address"},
                     {"DAILY_EMAIL_RECIPIENTS", "owner@example.org, a..b@example.org"},
                     {"PUBLIC_URL", "till.example.org"},
                     {"PASSWORD_RESET_URL", "javascript:alert(1)"},
                     {"DATABASE_URL", "mysql://root:secret@localhost/x"}},
                    {}, {});
        FAIL() << "nothing was refused";
    } catch (const ConfigError& error) {
        const std::string text = error.what();
        for (const char* name :
             {"PORT", "TIMEZONE", "PRINTER_ENABLED", "PRINTER_TYPE", "CORS_ORIGINS", "DAILY_EMAIL_TIME", "JWT_ALGORITHM",
              "JWT_EXPIRE_MINUTES", "EMAIL_FROM", "DAILY_EMAIL_RECIPIENTS", "PUBLIC_URL", "PASSWORD_RESET_URL", "DATABASE_URL"}) {
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

TEST(Config, BothNamesOfTheSecretAreReadAndTheNewOneWins) {
    EXPECT_EQ(make_config({{"JWT_SECRET_KEY", "old"}}, {}, {}).jwt_secret, "old");
    EXPECT_EQ(make_config({{"JWT_SECRET_KEY", "old"}, {"JWT_SECRET", "new"}}, {}, {}).jwt_secret, "new");
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

// Tests of slices and the shop begin with the same settings.
TEST(Config, TheFirstSettingsAreTheStandardOnesUnlessTheEnvironmentSaysOtherwise) {
    EXPECT_EQ(first_settings(make_config({}, {}, {})), settings::standard_settings());
    const auto settings = first_settings(make_config({{"BUSINESS_NAME", "Café"}, {"TIMEZONE", "Europe/Paris"}}, {}, {}));
    EXPECT_EQ(settings.general.storeName, "Café");
    EXPECT_EQ(settings.general.timezone, "Europe/Paris");
    EXPECT_EQ(settings.general.storeAddress, settings::standard_settings().general.storeAddress);
}

TEST(Config, SaysWhatHasNoEffect) {
    EXPECT_EQ(make_config({{"POSTMARK_SERVER_TOKEN", "x"}, {"SESSION_TIMEOUT", "3600"}}, {}, {}).warnings.size(), 2U);
}

TEST(Config, EverySettingIsDocumentedOnce) {
    std::map<std::string, int> names;
    for (const Setting& setting : known_settings()) {
        ++names[std::string(setting.name)];
        EXPECT_FALSE(setting.description.empty()) << setting.name;
    }
    for (const auto& [name, count] : names) EXPECT_EQ(count, 1) << name;
}

}  // namespace
}  // namespace cafepos::app
