#include "client/credentials/command_words.hpp"

#include <utility>

namespace mastra::client {
namespace {

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class word_splitter {
public:
    explicit word_splitter(std::string_view text) : text_(text) {}

    [[nodiscard]] result<std::vector<std::string>> run() {
        while (at_ < text_.size()) {
            MASTRA_CHECK(take());
        }
        end_word();
        if (words_.empty()) {
            return error(client_errc::invalid_configuration, "the command is empty");
        }
        return std::move(words_);
    }

private:
    [[nodiscard]] result<void> take() {
        const char c = text_[at_++];
        if (is_blank(c)) {
            end_word();
            return {};
        }
        in_word_ = true;
        if (c == '\'' || c == '"') {
            return take_quoted(c);
        }
        if (c == '\\' && at_ < text_.size()) {
            word_ += text_[at_++];
        } else {
            word_ += c;
        }
        return {};
    }

    [[nodiscard]] result<void> take_quoted(char quote) {
        while (at_ < text_.size()) {
            char c = text_[at_++];
            if (c == quote) {
                return {};
            }
            const bool escape =
                quote == '"' && c == '\\' && at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\\');
            if (escape) {
                c = text_[at_++];
            }
            word_ += c;
        }
        return error(client_errc::invalid_configuration, "a quote in the command is not closed");
    }

    void end_word() {
        if (in_word_) {
            words_.push_back(std::exchange(word_, {}));
            in_word_ = false;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string word_;
    bool in_word_ = false;
    std::vector<std::string> words_;
};

}  // namespace

result<std::vector<std::string>> split_command(std::string_view command) {
    return word_splitter(command).run();
}

}  // namespace mastra::client
