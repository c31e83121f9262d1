// The most frequent keys of a stream in bounded memory (the Space-Saving algorithm of Metwally and others, 2005).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mastra::stores {

class heavy_hitters {
public:
    struct counter {
        std::string key;
        std::int64_t at_most = 0;
        std::int64_t error = 0;  ///< at_most - error is certain
    };

    /// Every key that makes up more than 1/capacity of the stream is among the counters.
    explicit heavy_hitters(std::size_t capacity) : capacity_(capacity) {}

    void add(std::string_view key);
    /// Puts back what counters() gave.
    void restore(counter saved);
    [[nodiscard]] std::vector<counter> counters() const;

private:
    struct count {
        std::int64_t at_most = 0;
        std::int64_t error = 0;
    };

    std::size_t capacity_;
    std::map<std::string, count, std::less<>> counts_;
    std::set<std::pair<std::int64_t, std::string>> by_count_;  ///< to find the smallest
};

}  // namespace mastra::stores
