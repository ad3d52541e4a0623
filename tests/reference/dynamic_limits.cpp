// Programs that would hang or use up all memory soon end with `capacity` and leave nothing behind.
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/read.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <string>

namespace {

using namespace batt;
namespace dynamic = batt::reference::dynamic;

dynamic::outcome evaluated(const std::string& body, dynamic::limits most) {
    const text::reading read = text::read("def solve_a(I):\n" + body + "    return O\n", "test.py");
    REQUIRE_MESSAGE(read.problems.empty(), body);
    dynamic::sample s;
    s.input = dynamic::from_grid(grid{{1, 2, 3}, {4, 5, 6}});
    return dynamic::evaluate(read.functions[0], s, most);
}

/// The first statements of each program, which name large numbers.
const std::string numbers =
    "    ten = TEN\n"
    "    large = multiply(multiply(ten, ten), multiply(ten, ten))\n"
    "    most = decrement(power(double, decrement(multiply(EIGHT, FOUR)))(ONE))\n"
    "    least = increment(most)\n"
    "    often = multiply(large, SIX)\n";

/// The status of a program within limits that tests have time for.
status status_of(const std::string& body) {
    const std::uint64_t bytes = dynamic::running.bytes;
    const auto start = std::chrono::steady_clock::now();
    const status why = evaluated(numbers + body, {5'000'000, 64'000'000}).why;
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    CHECK_MESSAGE(taken.count() < 20, body);
    CHECK_MESSAGE(dynamic::running.bytes == bytes, body);
    return why;
}

} // namespace

TEST_CASE("numbers as large as they can be") {
    CHECK(evaluated(numbers + "    O = most\n", {}).result.number() == 2147483647);
    CHECK(evaluated(numbers + "    O = least\n", {}).result.number() == -2147483647 - 1);
    CHECK(evaluated(numbers + "    O = often\n", {}).result.number() == 60000);
}

TEST_CASE("results that are too large") {
    for (const std::string body : {
             "    O = repeat(I, most)\n",
             "    O = interval(least, most, ONE)\n",
             "    O = interval(most, least, NEG_ONE)\n",
             "    O = canvas(ZERO, astuple(most, most))\n",
             "    O = canvas(ZERO, astuple(ONE, most))\n",
             "    O = vmirror(upscale(I, large))\n",
             "    O = hupscale(I, most)\n",
             "    O = vupscale(I, most)\n",
             "    O = upscale(asobject(I), large)\n",
             "    O = upscale(asobject(I), most)\n",
             "    O = hsplit(I, most)\n",
             "    O = vsplit(I, most)\n",
             "    O = backdrop(insert(astuple(large, large), initset(invert(astuple(large, "
             "large)))))\n",
             "    O = shoot(ORIGIN, astuple(large, ZERO))\n",
             "    O = shift(initset(ORIGIN), astuple(most, most))\n",
             "    O = toindices(astuple(astuple(most, ZERO), ORIGIN))\n",
             "    O = initset(astuple(most, ZERO))\n",
             "    O = initset(astuple(identity, astuple(most, ZERO)))\n",
             "    x1 = interval(ZERO, large, ONE)\n    O = product(x1, x1)\n",
             "    x1 = interval(ZERO, large, ONE)\n    O = prapply(add, x1, x1)\n",
             "    x1 = asindices(canvas(ZERO, astuple(often, ONE)))\n    O = x1\n",
             "    O = power(fork(product, identity, identity), TEN)(I)\n",
             "    O = power(fork(combine, identity, identity), large)(I)\n",
             "    O = power(fork(hconcat, identity, identity), large)(I)\n",
             "    O = power(rbind(upscale, TWO), large)(I)\n",
         })
        CHECK_MESSAGE(status_of(body) == status::capacity, body);
}

