#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "json.h"

namespace cafepos::testing {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// The connection broke, or no answer came in time: whether the server did anything is unknown.
class NoAnswer : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct HttpReply {
    int status = 0;
    HeaderList headers;  ///< names in lower case
    std::string body;
    Json json;  ///< absent when the body is no JSON

    Json operator[](std::string_view key) const { return json[key]; }
    /// The first of that name (lower case); empty if there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] bool has_header(std::string_view name) const;
};

/// One part of a multipart form: a field, or a file when it has a file name.
struct FormPart {
    std::string name;
    std::string content;
    std::string file_name = {};
    std::string content_type = {};
};

/// One keep-alive connection to a server on the loopback interface. Not thread-safe: one per thread.
/// Every call throws NoAnswer when no complete answer came.
class Client {
public:
    explicit Client(std::uint16_t port, std::string token = {});
    ~Client();
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    HttpReply get(const std::string& target, const HeaderList& headers = {});
    HttpReply post(const std::string& target, const std::string& json = "{}", const HeaderList& headers = {});
    HttpReply put(const std::string& target, const std::string& json, const HeaderList& headers = {});
    HttpReply patch(const std::string& target, const std::string& json = "{}", const HeaderList& headers = {});
    HttpReply del(const std::string& target, const HeaderList& headers = {});
    HttpReply post_form(const std::string& target, const std::vector<FormPart>& parts, const HeaderList& headers = {});
    using Enough = std::function<bool(const std::string& body_so_far)>;
    /// GET of a stream that never ends: hangs up when that is enough.
    HttpReply listen(const std::string& target, const Enough& enough, const HeaderList& headers = {});
    /// GET without waiting for the body: hangs up after the headers.
    HttpReply peek(const std::string& target, const HeaderList& headers = {});
    /// Any method and body, as they stand; a body goes as JSON unless the headers name another Content-Type.
    HttpReply send(const std::string& method, const std::string& target, const std::string& body = {},
                   const HeaderList& headers = {});

    /// Signs in and keeps the token for what follows; std::runtime_error with the answer if it is refused.
    HttpReply login(const std::string& username, const std::string& password);
    void set_token(std::string token);  ///< empty: calls go without one
    [[nodiscard]] const std::string& token() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::testing
