# Makes the Postman collection (v2.1) from the API description of a demo café:
#   curl -s localhost:8880/openapi.json | jq -f docs/api/postman.jq > docs/api/cafepos.postman_collection.json
# Run from top to bottom it signs in, sells, refunds and then tries every other route. What a POST creates, the requests below
# it change and remove.

def script($event; $lines): {listen: $event, script: {type: "text/javascript", exec: $lines}};
def keep($name; $expression): "pm.collectionVariables.set(\"\($name)\", pm.response.json().\($expression));";
def expect($statuses): "pm.test(\"answers as described\", () => pm.expect(pm.response.code).to.be.oneOf(\($statuses | tojson)));";
def json_body($text): {header: [{key: "Content-Type", value: "application/json"}], body: {mode: "raw", raw: $text}};

# The part of the sale that every café does, in order.
def step($name; $method; $path; $body; $lines):
    {name: $name, event: [script("test"; $lines)],
     request: ({method: $method, url: "{{baseUrl}}\($path)"} + (if $body == null then {} else json_body($body) end))};
def sign_in($name; $user; $variable):
    step($name; "POST"; "/auth/login"; {username: $user, password: "password123"} | tojson;
         [expect([200]), keep($variable; "data.token")])
    | .request.auth = {type: "noauth"};
def by($token): .request.auth = {type: "bearer", bearer: [{key: "token", value: "{{\($token)}}", type: "string"}]};
def sale: [
    sign_in("Sign in as the cashier"; "cashier"; "cashierToken"),
    sign_in("Sign in as the admin"; "admin"; "token"),
    (step("Find something to sell"; "GET"; "/menu_items?active=true&limit=1"; null;
          [expect([200]), keep("menuItemId"; "data.menu_items[0].id")]) | by("cashierToken")),
    (step("Find something in stock"; "GET"; "/inventory?limit=1"; null;
          [expect([200]), keep("inventoryItemId"; "data.inventory[0].id")]) | by("cashierToken")),
    (step("Find a till"; "GET"; "/tills"; null;
          [expect([200]), keep("tillId"; "data.tills[0].id")]) | by("cashierToken")),
    (step("Sell two"; "POST"; "/orders";
          "{\"items\": [{\"productId\": \"{{menuItemId}}\", \"quantity\": 2}], \"paymentMethod\": \"cash\", \"amountPaid\": 50}";
          [expect([201]), keep("orderId"; "data.order.id"),
           "pm.test(\"is paid\", () => pm.expect(pm.response.json().data.order.status).to.equal(\"PAID\"));"])
     | by("cashierToken") | .request.header += [{key: "Idempotency-Key", value: "{{$guid}}"}]),
    (step("Read the receipt"; "GET"; "/orders/{{orderId}}/receipt?format=txt"; null;
          [expect([200]), "pm.test(\"has the order's total\", () => pm.expect(pm.response.text()).to.include(\"TOTAL\"));"])
     | by("cashierToken")),
    step("Give one back"; "POST"; "/orders/{{orderId}}/refund"; {amount: 1, reason: "it was cold"} | tojson;
         [expect([200]), "pm.test(\"is refunded\", () => pm.expect(pm.response.json().data.refund.refunded).to.be.true);"]),
    step("Look at the day"; "GET"; "/reports/daily-sales"; null; [expect([200])])
];

# Whose id stands in a path, and where the answer to its making has it.
def made: {
    orders: {variable: "orderId", at: "data.order.id"}, menu_items: {variable: "menuItemId", at: "data.id"},
    inventory: {variable: "inventoryItemId", at: "data.inventory_item.id"}, alerts: {variable: "alertId", at: "data.id"},
    users: {variable: "userId", at: "data.id"}, roles: {variable: "roleId", at: "data.id"},
    tills: {variable: "tillId", at: "data.till.id"}, drawers: {variable: "drawerId", at: "data.drawer.id"}
};
def known: ["orders", "menu_items", "inventory", "alerts", "users", "roles", "tills", "drawers"];
def address($path):
    ($path | split("/")[1]) as $tag
    | "{{baseUrl}}" + ($path
        | gsub("\\{id\\}"; if known | index($tag) then "{{\(made[$tag].variable)}}" else "{{$guid}}" end)
        | gsub("\\{role\\}"; "cashier"));
# The ids of the description's examples are those of what was made or found.
def with_ids:
    gsub("0194f3a0-7c00-7000-8000-000000000001"; "{{menuItemId}}")
    | gsub("0194f3a0-7c00-7000-8000-000000000002"; "{{tillId}}")
    | gsub("0194f3a0-7c00-7000-8000-000000000003"; "{{inventoryItemId}}");
# Creates first; what removes something waits for the end, and the session ends last of all.
def rank($method; $path): if $method == "post" and ($path | test("\\{") | not) then 0 elif ($path | test("/(void|close)$")) then 2 else 1 end;
def is_last: .method == "delete" or .path == "/auth/logout";
def parameters:
    [.parameters[] | select(.in == "query") | .name as $name
     | {key: $name, value: ({start_date: "2026-01-01", end_date: "2026-12-31", from: "2026-01-01", to: "2026-12-31",
                             date_from: "2026-01-01", date_to: "2026-12-31"}[$name] // ""), description,
        disabled: ((.required | not) and (["start_date", "end_date", "from", "to"] | index($name) | not))}];
def operation($path; $method):
    ($path | split("/")[1]) as $tag
    | (.requestBody.content["application/json"].example | if . == null then null else tojson | with_ids end) as $body
    | (.responses | keys | map(select(test("^[0-9]+$")) | tonumber) | map(select(. < 500))) as $statuses
    | {
        name: .summary,
        event: [script("test"; [expect($statuses)] +
            (if $method == "post" and $path == "/\($tag)" and (known | index($tag))
             then ["if (pm.response.code === 201) " + keep(made[$tag].variable; made[$tag].at)] else [] end))],
        request: ({method: ($method | ascii_upcase), description,
                   url: (address($path) as $raw | {raw: $raw, host: ["{{baseUrl}}"], path: ($raw | split("/")[1:]), query: parameters})}
                  + (if $body then json_body($body)
                     elif .requestBody.content["application/json"] then json_body("{}")
                     elif .requestBody then {body: {mode: "formdata", formdata: []}} else {} end)
                  + (if .security == [] then {auth: {type: "noauth"}} else {} end))
      };

. as $document
| {
    info: {
        name: "CafePOS",
        description: "Against a demo café (cafepos serve --demo): run it from top to bottom. /events never ends and is left out.",
        schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    },
    auth: {type: "bearer", bearer: [{key: "token", value: "{{token}}", type: "string"}]},
    variable: ([{key: "baseUrl", value: "http://localhost:8880"}]
               + (["token", "cashierToken"] + [made[].variable] | unique | map({key: ., value: ""}))),
    item: (
        [{name: "A sale", item: sale}]
        + ([$document.paths | to_entries[] | select(.key != "/events") | .key as $path | .value | to_entries[]
            | {path: $path, method: .key, what: .value}] as $all
           | [$all | map(select(is_last | not)) | group_by(.path | split("/")[1])[]
              | {name: (.[0].path | split("/")[1]),
                 item: [sort_by(rank(.method; .path))[] | .path as $path | .method as $method | .what | operation($path; $method)]}]
           + [{name: "Clean up", item: [$all | map(select(is_last)) | sort_by(.method)[]
                                        | .path as $path | .method as $method | .what | operation($path; $method)]}])
    )
}
