# Makes the Postman collection (v2.1) from the API description:
#   curl -s localhost:8880/openapi.json | jq -f docs/api/postman.jq > docs/api/cafepos.postman_collection.json
def sample($schemas):
    if has("$ref") then ($schemas[.["$ref"] | split("/") | last] // {}) | sample($schemas)
    elif has("anyOf") then .anyOf[0] | sample($schemas)
    elif .type == "object" then (.properties // {}) | map_values(sample($schemas))
    elif .type == "array" then [.items // {} | sample($schemas)]
    elif has("enum") then .enum[0]
    elif .type == "boolean" then false
    elif .type == "number" or .type == "integer" then 0
    else "" end;
.components.schemas as $schemas
| {
    info: {
        name: "CafePOS",
        description: "Run \"Sign in\" first: it keeps the token for all other requests.",
        schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    },
    auth: {type: "bearer", bearer: [{key: "token", value: "{{token}}", type: "string"}]},
    variable: [{key: "baseUrl", value: "http://localhost:8880"}, {key: "token", value: ""}],
    item: [
        {
            name: "Sign in",
            event: [{listen: "test", script: {type: "text/javascript",
                exec: ["pm.collectionVariables.set(\"token\", pm.response.json().data.token);"]}}],
            request: {
                method: "POST", url: "{{baseUrl}}/auth/login", auth: {type: "noauth"},
                header: [{key: "Content-Type", value: "application/json"}],
                body: {mode: "raw", raw: "{\"username\": \"admin\", \"password\": \"password123\"}"}
            }
        },
        (
            .paths | to_entries | group_by(.key | split("/")[1])[]
            | {
                name: (.[0].key | split("/")[1]),
                item: [.[] | .key as $path | .value | to_entries[] | {
                    name: .value.summary,
                    request: ({
                        method: (.key | ascii_upcase),
                        url: ("{{baseUrl}}" + ($path | gsub("\\{(?<name>[^}]+)\\}"; ":\(.name)"))),
                        description: (if .value["x-permission"] then "Needs \(.value["x-permission"])" else "" end)
                    } + (if .value.requestBody.content["application/json"] then {
                        header: [{key: "Content-Type", value: "application/json"}],
                        body: {mode: "raw", raw: (.value.requestBody.content["application/json"].schema | sample($schemas) | tojson)}
                    } else {} end))
                }]
            }
        )
    ]
}
