-- wrk: POST /orders with three lines, each request with an Idempotency-Key of its own. Reads TOKEN, BODY.
local counter = 0
local threads = 0
local prefix

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init()
    prefix = "bench-" .. os.time() .. "-" .. number .. "-" .. math.random(1000000) .. "-"
    wrk.method = "POST"
    wrk.body = os.getenv("BODY")
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
end

function request()
    counter = counter + 1
    wrk.headers["Idempotency-Key"] = prefix .. counter
    return wrk.format()
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("RESULT %.0f %.1f %.1f %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
        latency:percentile(99) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
