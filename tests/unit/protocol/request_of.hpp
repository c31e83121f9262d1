// Requests in one expression: they are no aggregates (see item_operations.hpp), so tests fill them with a lambda.
#pragma once

namespace mastra::protocol {

template <class Request, class Fill>
Request request_of(Fill fill) {
    Request request;
    fill(request);
    return request;
}

}  // namespace mastra::protocol
