#include <gtest/gtest.h>

#include "test_menu.h"

namespace cafepos::menu {
namespace {

using http::Method;
using testing::body_of;
using testing::code_of;
using testing::data_of;
using testing::error_of;

struct PictureRoutesTest : ::testing::Test {
    MenuWorld world;
    std::string latte = world.add("Latte", "Large", "4.5");

    http::RawReply upload(const std::string& id, std::string bytes) {
        return world.call(Method::post, "/upload/image", R"({"menu_item_id":")" + id + "\"}",
                          MenuWorld::form_with("image", std::move(bytes), "my photo.PNG"));
    }
    std::string refusal(const std::string& body, const testing::CallOptions& options) {
        const auto error = error_of([&] { world.call(Method::post, "/upload/image", body, options); });
        return std::to_string(status_of(error.code())) + " " + std::string(name_of(error.code())) + " " + error.what();
    }
};

TEST_F(PictureRoutesTest, AnUploadBecomesTheItemsPicture) {
    const auto reply = upload(latte, MenuWorld::png());
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(body_of(reply)["message"].text(), "Image uploaded successfully");
    const auto data = data_of(reply);
    const auto file = data["filename"].text();
    EXPECT_TRUE(file.starts_with(latte + "_"));
    EXPECT_EQ(data["original_filename"].text(), "my photo.PNG");
    EXPECT_EQ(data["image_url"].text(), "/uploads/menu_items/" + file);
    EXPECT_EQ(data["thumbnail_url"].text(), "/uploads/thumbnails/" + file);
    EXPECT_EQ(data["menu_item_id"].text(), latte);
    EXPECT_EQ(data["menu_item"]["name"].text(), "Latte");
    EXPECT_EQ(data["menu_item"]["imageUrl"].text(), data["image_url"].text());
    EXPECT_EQ(static_cast<std::uintmax_t>(data["file_size"].integer()),
              std::filesystem::file_size(world.path(data["image_url"].text())));
    EXPECT_EQ(world.get("/menu_items/" + latte)["imageUrl"].text(), data["image_url"].text());
    upload(latte, MenuWorld::png());
    EXPECT_EQ(world.file_count(), 2U) << "the replaced picture is gone";
}

TEST_F(PictureRoutesTest, ChecksComeInTheContractsOrder) {
    const auto text = MenuWorld::form_with("image", "no image");
    const auto huge = MenuWorld::form_with("image", std::string(10UL * 1024 * 1024 + 1, 'x'));
    const std::string known = R"({"menu_item_id":")" + latte + "\"}";
    const std::string unknown = R"({"menu_item_id":")" + world.ids.next().text() + "\"}";
    EXPECT_EQ(refusal("{}", text), "400 VALIDATION_ERROR menu_item_id is required");
    EXPECT_EQ(refusal(unknown, {.form = true}), "404 NOT_FOUND Menu item not found");
    EXPECT_EQ(refusal(R"({"menu_item_id":"123"})", text), "404 NOT_FOUND Menu item not found");
    EXPECT_EQ(refusal(known, {.form = true}), "400 VALIDATION_ERROR No image file provided");
    EXPECT_EQ(refusal(known, huge), "400 FILE_TOO_LARGE File size too large. Maximum 10MB allowed.");
    EXPECT_EQ(refusal(known, text), "400 INVALID_FILE_TYPE Invalid file type. Allowed: .gif, .jpeg, .jpg, .png, .webp");
    EXPECT_EQ(world.file_count(), 0U);
}

TEST_F(PictureRoutesTest, TheItemMayBeNamedInTheQuery) {
    const auto reply =
        world.call(Method::post, "/upload/image?menu_item_id=" + latte, "{}", MenuWorld::form_with("image", MenuWorld::png()));
    EXPECT_EQ(reply.status, 200);
}

TEST_F(PictureRoutesTest, AnUploadNamesOneItem) {
    const auto code = [&](const std::string& in_query) {
        return testing::code_of([&] {
            world.call(Method::post, "/upload/image?menu_item_id=" + in_query, R"({"menu_item_id":")" + latte + "\"}",
                       MenuWorld::form_with("image", MenuWorld::png()));
        });
    };
    EXPECT_EQ(code(world.ids.next().text()), "VALIDATION_ERROR");
    EXPECT_EQ(world.file_count(), 0U);
    EXPECT_EQ(code(latte), "");
}

