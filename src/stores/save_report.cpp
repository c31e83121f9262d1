#include "stores/save_report.hpp"

#include "mastra/core/error_detail.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::stores {

result<void> to_result(const save_report& report, const std::vector<std::string>& ids, std::string_view noun) {
    if (!report.fault) {
        return {};
    }
    error_detail detail = report.fault->detail();
    for (const auto& id : ids) {
        (report.unsaved_ids.count(id) != 0 ? detail.unsaved_ids : detail.saved_ids).push_back(id);
    }
    if (detail.saved_ids.empty()) {
        return report.fault->with_detail(std::move(detail));
    }
    const std::string text =
        fmt::format("{} of {} {}: {}", detail.unsaved_ids.size(), ids.size(), noun, report.fault->message());
    return error(store_errc::partly_saved, text).with_detail(std::move(detail));
}

error none_saved(const error& fault, const std::vector<std::string>& ids) {
    error_detail detail = fault.detail();
    detail.unsaved_ids = ids;
    return fault.with_detail(std::move(detail));
}

error all_saved(const error& fault, const std::vector<std::string>& ids) {
    error_detail detail = fault.detail();
    detail.saved_ids = ids;
    return fault.with_detail(std::move(detail));
}

}  // namespace mastra::stores