TEST_CASE("what takes too long") {
    for (const std::string body : {
             "    O = power(power(power(identity, often), often), often)(I)\n",
             "    O = power(increment, increment(multiply(multiply(FOUR, FOUR), power(double, "
             "TEN)(FOUR))))(ONE)\n",
             "    x1 = fork(equality, identity, identity)\n    O = power(compose(x1, x1), "
             "multiply(often, TEN))(I)\n",
             "    O = apply(power(increment, often), interval(ZERO, often, ONE))\n",
             // Two values, each of which shares all of its own parts but none with the other.
             "    x1 = compose(power(fork(astuple, identity, identity), multiply(TEN, TEN)), "
             "identity)\n"
             "    O = equality(x1(I), x1(hmirror(hmirror(I))))\n",
             "    x1 = compose(power(fork(astuple, identity, identity), multiply(TEN, TEN)), "
             "identity)\n"
             "    O = size(insert(x1(I), initset(x1(hmirror(hmirror(I))))))\n",
             "    x1 = compose(power(fork(astuple, identity, identity), multiply(TEN, TEN)), "
             "identity)\n"
             "    O = greater(x1(I), x1(hmirror(hmirror(I))))\n",
             "    x1 = compose(power(fork(astuple, identity, identity), multiply(TEN, TEN)), "
             "identity)\n"
             "    O = initset(astuple(identity, x1(I)))\n",
         })
        CHECK_MESSAGE(status_of(body) == status::capacity, body);
}

TEST_CASE("what goes too deep") {
    for (const std::string body : {
             "    O = power(initset, often)(I)\n",
             "    O = power(fork(astuple, identity, identity), often)(I)\n",
             "    O = power(rbind(compose, increment), often)(increment)\n",
             "    O = power(rbind(lbind, ONE), often)(identity)\n",
             // A function that calls itself, as it gets itself as its argument.
             "    x1 = fork(rapply, identity, identity)\n    O = x1(initset(x1))\n",
             "    x1 = fork(rapply, identity, identity)\n    x2 = fork(combine, x1, x1)\n"
             "    O = x2(initset(x2))\n",
         })
        CHECK_MESSAGE(status_of(body) == status::capacity, body);
}

TEST_CASE("the largest and smallest numbers do no harm where nothing large comes of them") {
    for (const std::string body : {
             "    O = crop(I, astuple(least, most), astuple(least, most))\n",
             "    O = downscale(I, least)\n",
             "    O = downscale(I, most)\n",
             "    O = hsplit(I, least)\n",
             "    O = divide(least, NEG_ONE)\n",
             "    O = invert(least)\n",
             "    O = crement(astuple(least, most))\n",
             "    O = even(least)\n",
             "    O = index(I, astuple(least, most))\n",
             "    O = fill(I, ZERO, astuple(ORIGIN, ORIGIN))\n",
             "    O = paint(I, astuple(astuple(ONE, astuple(most, least)), astuple(TWO, "
             "ORIGIN)))\n",
             "    O = connect(astuple(least, most), astuple(most, most))\n",
             "    O = connect(astuple(least, ZERO), astuple(most, FIVE))\n",
             "    O = interval(most, least, ONE)\n",
             "    O = interval(least, most, most)\n",
             "    O = hupscale(I, least)\n",
             "    O = repeat(I, least)\n",
         }) {
        const status why = status_of(body);
        const bool far = body.find("connect(astuple(least, most)") != std::string::npos;
        CHECK_MESSAGE(why == (far ? status::capacity : status::ok), body);
    }
}

TEST_CASE("limits hold for one program, not for what runs after it on its thread") {
    const std::string hostile = "    O = power(power(power(identity, often), often), often)(I)\n";
    CHECK(evaluated(numbers + hostile, {100'000, 1'000'000}).why == status::capacity);
    CHECK(evaluated("    O = vmirror(I)\n", {100'000, 1'000'000}).ok());
    CHECK(evaluated("    O = vmirror(I)\n", {10, 1'000'000}).why == status::capacity);
    CHECK(evaluated("    O = vmirror(I)\n", {100'000, 100}).why == status::capacity);
}

TEST_CASE("an output of more places than any grid has is no grid") {
    const dynamic::outcome o = evaluated("    x1 = power(double, multiply(SIX, TWO))(ONE)\n"
                                         "    O = canvas(ONE, astuple(x1, increment(x1)))\n",
                                         {});
    REQUIRE(o.ok());
    CHECK_THROWS_AS(dynamic::to_grid(o.result), dynamic::failed);
}