TEST_F(PictureRoutesTest, UploadsNeedMenuEditOrTheLegacySwitch) {
    const auto code = [&](const Actor* actor, testing::CallOptions options) {
        return code_of([&] {
            testing::dispatch(world.table, Method::post, "/upload/image", R"({"menu_item_id":")" + latte + "\"}", actor, options);
        });
    };
    const auto form = MenuWorld::form_with("image", MenuWorld::png());
    auto stale = form;
    stale.headers = {{"authorization", "Bearer stale"}};
    const Actor cashier = world.add_user("cashier", "till");
    EXPECT_EQ(code(nullptr, form), "TOKEN_REQUIRED");
    EXPECT_EQ(code(nullptr, stale), "TOKEN_INVALID");
    EXPECT_EQ(code(&cashier, form), "FORBIDDEN");
    EXPECT_EQ(world.file_count(), 0U);
    world.legacy_uploads = true;
    EXPECT_EQ(code(&cashier, form), "FORBIDDEN") << "who is known is judged by what is known";
    EXPECT_EQ(code(nullptr, form), "");
    EXPECT_EQ(world.file_count(), 2U);
}

TEST_F(PictureRoutesTest, UploadsWithoutATokenAreRefusedInTheWordsOfOtherRoutes) {
    const auto words = [&](const testing::CallOptions& options) {
        return error_of([&] { testing::dispatch(world.table, Method::post, "/upload/image", "{}", nullptr, options); }).texts();
    };
    EXPECT_EQ(words({.form = true}), std::vector<std::string>{"Authorization token required"});
    EXPECT_EQ(words({.headers = {{"authorization", "Bearer stale"}}, .form = true}), std::vector<std::string>{"Invalid token"});
}

TEST_F(PictureRoutesTest, ManyPicturesFindTheirItemsByName) {
    const auto white_small = world.add("Flat White", "Small", "3");
    const auto white_large = world.add("Flat White", "Large", "4");
    testing::CallOptions options{.form = true};
    const auto add = [&](const std::string& name, const std::string& bytes) {
        options.files.push_back({"f", name, "image/png", bytes});
    };
    add("flat-white.png", MenuWorld::png());
    add("unknown.png", MenuWorld::png());
    add("latte.png", "text");
    add("espresso.png", std::string(10UL * 1024 * 1024 + 1, 'x'));
    const auto reply = world.call(Method::post, "/upload/bulk-images", "{}", options);
    EXPECT_EQ(body_of(reply)["message"].text(), "Processed 1 images successfully");
    const auto data = data_of(reply);
    EXPECT_EQ(data["uploaded"].integer(), 1);
    EXPECT_EQ(data["failed"].integer(), 3);
    EXPECT_EQ(data["results"][0]["filename"].text(), "flat-white.png");
    EXPECT_EQ(data["results"][0]["menu_item_name"].text(), "Flat White");
    EXPECT_EQ(data["results"][0]["menu_item_ids"].size(), 2U);
    EXPECT_TRUE(data["results"][0]["success"].boolean());
    EXPECT_EQ(
        data["errors"].print(),
        R"j([{"success":false,"filename":"unknown.png","error":"No matching menu item found"},)j"
        R"j({"success":false,"filename":"latte.png","error":"Invalid file type. Allowed: .gif, .jpeg, .jpg, .png, .webp"},)j"
        R"j({"success":false,"filename":"espresso.png","error":"File size too large (max 10MB)"}])j");
    for (const auto& id : {white_small, white_large}) {
        const auto url = world.get("/menu_items/" + id)["imageUrl"].text();
        EXPECT_TRUE(url.starts_with("/uploads/menu_items/" + id));
        EXPECT_TRUE(std::filesystem::exists(world.path(url)));
    }
}

TEST_F(PictureRoutesTest, ManyPicturesOfWhichNoneFitsFail) {
    const auto none = error_of([&] { world.call(Method::post, "/upload/bulk-images", "{}", {.form = true}); });
    EXPECT_EQ(none.texts(), std::vector<std::string>{"No files provided"});
    const auto failed =
        error_of([&] { world.call(Method::post, "/upload/bulk-images", "{}", MenuWorld::form_with("f", "text", "latte.png")); });
    EXPECT_EQ(name_of(failed.code()), "UPLOAD_FAILED");
    EXPECT_EQ(failed.texts(), std::vector<std::string>{"No images were uploaded successfully"});
    EXPECT_NE(failed.data().find("latte.png"), std::string::npos) << "and why, file by file";
}

