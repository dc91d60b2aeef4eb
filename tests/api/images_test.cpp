#include <chrono>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using namespace std::chrono_literals;

std::string picture_of_the_demo(Client& client) {
    const auto url = client.get("/menu_items?search=latte&limit=1")["data"]["menu_items"][0]["imageUrl"].text();
    return client.get(url).body;
}

class ImagesApi : public OnServer {
protected:
    Client manager = as("manager");
    std::string png = picture_of_the_demo(manager);
    std::string item = menu_item_id(manager, "Espresso");

    HttpReply upload(Client& client, const std::string& id, const std::string& bytes, const std::string& name = "photo.png",
                     const HeaderList& headers = {}) {
        return client.post_form("/upload/image", {{"menu_item_id", id}, {"image", bytes, name, "image/png"}}, headers);
    }
};

TEST_F(ImagesApi, AnUploadIsServedToEverybody) {
    const auto reply = upload(manager, item, png, "../../etc/passwd.PNG");
    expect_success(reply);
    EXPECT_EQ(reply["message"].text(), "Image uploaded successfully");
    EXPECT_EQ(reply["errors"].size(), 0U);
    const auto url = reply["data"]["image_url"].text();
    EXPECT_TRUE(url.starts_with("/uploads/menu_items/" + item + "_"));

    const auto served = nobody().get(url);
    EXPECT_EQ(served.status, 200);
    EXPECT_EQ(served.header("content-type"), "image/png");
    EXPECT_EQ(served.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(served.body.size(), static_cast<std::size_t>(reply["data"]["file_size"].integer()));
    EXPECT_EQ(nobody().get(url, {{"If-None-Match", served.header("etag")}}).status, 304);
    const auto part = nobody().get(url, {{"Range", "bytes=1-3"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "PNG");
    const auto thumbnail = nobody().get(reply["data"]["thumbnail_url"].text());
    EXPECT_EQ(thumbnail.status, 200);
    EXPECT_EQ(thumbnail.body.substr(16, 8), std::string("\x00\x00\x01\x2C\x00\x00\x01\x2C", 8)) << "300 by 300";

    upload(manager, item, png);
    EXPECT_EQ(nobody().get(url).status, 404) << "replaced pictures disappear";
}

TEST_F(ImagesApi, HostileFilesAreRefusedAndTheServerLivesOn) {
    std::string huge = png;
    huge.replace(16, 8, std::string("\x00\x00\xC3\x50\x00\x00\xC3\x50", 8));
    const std::vector<std::pair<std::string, std::string>> corpus{
        {"text", "hello, world 15"},
        {"svg", R"(<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>)"},
        {"html", "<html><script>alert(1)</script></html>"},
        {"truncated", png.substr(0, png.size() / 2)},
        {"header only", png.substr(0, 40)},
        {"50,000 by 50,000", huge},
        {"pdf", "%PDF-1.7"},
        {"script", "#!/bin/sh\nid\n"},
    };
    for (const auto& [what, bytes] : corpus) {
        const auto start = std::chrono::steady_clock::now();
        expect_error(upload(manager, item, bytes), 400, "INVALID_FILE_TYPE");
        EXPECT_LT(std::chrono::steady_clock::now() - start, 2s) << what;
    }
    const auto polyglot = upload(manager, item, png + "<script>alert(1)</script>");
    expect_success(polyglot);
    EXPECT_EQ(nobody().get(polyglot["data"]["image_url"].text()).body.find("<script>"), std::string::npos);
    expect_success(upload(manager, item, png));
}

TEST_F(ImagesApi, ChecksComeInTheContractsOrder) {
    const auto missing_id = manager.post_form("/upload/image", {{"image", png, "a.png"}});
    expect_error(missing_id, 400, "VALIDATION_ERROR");
    EXPECT_EQ(missing_id["errors"][0].text(), "menu_item_id is required");
    expect_error(upload(manager, "01935a3c-1111-7000-8000-000000000001", png), 404, "NOT_FOUND");
    const auto missing_file = manager.post_form("/upload/image", {{"menu_item_id", item}});
    expect_error(missing_file, 400, "VALIDATION_ERROR");
    EXPECT_EQ(missing_file["errors"][0].text(), "No image file provided");
    const auto large = upload(manager, item, std::string(10UL * 1024 * 1024 + 1, 'x'));
    expect_error(large, 400, "FILE_TOO_LARGE");
    EXPECT_EQ(large["errors"][0].text(), "File size too large. Maximum 10MB allowed.");
}

TEST_F(ImagesApi, UploadsNeedMenuEdit) {
    Client stranger = nobody();
    Client cashier = as("cashier");
    expect_error(upload(stranger, item, png), 401, "TOKEN_REQUIRED");
    expect_error(upload(stranger, item, png, "a.png", {{"Origin", "http://localhost:3000"}}), 401, "TOKEN_REQUIRED");
    expect_error(upload(cashier, item, png), 403, "FORBIDDEN");
    expect_error(cashier.post_form("/upload/bulk-images", {{"f", png, "latte.png"}}), 403, "FORBIDDEN");
    expect_error(cashier.get("/images/management"), 403, "FORBIDDEN");
    expect_error(cashier.del("/images/management/" + item), 403, "FORBIDDEN");
}

TEST_F(ImagesApi, ManyAtOnceFindTheirItems) {
    const auto reply = manager.post_form(
        "/upload/bulk-images", {{"a", png, "Flat-White.png", "image/png"}, {"b", png, "no such thing.png", "image/png"}});
    expect_success(reply);
    EXPECT_EQ(reply["data"]["uploaded"].integer(), 1) << reply.body;
    EXPECT_EQ(reply["data"]["failed"].integer(), 1);
    EXPECT_EQ(reply["data"]["errors"][0]["error"].text(), "No matching menu item found");
    const auto sizes = manager.get("/menu_items?search=flat%20white")["data"]["menu_items"];
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        EXPECT_TRUE(sizes[i]["imageUrl"].text().starts_with("/uploads/menu_items/" + sizes[i]["id"].text()));
    }
    expect_error(manager.post_form("/upload/bulk-images", {{"note", "no file"}}), 400, "VALIDATION_ERROR");
    expect_error(manager.post_form("/upload/bulk-images", {{"f", png, "no such thing.png"}}), 400, "UPLOAD_FAILED");
}

TEST_F(ImagesApi, ManagementListsAndRemoves) {
    upload(manager, item, png);
    const auto before = manager.get("/images/management")["data"];
    EXPECT_EQ(before["total_items"].integer(), before["items_with_images"].integer() + before["items_without_images"].integer());
    const auto url = manager.get("/menu_items/" + item)["data"]["imageUrl"].text();
    const auto removed = manager.del("/images/management/" + item);
    expect_success(removed);
    EXPECT_EQ(removed["message"].text(), "Image removed successfully");
    EXPECT_EQ(nobody().get(url).status, 404);
    EXPECT_TRUE(manager.get("/menu_items/" + item)["data"]["imageUrl"].is_null());
    const auto after = manager.get("/images/management")["data"];
    EXPECT_EQ(after["items_with_images"].integer(), before["items_with_images"].integer() - 1);
}

TEST(LegacyUploads, NeedTheSwitchAnOriginAndASessionNearby) {
    ServerProcess server({.demo = true, .environment = {{"LEGACY_CLIENT_UPLOADS", "true"}}});
    const HeaderList register_origin{{"Origin", "http://localhost:3000"}};
    const HeaderList other_origin{{"Origin", "http://evil.example"}};
    Client cashier = server.client_as("cashier");
    const auto png = picture_of_the_demo(cashier);
    const auto item = menu_item_id(cashier, "Espresso");
    const std::vector<FormPart> form{{"menu_item_id", item}, {"image", png, "a.png", "image/png"}};
    Client stranger = server.client();
    expect_error(stranger.post_form("/upload/image", form, register_origin), 401, "TOKEN_REQUIRED");
    Client manager = server.client_as("manager");
    expect_success(stranger.post_form("/upload/image", form, register_origin));
    expect_error(stranger.post_form("/upload/image", form, other_origin), 401, "TOKEN_REQUIRED");
    expect_error(stranger.post_form("/upload/image", form), 401, "TOKEN_REQUIRED");
    expect_success(manager.post("/auth/logout"));
    expect_error(stranger.post_form("/upload/image", form, register_origin), 401, "TOKEN_REQUIRED");
}

TEST(KilledUploads, LeaveNoItemWithoutItsPicture) {
    ServerProcess server;
    std::string png;
    std::string item;
    {
        Client client = server.client_as("manager");
        png = picture_of_the_demo(client);
        item = menu_item_id(client, "Espresso");
    }
    for (int round = 0; round < 5; ++round) {
        Client uploader = server.client_as("manager");
        std::thread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(60 + 37 * round));
            server.kill9();
        });
        try {
            while (true) uploader.post_form("/upload/image", {{"menu_item_id", item}, {"image", png, "a.png", "image/png"}});
        } catch (const NoAnswer&) {
        }
        killer.join();
        server.start();
        Client client = server.client_as("manager");
        const auto items = client.get("/images/management")["data"]["items"];
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!items[i]["imageUrl"].is_text()) continue;
            EXPECT_EQ(client.get(items[i]["imageUrl"].text()).status, 200);
            EXPECT_EQ(client.get(items[i]["thumbnailUrl"].text()).status, 200);
        }
    }
}

}  // namespace
}  // namespace cafepos::testing
