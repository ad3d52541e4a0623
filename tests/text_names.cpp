// The names that programs use are those of the library, with its numbers of arguments.
#include <batt/text/names.hpp>
#include <batt/dsl.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt::text;

// clang-format off
#define OPERATIONS(is_one_)                                                                        \
    is_one_(add) is_one_(adjacent) is_one_(apply) is_one_(argmax) is_one_(argmin) \
    is_one_(asindices) is_one_(asobject) is_one_(astuple) is_one_(backdrop) is_one_(bordering) \
    is_one_(both) is_one_(bottomhalf) is_one_(box) is_one_(branch) is_one_(canvas) \
    is_one_(cellwise) is_one_(center) is_one_(centerofmass) is_one_(chain) is_one_(cmirror) \
    is_one_(color) is_one_(colorcount) is_one_(colorfilter) is_one_(combine) is_one_(compose) \
    is_one_(compress) is_one_(connect) is_one_(contained) is_one_(corners) is_one_(cover) \
    is_one_(crement) is_one_(crop) is_one_(decrement) is_one_(dedupe) is_one_(delta) \
    is_one_(difference) is_one_(divide) is_one_(dmirror) is_one_(dneighbors) is_one_(double_) \
    is_one_(downscale) is_one_(either) is_one_(equality) is_one_(even) is_one_(extract) \
    is_one_(fgpartition) is_one_(fill) is_one_(first) is_one_(flip) is_one_(fork) \
    is_one_(frontiers) is_one_(gravitate) is_one_(greater) is_one_(halve) is_one_(hconcat) \
    is_one_(height) is_one_(hfrontier) is_one_(hline) is_one_(hmatching) is_one_(hmirror) \
    is_one_(hperiod) is_one_(hsplit) is_one_(hupscale) is_one_(identity) is_one_(inbox) \
    is_one_(increment) is_one_(index) is_one_(ineighbors) is_one_(initset) is_one_(insert) \
    is_one_(intersection) is_one_(interval) is_one_(invert) is_one_(last) is_one_(lbind) \
    is_one_(leastcolor) is_one_(leastcommon) is_one_(lefthalf) is_one_(leftmost) \
    is_one_(llcorner) is_one_(lowermost) is_one_(lrcorner) is_one_(manhattan) is_one_(mapply) \
    is_one_(matcher) is_one_(maximum) is_one_(merge) is_one_(mfilter) is_one_(minimum) \
    is_one_(mostcolor) is_one_(mostcommon) is_one_(move) is_one_(mpapply) is_one_(multiply) \
    is_one_(neighbors) is_one_(normalize) is_one_(numcolors) is_one_(objects) \
    is_one_(occurrences) is_one_(ofcolor) is_one_(order) is_one_(other) is_one_(outbox) \
    is_one_(paint) is_one_(pair) is_one_(palette) is_one_(papply) is_one_(partition) \
    is_one_(portrait) is_one_(position) is_one_(positive) is_one_(power) is_one_(prapply) \
    is_one_(product) is_one_(rapply) is_one_(rbind) is_one_(recolor) is_one_(remove) \
    is_one_(repeat) is_one_(replace) is_one_(righthalf) is_one_(rightmost) is_one_(rot180) \
    is_one_(rot270) is_one_(rot90) is_one_(sfilter) is_one_(shape) is_one_(shift) is_one_(shoot) \
    is_one_(sign) is_one_(size) is_one_(sizefilter) is_one_(square) is_one_(subgrid) \
    is_one_(subtract) is_one_(switch_) is_one_(toindices) is_one_(toivec) is_one_(tojvec) \
    is_one_(toobject) is_one_(tophalf) is_one_(totuple) is_one_(trim) is_one_(ulcorner) \
    is_one_(underfill) is_one_(underpaint) is_one_(uppermost) is_one_(upscale) is_one_(urcorner) \
    is_one_(valmax) is_one_(valmin) is_one_(vconcat) is_one_(vfrontier) is_one_(vline) \
    is_one_(vmatching) is_one_(vmirror) is_one_(vperiod) is_one_(vsplit) is_one_(vupscale) \
    is_one_(width)
#define CONSTANTS(is_one_)                                                                         \
    is_one_(DOWN) is_one_(DOWN_LEFT) is_one_(EIGHT) is_one_(F) is_one_(FIVE) is_one_(FOUR) \
    is_one_(LEFT) is_one_(NEG_ONE) is_one_(NEG_TWO) is_one_(NEG_UNITY) is_one_(NINE) \
    is_one_(ONE) is_one_(ORIGIN) is_one_(RIGHT) is_one_(SEVEN) is_one_(SIX) is_one_(T) \
    is_one_(TEN) is_one_(THREE) is_one_(THREE_BY_THREE) is_one_(TWO) is_one_(TWO_BY_TWO) \
    is_one_(TWO_BY_ZERO) is_one_(UNITY) is_one_(UP) is_one_(UP_RIGHT) is_one_(ZERO) \
    is_one_(ZERO_BY_TWO)
// clang-format on

} // namespace

TEST_CASE("operations") {
    std::size_t count = 0;
#define IS_ONE(name_)                                                                              \
    {                                                                                              \
        std::string name = #name_;                                                                 \
        if (name.ends_with('_')) name.pop_back();                                                  \
        const int k = operation_of(name);                                                          \
        REQUIRE(k >= 0);                                                                           \
        CHECK(operations[static_cast<std::size_t>(k)].arity == batt::op::name_::arity);            \
        CHECK(std::is_same_v<decltype(batt::dsl::name_), const batt::operation<batt::op::name_>>); \
        CHECK(cpp_name(name) == #name_);                                                           \
        ++count;                                                                                   \
    }
    OPERATIONS(IS_ONE)
    CHECK(count == operations.size());
#undef IS_ONE
}

TEST_CASE("constants") {
    std::size_t count = 0;
#define IS_ONE(name_)                                                                              \
    {                                                                                              \
        CHECK(constant_of(#name_) >= 0);                                                           \
        CHECK(batt::expr::node<std::remove_cvref_t<decltype(batt::dsl::name_)>>);                  \
        ++count;                                                                                   \
    }
    CONSTANTS(IS_ONE)
    CHECK(count == constants.size());
#undef IS_ONE
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
