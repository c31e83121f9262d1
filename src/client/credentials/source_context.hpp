// What a credential source may use of the world. Serves every source.
#pragma once

#include "client/aws_settings.hpp"
#include "client/endpoint_policy.hpp"
#include "mastra/client/transport.hpp"
#include "mastra/core/clock.hpp"
#include "mastra/core/logger.hpp"

#include <memory>
#include <string>

namespace mastra::client {

/// Cheap to copy: every source takes one by value, for it outlives the suspensions of a coroutine.
struct source_context {
    std::shared_ptr<const aws_settings> settings;
    std::shared_ptr<transport> http;
    const mastra::clock* clock = nullptr;  ///< must outlive the sources
    logger log;
    std::string region;                                 ///< the client's; where STS is asked. May be empty
    endpoint_rules endpoints = endpoint_rules::strict;  ///< what STS and SSO endpoints may be
};

}  // namespace mastra::client
