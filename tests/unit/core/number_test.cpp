#include "mastra/core/number.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace mastra {
namespace {

std::string canonical_text(std::string_view text) {
    const auto parsed = number::parse(text);
    return parsed ? parsed->text() : "refused: " + parsed.error().specific();
}

number parsed(std::string_view text) {
    return number::parse(text).value();
}

TEST(number, parse_writes_equal_numbers_in_one_way) {
    EXPECT_EQ(canonical_text("0"), "0");
    EXPECT_EQ(canonical_text("-0"), "0");
    EXPECT_EQ(canonical_text("+0.000e99999999999999999999"), "0");
    EXPECT_EQ(canonical_text("007"), "7");
    EXPECT_EQ(canonical_text("+7"), "7");
    EXPECT_EQ(canonical_text("1.50"), "1.5");
    EXPECT_EQ(canonical_text("-00.50"), "-0.5");
    EXPECT_EQ(canonical_text(".5"), "0.5");
    EXPECT_EQ(canonical_text("5."), "5");
    EXPECT_EQ(canonical_text("12e3"), "12000");
    EXPECT_EQ(canonical_text("12000e-3"), "12");
    EXPECT_EQ(canonical_text("1.25E+2"), "125");
    EXPECT_EQ(canonical_text("100200300e-4"), "10020.03");
    EXPECT_EQ(canonical_text("0.000123"), "0.000123");
    EXPECT_EQ(canonical_text("1234567890123456789"), "1234567890123456789");
    EXPECT_EQ(canonical_text("-9223372036854775808"), "-9223372036854775808");
}

TEST(number, parse_changes_to_exponents_beyond_20) {
    EXPECT_EQ(canonical_text("1e20"), "100000000000000000000");
    EXPECT_EQ(canonical_text("1e21"), "1E+21");
    EXPECT_EQ(canonical_text("-12.5e30"), "-1.25E+31");
    EXPECT_EQ(canonical_text("1e-20"), "0.00000000000000000001");
    EXPECT_EQ(canonical_text("1e-21"), "1E-21");
    EXPECT_EQ(canonical_text("120e-31"), "1.2E-29");
}

TEST(number, parse_keeps_38_digits_and_refuses_39) {
    const std::string nines(38, '9');
    EXPECT_EQ(canonical_text(nines), "9." + std::string(37, '9') + "E+37");
    EXPECT_EQ(canonical_text("0." + nines), "0." + nines);
    EXPECT_EQ(canonical_text("1" + std::string(36, '0') + "1"), "1." + std::string(36, '0') + "1E+37");
    EXPECT_TRUE(number::parse(nines + "9").has_error());
    EXPECT_TRUE(number::parse("1" + std::string(37, '0') + "1").has_error());
    EXPECT_TRUE(number::parse("0.1" + std::string(37, '0') + "1").has_error());
}

TEST(number, zeros_at_either_end_are_no_digits) {
    EXPECT_EQ(canonical_text(std::string(100, '0') + "7"), "7");
    EXPECT_EQ(canonical_text("7" + std::string(100, '0')), "7E+100");
    EXPECT_EQ(canonical_text("0." + std::string(100, '0') + "7"), "7E-101");
    EXPECT_EQ(canonical_text("7." + std::string(1000, '0')), "7");
    EXPECT_EQ(canonical_text("7" + std::string(200, '0') + "e-200"), "7");
    EXPECT_EQ(canonical_text("0." + std::string(199, '0') + "7e200"), "7");
}

TEST(number, parse_has_dynamodbs_limits_exactly) {
    EXPECT_EQ(canonical_text("9." + std::string(37, '9') + "E+125"), "9." + std::string(37, '9') + "E+125");
    EXPECT_EQ(canonical_text("-9." + std::string(37, '9') + "E+125"), "-9." + std::string(37, '9') + "E+125");
    EXPECT_EQ(canonical_text("1E-130"), "1E-130");
    EXPECT_EQ(canonical_text("-1E-130"), "-1E-130");
    EXPECT_EQ(canonical_text("10e-131"), "1E-130");
    EXPECT_EQ(canonical_text("0.1e126"), "1E+125");
    EXPECT_TRUE(number::parse("1E+126").has_error());
    EXPECT_TRUE(number::parse("-10E+125").has_error());
    EXPECT_TRUE(number::parse("9E-131").has_error());
    EXPECT_TRUE(number::parse("0.9E-130").has_error());
    EXPECT_TRUE(number::parse("1e99999999999999999999").has_error());
    EXPECT_TRUE(number::parse("1e-99999999999999999999").has_error());
}

TEST(number, parse_refuses_what_is_no_decimal_number) {
    for (const char* text :
         {"",      " ",     "+",    "-",   ".",        "e5",    "1e",    "1e+", "1e-",   "--1", "+-1", "1 ",  " 1",
          "1.2.3", "1e5.5", "0x10", "NaN", "Infinity", "1,000", "1_000", "١",   "1e5e5", "1-",  "abc", "-.e1"}) {
        const auto refused = number::parse(text);
        ASSERT_TRUE(refused.has_error()) << text;
        EXPECT_TRUE(refused.error().is(model_errc::invalid_number));
    }
    EXPECT_TRUE(number::parse(std::string_view("1\0", 2)).has_error());
}

TEST(number, an_error_quotes_the_beginning_of_a_long_text_and_says_why) {
    EXPECT_EQ(number::parse("12x").error().message(),
              "the number does not fit DynamoDB's 38 digits: '12x': it has characters that are no part of a number");
    EXPECT_LT(number::parse(std::string(100'000, '9')).error().message().size(), 250U);
}

TEST(number, order_is_numeric_and_exact) {
    const std::vector<std::string> ascending = {"-9.9999999999999999999999999999999999999E+125",
                                                "-1E+100",
                                                "-10",
                                                "-9.5",
                                                "-9",
                                                "-1E-130",
                                                "0",
                                                "1E-130",
                                                "2E-130",
                                                "0.1",
                                                "0.11",
                                                "0.9",
                                                "1",
                                                "1.0000000000000000000000000000000000001",
                                                "1.1",
                                                "2",
                                                "9",
                                                "10",
                                                "11",
                                                "100",
                                                "9223372036854775807",
                                                "9223372036854775808",
                                                "1E+100",
                                                "1.1E+100",
                                                "9.9999999999999999999999999999999999999E+125"};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t j = 0; j < ascending.size(); ++j) {
            EXPECT_EQ(parsed(ascending[i]) <=> parsed(ascending[j]), i <=> j)
                << ascending[i] << " and " << ascending[j];
        }
    }
}

TEST(number, text_of_a_parsed_number_reads_back_as_the_same_text) {
    std::mt19937 generator(20261122);
    const auto any = [&](int n) { return std::uniform_int_distribution<>(0, n - 1)(generator); };
    const auto digits = [&](int most) {
        std::string text(static_cast<std::size_t>(any(most + 1)), '0');
        std::ranges::generate(text, [&] { return any(2) == 0 ? '0' : static_cast<char>('0' + any(10)); });
        return text;
    };
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text =
            (any(2) == 0 ? "-" : "") + digits(22) + "." + digits(22) + "e" + std::to_string(any(280) - 140);
        const auto first = number::parse(text);
        if (first) {
            ++accepted;
            EXPECT_EQ(canonical_text(first->text()), first->text()) << text;
            const double nearest = std::strtod(text.c_str(), nullptr);
            EXPECT_NEAR(first->to_double(), nearest, std::abs(nearest) * 1e-15) << text;
        }
    }
    EXPECT_GT(accepted, 10'000);
}

TEST(number, order_agrees_with_that_of_doubles_where_those_differ) {
    std::mt19937 generator(7);
    std::uniform_real_distribution<> mantissa(-10, 10);
    std::uniform_int_distribution<> exponent(-100, 100);
    const auto any = [&] { return mantissa(generator) * std::pow(10, exponent(generator)); };
    for (int i = 0; i < 5000; ++i) {
        const double a = any();
        const double b = i % 3 == 0 ? std::nextafter(a, 1e300) : any();
        EXPECT_EQ((*number::from_double(a) <=> *number::from_double(b)) < 0, a < b) << a << " and " << b;
    }
}

TEST(number, from_double_is_the_shortest_text_that_reads_back) {
    EXPECT_EQ(number::from_double(0.1)->text(), "0.1");
    EXPECT_EQ(number::from_double(-0.0)->text(), "0");
    EXPECT_EQ(number::from_double(1700000000123.5)->text(), "1700000000123.5");
    EXPECT_EQ(number::from_double(1e100)->text(), "1E+100");
    EXPECT_EQ(number::from_double(9007199254740993.0)->text(), "9007199254740992");
    EXPECT_EQ(number::from_double(0.95)->to_double(), 0.95);
}

TEST(number, from_double_refuses_what_dynamodb_cannot_hold) {
    for (const double value : {std::nan(""), std::numeric_limits<double>::infinity(),
                               -std::numeric_limits<double>::infinity(), 1e126, -1e300, 1e-131, 5e-324}) {
        EXPECT_TRUE(number::from_double(value).has_error()) << value;
    }
}

TEST(number, to_int64_is_empty_for_all_but_whole_numbers_of_64_bits) {
    EXPECT_EQ(parsed("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(parsed("9223372036854775807").to_int64(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(parsed("1e3").to_int64(), 1000);
    EXPECT_EQ(parsed("9223372036854775808").to_int64(), std::nullopt);
    EXPECT_EQ(parsed("1.5").to_int64(), std::nullopt);
    EXPECT_EQ(parsed("1e30").to_int64(), std::nullopt);
    EXPECT_EQ(number(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
}

}  // namespace
}  // namespace mastra
