// What the builders describe, sent: one entity's life, pages and their cursors, batches, transactions.
#include "model/table_fixture.hpp"

#include "mastra/stores/schema.hpp"

#include <fmt/format.h>

namespace mastra::test {
namespace {

using model::query_builder;

const model::entity& message() {
    return stores::message_entity();
}

attribute_map a_message(std::string id, int number, std::string thread = "T") {
    const std::string time = fmt::format("2026-01-01T00:00:{:02}.000Z", number);
    return {{"id", std::move(id)}, {"threadId", std::move(thread)},
            {"role", "user"},      {"content", "{}"},
            {"createdAt", time},   {"updatedAt", time}};
}
attribute_map id_of(std::string id) {
    return {{"id", std::move(id)}};
}

query_builder of_thread(std::string thread) {
    return message().query("byThread", {{"threadId", std::move(thread)}});
}

class model_run : public table_test {
protected:
    std::vector<std::string> read_pages(const query_builder& query) {
        std::vector<std::string> ids;
        std::optional<model::cursor> after;
        do {
            query_builder next = query;
            if (after) {
                // Through its text, as a caller keeps it.
                next.after(model::cursor::parse(after->to_text()).value());
            }
            auto page = run(model::read_page(client, table, next)).value();
            for (const auto& item : page.items) {
                ids.push_back(*item.find_string("id"));
            }
            pages_read_++;
            after = std::move(page.next);
        } while (after);
        return ids;
    }
    int pages_read_ = 0;
};

TEST_F(model_run, writes_reads_changes_and_removes_an_item) {
    ASSERT_TRUE(run(model::run(client, table, message().create(a_message("M", 1)))).has_value());
    EXPECT_TRUE(
        run(model::run(client, table, message().create(a_message("m", 2)))).error().is(error_kind::condition_failed));
    ASSERT_TRUE(run(model::run(client, table, message().patch(id_of("M")).set("role", "assistant"))).has_value());
    const auto item = *run(model::run(client, table, message().get(id_of("M")).consistent()));
    ASSERT_TRUE(item.has_value());
    EXPECT_EQ(*item->find_string("role"), "assistant");
    EXPECT_TRUE(message().owns(*item));
    EXPECT_TRUE(message().same_identity(*item, id_of("M")));
    const auto old =
        *run(model::run(client, table, message().remove(id_of("M")).returning(protocol::return_values::all_old)));
    EXPECT_EQ(old, item);
    EXPECT_FALSE(run(model::run(client, table, message().get(id_of("M")))).value().has_value());
    EXPECT_TRUE(run(model::run(client, table, message().patch(id_of("M")).set("role", "x"))).has_error());
}

TEST_F(model_run, reads_a_query_in_pages_of_the_limit) {
    for (int i = 0; i < 7; ++i) {
        ASSERT_TRUE(run(model::run(client, table, message().put(a_message(fmt::format("m{}", i), i)))).has_value());
    }
    EXPECT_EQ(read_pages(of_thread("T").limit(3)),
              (std::vector<std::string>{"m0", "m1", "m2", "m3", "m4", "m5", "m6"}));
    EXPECT_EQ(pages_read_, 3);
    EXPECT_EQ(read_pages(of_thread("T").limit(2).descending()).front(), "m6");
}

TEST_F(model_run, fills_pages_although_items_of_other_ids_lie_between) {
    for (int i = 0; i < 12; ++i) {
        const bool ours = i % 3 == 0;
        ASSERT_TRUE(
            run(model::run(client, table, message().put(a_message(fmt::format("m{:02}", i), i, ours ? "T" : "t"))))
                .has_value());
    }
    EXPECT_EQ(read_pages(of_thread("T").limit(2)), (std::vector<std::string>{"m00", "m03", "m06", "m09"}));
    EXPECT_EQ(run(model::read_all(client, table, of_thread("t").limit(2)))->size(), 8U);
}

TEST_F(model_run, puts_and_gets_many) {
    std::vector<attribute_map> records;
    std::vector<attribute_map> ids;
    for (int i = 0; i < 30; ++i) {
        records.push_back(a_message(fmt::format("m{}", i), i));
        ids.push_back(id_of(fmt::format("m{}", i)));
    }
    ids.push_back(id_of("absent"));
    ASSERT_TRUE(run(model::put_all(client, table, message(), records)).has_value());
    EXPECT_EQ(run(model::get_all(client, table, message(), ids))->size(), 30U);
}

TEST_F(model_run, writes_together_or_not_at_all) {
    const auto both = model::transaction_builder()
                          .add(*message().create(a_message("a", 1)).params(table))
                          .add(*message().patch(id_of("absent")).set("role", "x").params(table));
    const auto reply = run(model::run(client, both));
    EXPECT_TRUE(reply.error().is(service_errc::transaction_canceled));
    EXPECT_FALSE(run(model::run(client, table, message().get(id_of("a")))).value().has_value());
}

TEST_F(model_run, sends_nothing_that_is_refused) {
    EXPECT_TRUE(run(model::run(client, table, message().put({}))).error().is(model_errc::missing_attribute));
    EXPECT_TRUE(
        run(model::read_page(client, table, of_thread("T").limit(0))).error().is(model_errc::invalid_expression));
}

}  // namespace
}  // namespace mastra::test
