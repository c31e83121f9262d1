// What a check of the data counts, in constant memory, and that as part of a state.
#pragma once

#include "mastra/core/json_text.hpp"
#include "mastra/stores/data_check.hpp"
#include "stores/data_check/heavy_hitters.hpp"

#include <map>
#include <string>
#include <string_view>

namespace mastra::stores {

class statistics {
public:
    /// `top`: how many rows report() gives of each list.
    explicit statistics(std::size_t top) : top_(top) {}

    void count(const attribute_map& item, std::string_view entity);
    void count_found(const data_finding& finding);

    [[nodiscard]] data_report report() const;
    /// Adds everything to a state.
    void save(json_object& state) const;
    /// Errors: invalid_cursor.
    [[nodiscard]] result<void> restore(const json_object& state);

private:
    void keep_if_large(const attribute_map& item, std::string_view entity, std::int64_t bytes);
    heavy_hitters& partitions(std::string_view index);
    [[nodiscard]] std::vector<hot_partition> hottest() const;

    std::size_t top_;
    data_report counts_;  ///< without hot
    std::map<std::string, heavy_hitters, std::less<>> partitions_;
};

}  // namespace mastra::stores
