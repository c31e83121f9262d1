#include "calls/list_arguments.hpp"

namespace mastra::calls {
namespace {

stores::paging paging_of(const arguments& given, stores::paging otherwise) {
    otherwise.page = given.integer("page", otherwise.page);
    if (given.is_false("perPage")) {
        otherwise.per_page.reset();
    } else if (given.has("perPage")) {
        otherwise.per_page = given.integer("perPage", 0);
    }
    return otherwise;
}

stores::ordering order_of(const arguments& given, stores::ordering otherwise) {
    const arguments order = given.object("orderBy");
    if (const auto field = order.optional_text("field")) {
        otherwise.field = *field == "updatedAt" ? stores::sort_field::updated_at : stores::sort_field::created_at;
    }
    if (const auto direction = order.optional_text("direction")) {
        otherwise.direction =
            *direction == "DESC" ? stores::sort_direction::descending : stores::sort_direction::ascending;
    }
    return otherwise;
}

std::vector<stores::metadata_match> matches_of(const arguments& filter) {
    std::vector<stores::metadata_match> matches;
    for (auto& [key, value] : filter.members("metadata")) {
        matches.push_back({std::move(key), std::move(value)});
    }
    return matches;
}

stores::date_range range_of(const arguments& range, std::string_view start, std::string_view end) {
    return {range.time(start), range.time(end), range.flag("startExclusive", false), range.flag("endExclusive", false)};
}

std::vector<stores::message_include> includes_of(const arguments& given) {
    std::vector<stores::message_include> includes;
    for (const arguments& include : given.objects("include")) {
        includes.push_back(
            {include.text("id"), include.integer("withPreviousMessages", 0), include.integer("withNextMessages", 0)});
    }
    return includes;
}

// What lists of messages have in common.
template <class Query>
void fill(Query& query, const arguments& given) {
    const arguments filter = given.object("filter");
    query.filter = {range_of(filter.object("dateRange"), "start", "end"), matches_of(filter)};
    query.include = includes_of(given);
    query.paging = paging_of(given, query.paging);
    query.order = order_of(given, query.order);
    query.include_total = given.flag("includeTotal", true);
}

}  // namespace

stores::thread_query thread_query_of(const arguments& given) {
    stores::thread_query query;
    const arguments filter = given.object("filter");
    query.resource_id = filter.optional_text("resourceId");
    query.metadata = matches_of(filter);
    query.paging = paging_of(given, query.paging);
    query.order = order_of(given, query.order);
    return query;
}

stores::message_query message_query_of(const arguments& given) {
    stores::message_query query;
    query.thread_ids = given.texts("threadId");
    query.resource_id = given.optional_text("resourceId");
    fill(query, given);
    return query;
}

stores::resource_message_query resource_message_query_of(const arguments& given) {
    stores::resource_message_query query;
    query.resource_id = given.text("resourceId");
    fill(query, given);
    return query;
}

stores::thread_copy_request copy_request_of(const arguments& given) {
    stores::thread_copy_request request;
    request.source_thread_id = given.text("sourceThreadId");
    request.new_thread_id = given.optional_text("newThreadId");
    request.resource_id = given.optional_text("resourceId");
    request.title = given.optional_text("title");
    request.metadata = given.json("metadata");
    const arguments options = given.object("options");
    request.message_limit = options.optional_integer("messageLimit");
    const arguments filter = options.object("messageFilter");
    request.created = range_of(filter, "startDate", "endDate");
    request.message_ids = filter.texts("messageIds");
    return request;
}

}  // namespace mastra::calls