TEST_F(PictureRoutesTest, ManagementShowsAndRemovesPictures) {
    world.add("Latte", "Small", "3.5");
    world.add("Tea", "Pot", "3");
    const auto url = data_of(upload(latte, MenuWorld::png()))["image_url"].text();
    const auto reply = world.call(Method::get, "/images/management");
    EXPECT_EQ(body_of(reply)["message"].text(), "Image management data retrieved");
    const auto data = data_of(reply);
    EXPECT_EQ(data["total_items"].integer(), 3);
    EXPECT_EQ(data["items_with_images"].integer(), 1);
    EXPECT_EQ(data["items_without_images"].integer(), 2);
    EXPECT_EQ(data["grouped_items"]["Latte"].size(), 2U);
    EXPECT_EQ(data["items"][0]["imageUrl"].text(), url);
    EXPECT_TRUE(data["items"][0]["hasImage"].boolean());
    EXPECT_EQ(data["items"][0]["thumbnailUrl"].text(), images::Store::thumbnail_url(url));
    EXPECT_TRUE(data["items"][2]["thumbnailUrl"].is_null());

    for (int i = 0; i < 2; ++i) {
        const auto removed = world.call(Method::remove, "/images/management/" + latte);
        EXPECT_EQ(removed.status, 200);
        EXPECT_EQ(body_of(removed)["message"].text(), "Image removed successfully");
        EXPECT_EQ(data_of(removed)["menu_item_id"].text(), latte);
    }
    EXPECT_EQ(world.file_count(), 0U);
    EXPECT_EQ(code_of([&] { world.call(Method::remove, "/images/management/" + world.ids.next().text()); }), "NOT_FOUND");
}

TEST_F(PictureRoutesTest, TheSweepKeepsWhatTheMenuShows) {
    upload(latte, MenuWorld::png());
    world.pictures.save(world.pictures.clean(MenuWorld::png()), world.ids.next());
    EXPECT_EQ(world.file_count(), 4U);
    EXPECT_EQ(sweep_pictures(world.db(), world.pictures, std::chrono::seconds(600)).removed, 0);
    EXPECT_EQ(sweep_pictures(world.db(), world.pictures, std::chrono::seconds(0)).removed, 2);
    EXPECT_EQ(world.file_count(), 2U);
}

// A database that has just failed in the way a test asks for.
class FailingDatabase final : public db::Database {
public:
    FailingDatabase(db::Database& real, db::Failure failure) : real_(real), failure_(failure) {}
    void read(const Work& work) override { real_.read(work); }
    void read_one(const Work& work) override { real_.read_one(work); }
    void write(const Work&) override { throw db::DatabaseError(failure_, "as asked"); }
    [[nodiscard]] Engine engine() const override { return real_.engine(); }
    int migrate() override { return 0; }
    [[nodiscard]] Schema schema() override { return Schema::current; }
    std::vector<std::string> prepare_all() override { return {}; }
    void analyze() override {}
    [[nodiscard]] Writing writing_state() const override { return Writing::works; }
    [[nodiscard]] std::size_t queue_length() const override { return 0; }
    [[nodiscard]] Written written() const override { return {}; }

private:
    db::Database& real_;
    db::Failure failure_;
};

TEST_F(PictureRoutesTest, AFailedWriteTakesItsPictureWithItUnlessNobodyKnows) {
    for (const auto& [failure, files] :
         {std::pair{db::Failure::connection_lost, 0U}, std::pair{db::Failure::outcome_unknown, 2U}}) {
        FailingDatabase failing(world.db(), failure);
        http::EndpointTable table(world.commands);
        add_routes(table, {failing, world.settings, world.audit, world.events, world.clock, world.ids, world.journal},
                   world.pictures, MenuWorld::stock_amount);
        EXPECT_THROW(testing::dispatch(table, Method::post, "/upload/image?menu_item_id=" + latte, "{}", &world.admin,
                                       MenuWorld::form_with("image", MenuWorld::png())),
                     db::DatabaseError);
        EXPECT_EQ(world.file_count(), files);
    }
}

}  // namespace
}  // namespace cafepos::menu
