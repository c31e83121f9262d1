#include "cli/trace_json.hpp"

namespace mastra::cli {

json_text json_of(const stores::span& span) {
    json_object object = json_object::parse(to_json(span).text()).value();
    object.set("status", json_of(to_string(status_of(span))));
    return object.to_text();
}

json_text json_of(const stores::legacy_span& span) {
    json_object_builder object;
    object.add("id", span.id).add("parentSpanId", span.parent_span_id).add("name", span.name);
    object.add("traceId", span.trace_id).add("scope", span.scope).add("kind", span.kind);
    object.add("attributes", span.attributes).add("status", span.status).add("events", span.events);
    object.add("links", span.links).add("other", span.other);
    object.add("startTime", json_text::trusted(javascript_number_text(span.start_time.to_double())));
    object.add("endTime", json_text::trusted(javascript_number_text(span.end_time.to_double())));
    return object.add("createdAt", span.created_at).add("updatedAt", span.updated_at).done();
}

}  // namespace mastra::cli
