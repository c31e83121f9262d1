#include "large_strings.hpp"

#include "mastra/core/plain_json_run.hpp"
#include "mastra/core/json_text.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace mastra::node {
namespace {

/// Shorter replies are parsed faster than they are split.
constexpr std::size_t least_reply = 32 * 1024;
/// From here on what V8 pays for a string of our own is less than what copying it costs.
constexpr std::size_t least_string = 1024;

class splitter {
public:
    explicit splitter(std::string_view json) : json_(json) {}

    split_reply run() {
        while (at_ < json_.size()) {
            step();
        }
        if (reply_.strings.empty()) {
            return {};
        }
        reply_.json.append(json_, kept_, json_.size() - kept_ - 1);
        reply_.json += ",\"large\":[" + paths_ + "]}";
        return std::move(reply_);
    }

private:
    // An object or an array that is open here.
    struct container {
        bool is_array = false;
        bool expects_key = false;
        std::size_t index = 0;
        std::string_view key;  // its literal
    };

    void step() {
        switch (json_[at_]) {
            case '{':
                open_.push_back({false, true, 0, {}});
                break;
            case '[':
                open_.push_back({true, false, 0, {}});
                break;
            case '}':
            case ']':
                if (open_.size() > 1) {
                    open_.pop_back();
                }
                break;
            case ',':
                open_.back().expects_key = !open_.back().is_array;
                ++open_.back().index;
                break;
            case '"':
                string();
                return;
            default:
                break;
        }
        ++at_;
    }

    void string() {
        const std::size_t begin = at_;
        at_ = end_of_string(begin);
        const std::string_view literal = json_.substr(begin, at_ - begin);
        if (open_.back().expects_key) {
            open_.back().key = literal;
            open_.back().expects_key = false;
        } else if (literal.size() >= least_string && literal.find("\\ud") == std::string_view::npos) {
            if (auto characters = json_text::trusted(std::string(literal)).as_string()) {
                take_out(*std::move(characters), begin);
            }
        }
    }

    // Behind the quote that closes it.
    [[nodiscard]] std::size_t end_of_string(std::size_t begin) const {
        std::size_t at = begin + 1;
        while (at < json_.size() && json_[at] != '"') {
            at += json_[at] == '\\' ? 2 : std::max<std::size_t>(1, plain_json_run(json_, at));
        }
        return std::min(at + 1, json_.size());
    }

    // What began at `begin` and ends here.
    void take_out(std::string characters, std::size_t begin) {
        reply_.json.append(json_, kept_, begin - kept_).append("null");
        kept_ = at_;
        reply_.strings.push_back(std::move(characters));
        paths_ += paths_.empty() ? "[" : ",[";
        for (std::size_t i = 1; i < open_.size(); ++i) {
            paths_ += open_[i].is_array ? std::to_string(open_[i].index) : std::string(open_[i].key);
            paths_ += i + 1 == open_.size() ? ']' : ',';
        }
    }

    std::string_view json_;
    std::size_t at_ = 0;
    std::size_t kept_ = 0;                                     // up to here json_ is in reply_
    std::vector<container> open_ = std::vector<container>(1);  // the first holds the whole: it is never closed
    std::string paths_;
    split_reply reply_;
};

}  // namespace

split_reply split_large_strings(std::string json) {
    if (json.size() >= least_reply) {
        if (split_reply split = splitter(json).run(); !split.strings.empty()) {
            return split;
        }
    }
    return {std::move(json), {}};
}

}  // namespace mastra::node
