#include "job_queue.h"

#include <gtest/gtest.h>

#include <vector>

namespace cafepos::http {
namespace {

using Admission = JobQueue::Admission;

class JobQueueTest : public ::testing::Test {
protected:
    Admission push(JobQueue& queue, const std::string& client, bool known, const std::string& name) {
        JobQueue::Job job = [this, name] { done.push_back(name); };
        return queue.push(job, {.client = client, .before_strangers = known});
    }
    std::vector<std::string> run(JobQueue& queue) {
        while (!queue.empty()) queue.pop()();
        return std::exchange(done, {});
    }
    std::vector<std::string> done;
};

TEST_F(JobQueueTest, OfOneClientKeepsTheOrder) {
    JobQueue queue(10);
    for (const char* name : {"1", "2", "3"}) EXPECT_EQ(push(queue, "", true, name), Admission::taken);
    EXPECT_EQ(run(queue), (std::vector<std::string>{"1", "2", "3"}));
}

TEST_F(JobQueueTest, ClientsTakeTurnsSoThatWhoAsksOftenDelaysHimself) {
    JobQueue queue(10);
    for (const char* name : {"a1", "a2", "a3"}) push(queue, "a", true, name);
    push(queue, "b", true, "b1");
    queue.push_admitted("", [this] { done.emplace_back("continued"); });
    EXPECT_EQ(run(queue), (std::vector<std::string>{"a1", "b1", "continued", "a2", "a3"}));
}

TEST_F(JobQueueTest, StrangersComeLast) {
    JobQueue queue(10);
    push(queue, "stranger", false, "stranger");
    push(queue, "till", true, "till");
    EXPECT_EQ(run(queue), (std::vector<std::string>{"till", "stranger"}));
}

TEST_F(JobQueueTest, StrangersAreBoundedEachAndTogetherAndLeaveRoomForTills) {
    JobQueue queue(6, {.strangers_max = 4, .client_max = 2, .stranger_client_max = 3});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(push(queue, "s", false, "s"), Admission::taken);
    EXPECT_EQ(push(queue, "s", false, "s"), Admission::client_has_enough);
    EXPECT_EQ(push(queue, "t", false, "t"), Admission::taken);
    EXPECT_EQ(push(queue, "u", false, "u"), Admission::full);
    EXPECT_EQ(push(queue, "till", true, "till"), Admission::taken);
    EXPECT_EQ(push(queue, "till", true, "till"), Admission::taken);
    EXPECT_EQ(push(queue, "till", true, "till"), Admission::client_has_enough);
    EXPECT_EQ(push(queue, "another", true, "another"), Admission::full);
    EXPECT_EQ(run(queue).size(), 6U);
    EXPECT_EQ(push(queue, "s", false, "s"), Admission::taken) << "what was done counts no more";
}

}  // namespace
}  // namespace cafepos::http
