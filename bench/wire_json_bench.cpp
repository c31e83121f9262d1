// What reading replies and writing requests costs: the parts of the client that every call pays for.
#include "mastra/core/json_text.hpp"
#include "mastra/protocol/wire.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace mastra;

const std::string thread_reply =
    R"({"Item":{"__edb_e__":{"S":"thread"},"__edb_v__":{"S":"1"},"entity":{"S":"thread"},"id":{"S":"bench"},)"
    R"("resourceId":{"S":"bench"},"title":{"S":"A thread that every read returns"},"metadata":{"S":"{\"a\":1}"},)"
    R"("createdAt":{"S":"2026-01-01T00:00:00.000Z"},"updatedAt":{"S":"2026-01-01T00:00:00.000Z"},)"
    R"("pk":{"S":"$mastra#entity_thread#id_bench"},"sk":{"S":"$thread_1#id_bench"},)"
    R"("gsi1pk":{"S":"$mastra#entity_thread#resourceid_bench"},)"
    R"("gsi1sk":{"S":"$thread_1#createdat_2026-01-01t00:00:00.000z"}}})";

// As large as messages are: 1 kB of content, which is JSON text with quotes and line ends.
attribute_map message(int i) {
    const std::string id = "message-" + std::to_string(i);
    const json_text text = json_text::of_string("A line of an answer, \"quoted\" here and there.\n");
    std::string content = R"({"format":2,"parts":[)";
    for (int part = 0; part < 12; ++part) {
        content += (part == 0 ? "" : ",") + std::string(R"({"type":"text","text":)") + text.text() + "}";
    }
    content += "]}";
    return {{"__edb_e__", "message"},
            {"__edb_v__", "1"},
            {"entity", "message"},
            {"id", id},
            {"threadId", "bench"},
            {"resourceId", "bench"},
            {"role", "assistant"},
            {"type", "text"},
            {"content", content},
            {"createdAt", "2026-01-01T00:00:00.000Z"},
            {"updatedAt", "2026-01-01T00:00:00.000Z"},
            {"pk", "$mastra#entity_message#id_" + id},
            {"sk", "$message_1#id_" + id},
            {"gsi1pk", "$mastra#entity_message#threadid_bench"},
            {"gsi1sk", "$message_1#createdat_2026-01-01t00:00:00.000z"}};
}

std::string page_of_ten_messages() {
    std::string body = R"({"Count":10,"ScannedCount":10,"Items":[)";
    for (int i = 0; i < 10; ++i) {
        body += (i == 0 ? "" : ",") + protocol::encode_item(message(i));
    }
    return body + "]}";
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

void decode_thread(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(protocol::decode(protocol::get_item_request{}, thread_reply));
    }
    count_bytes(state, thread_reply.size());
}
BENCHMARK(decode_thread);

void decode_page_of_ten_messages(benchmark::State& state) {
    const std::string body = page_of_ten_messages();
    for (auto _ : state) {
        benchmark::DoNotOptimize(protocol::decode(protocol::query_request{}, body));
    }
    count_bytes(state, body.size());
}
BENCHMARK(decode_page_of_ten_messages);

void encode_get_item(benchmark::State& state) {
    protocol::get_item_request request;
    request.table_name = "mastra";
    request.key = {{"pk", "$mastra#entity_thread#id_bench"}, {"sk", "$thread_1#id_bench"}};
    request.consistent_read = true;
    for (auto _ : state) {
        benchmark::DoNotOptimize(protocol::encode(request));
    }
}
BENCHMARK(encode_get_item);

void encode_put_of_a_message(benchmark::State& state) {
    protocol::put_item_request request;
    request.table_name = "mastra";
    request.item = message(1);
    for (auto _ : state) {
        benchmark::DoNotOptimize(protocol::encode(request));
    }
    count_bytes(state, protocol::encode(request).size());
}
BENCHMARK(encode_put_of_a_message);

void canonicalise_message_content(benchmark::State& state) {
    const std::string content = *message(1).find_string("content");
    for (auto _ : state) {
        benchmark::DoNotOptimize(json_text::parse(content));
    }
    count_bytes(state, content.size());
}
BENCHMARK(canonicalise_message_content);

void merge_metadata(benchmark::State& state) {
    const std::string stored =
        R"({"topic":"billing","score":0.95,"tags":["a","b"],"workingMemory":"# User\n- likes tea"})";
    const json_object change = json_object::parse(R"({"score":0.97,"step":12})").value();
    for (auto _ : state) {
        json_object merged = json_object::parse(stored).value();
        merged.merge(change);
        benchmark::DoNotOptimize(merged.to_text());
    }
}
BENCHMARK(merge_metadata);

}  // namespace
