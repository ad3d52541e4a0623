// The names that programs use are those of the library, with its numbers of arguments.
#include <batt/dsl.hpp>
#include <batt/text/names.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt::text;

template <class Op, class Object>
void check_operation(const char* cpp_name_in_table, const char* family) {
    std::string name = cpp_name_in_table;
    if (name.ends_with('_')) name.pop_back();
    CAPTURE(name);
    const int k = operation_of(name);
    REQUIRE(k >= 0);
    CHECK(operations[static_cast<std::size_t>(k)].text == name);
    CHECK(operations[static_cast<std::size_t>(k)].arity == Op::arity);
    CHECK(std::is_same_v<Object, const batt::operation<Op>>);
    CHECK(cpp_name(name) == cpp_name_in_table);
    CHECK(batt::table::operations[static_cast<std::size_t>(k)].family == family);
}

} // namespace

TEST_CASE("operations"){
#define BATT_OPERATION(name_, header_, signature_)                                                 \
    check_operation<batt::op::name_, decltype(batt::dsl::name_)>(#name_, #header_);
#include <batt/dsl/operations.def>
}

TEST_CASE("constants") {
#define BATT_NAMED_CONSTANT(name_, kind_, ...)                                                     \
    CHECK(constant_of(#name_) >= 0);                                                               \
    CHECK(batt::expr::node<std::remove_cvref_t<decltype(batt::dsl::name_)>>);
#include <batt/dsl/constants.def>
}

TEST_CASE("tables are in order, and nothing else is found in them") {
    const auto before = [](const operation_name& a, const operation_name& b) {
        return a.text < b.text;
    };
    CHECK(std::is_sorted(operations.begin(), operations.end(), before));
    CHECK(std::is_sorted(constants.begin(), constants.end()));
    CHECK(std::is_sorted(keywords.begin(), keywords.end()));
    CHECK(std::is_sorted(reserved_words.begin(), reserved_words.end()));
    for (const char* name : {"", "a", "Fill", "fil", "filll", "zzz", "x1", "I", "O", "double_"}) {
        CHECK(operation_of(name) == -1);
        CHECK(constant_of(name) == -1);
        CHECK(!is_keyword(name));
        CHECK(!is_reserved(name));
    }
    CHECK(is_keyword("def"));
    CHECK(is_reserved("class"));
}

TEST_CASE("names that were meant") {
    CHECK(similar_name("objcts") == "objects");
    CHECK(similar_name("vmirorr") == "vmirror");
    CHECK(similar_name("fil") == "fill");
    CHECK(similar_name("FIV") == "FIVE");
    CHECK(similar_name("hsplti") == "hsplit");
    CHECK(similar_name("x1").empty());
    CHECK(similar_name("").empty());
    CHECK(similar_name("f").empty());
    CHECK(similar_name("somethingelse").empty());
    CHECK(similar_name(std::string(1000, 'f')).empty());
}
