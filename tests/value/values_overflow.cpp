// Where the arena is too small, the status is `capacity` and nothing beyond it is touched.
#include "support/check.hpp"
#include <batt/dsl/combinators.hpp>
#include <batt/dsl/functional.hpp>
#include <batt/dsl/sets.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

using deep = type::set<type::tuple<type::set<type::object>>>;

#if !defined(__CUDACC__)

/// Random calls of C with a small arena are right or `capacity` and touch nothing beyond it.
template <class C, class... A>
static void check_overflow() {
    source s(random_seed());
    std::vector<std::vector<int>> cases;
    std::vector<answer_numbers> expected;
    for (int k = 0; k < 40; ++k) {
        cases.push_back(random_arguments<A...>(s));
        expected.push_back(C::on_reference(cases.back()));
    }
    int overflows = 0, good = 0, wrong = 0;
    for (const int lines : {0, 1, 2, 3, 5, 8, 9, 13, 17, 24, 33, 50, 80, 130, 300}) {
        constexpr std::uint32_t guard = 0xA5A5A5A5U;
        constexpr std::size_t beyond = 320;
        using M = machine<serial, 32, 32>;
        std::vector<std::uint32_t> guarded(static_cast<std::size_t>(lines) * 32 + beyond, guard);
        M m(arena_memory{guarded.data(), lines});
        std::vector<int> numbers(1 << 16);
        for (std::size_t k = 0; k < cases.size(); ++k) {
            const int n = C::evaluate(m, cases[k].data(), numbers.data(), 1 << 16);
            const answer_numbers got{static_cast<status>(numbers[0]),
                                     {numbers.begin() + 1, numbers.begin() + n}};
            if (got == expected[k])
                ++good;
            else if (got.why == status::capacity)
                ++overflows;
            else
                ++wrong;
        }
        std::size_t touched = 0;
        for (std::size_t k = guarded.size() - beyond; k < guarded.size(); ++k)
            touched += guarded[k] != guard;
        CHECK(touched == 0);
        // once more in memory of exactly that size, for a sanitizer to see
        C::template on_serial<32, 32>(cases, lines);
    }
    CHECK(wrong == 0);
    CHECK(overflows > 20);
    CHECK(good > 20);
}
template <class Op, class... A>
static void check_overflow_of() {
    check_overflow<combination<type::named<Op>, A...>, A...>();
}

TEST_CASE("overflow is capacity and touches nothing else") {
    check_overflow_of<op::identity, deep>();
    check_overflow_of<op::product, type::set<type::integer>, type::tuple<type::indices>>();
    check_overflow_of<op::mapply, type::lbind<type::named<op::apply>, type::named<op::identity>>,
                      type::tuple<type::tuple<type::object>>>();
}

#else

/// Calls of C with `lines` lines of arena, before and behind which nothing may change.
template <class C, class M>
__global__ void evaluate_guarded(const int* numbers, const int* offsets, int cases, int lines,
                                 int* out, int capacity, int* touched) {
    constexpr int room = 512, guard = 16;
    std::uint32_t memory[guard + room + guard];
    const int end = guard + lines;
    for (int k = 0; k < guard + room + guard; ++k) memory[k] = 0xA5A5A5A5U;
    M m(arena_memory{memory + guard, lines});
    for (int k = 0; k < cases; ++k)
        C::evaluate(m, numbers + offsets[k],
                    out + static_cast<std::size_t>(k) * static_cast<unsigned>(capacity), capacity);
    for (int k = 0; k < guard + room + guard; ++k)
        if ((k < guard || k >= end) && memory[k] != 0xA5A5A5A5U) atomicAdd(touched, 1);
}

TEST_CASE("overflow is capacity and touches nothing else") {
    using C = combination<type::named<op::identity>, deep>;
    source s(random_seed());
    std::vector<int> numbers, offsets;
    std::vector<answer_numbers> expected;
    std::size_t largest = 0;
    for (int k = 0; k < 40; ++k) {
        const auto c = random_arguments<deep>(s);
        offsets.push_back(static_cast<int>(numbers.size()));
        numbers.insert(numbers.end(), c.begin(), c.end());
        expected.push_back(C::on_reference(c));
        largest = std::max(largest, expected.back().numbers.size());
    }
    const int capacity = static_cast<int>(largest) + 64;
    int *d_numbers, *d_offsets, *d_out, *d_touched;
    BATT_TEST_CUDA(cudaMalloc(&d_numbers, numbers.size() * sizeof(int)));
    BATT_TEST_CUDA(cudaMalloc(&d_offsets, offsets.size() * sizeof(int)));
    BATT_TEST_CUDA(cudaMalloc(&d_out, sizeof(int) * 40 * static_cast<std::size_t>(capacity)));
    BATT_TEST_CUDA(cudaMalloc(&d_touched, sizeof(int)));
    BATT_TEST_CUDA(cudaMemcpy(d_numbers, numbers.data(), numbers.size() * sizeof(int),
                              cudaMemcpyHostToDevice));
    BATT_TEST_CUDA(cudaMemcpy(d_offsets, offsets.data(), offsets.size() * sizeof(int),
                              cudaMemcpyHostToDevice));
    BATT_TEST_CUDA(cudaMemset(d_out, 0, sizeof(int) * 40 * static_cast<std::size_t>(capacity)));
    BATT_TEST_CUDA(cudaMemset(d_touched, 0, sizeof(int)));
    int overflows = 0, good = 0, wrong = 0, touched = 0;
    for (const int lines : {0, 1, 2, 3, 5, 8, 13, 24, 50, 130, 300, 512}) {
        evaluate_guarded<C, machine<warp, 32, 32>>
            <<<1, 32>>>(d_numbers, d_offsets, 40, lines, d_out, capacity, d_touched);
        BATT_TEST_CUDA(cudaGetLastError());
        std::vector<int> out(static_cast<std::size_t>(capacity) * 40);
        BATT_TEST_CUDA(
            cudaMemcpy(out.data(), d_out, out.size() * sizeof(int), cudaMemcpyDeviceToHost));
        for (std::size_t k = 0; k < 40; ++k) {
            const int* p = out.data() + k * static_cast<std::size_t>(capacity);
            const auto n = static_cast<std::ptrdiff_t>(expected[k].numbers.size());
            if (static_cast<status>(p[0]) == status::capacity)
                ++overflows;
            else if (answer_numbers{static_cast<status>(p[0]), {p + 1, p + 1 + n}} == expected[k])
                ++good;
            else
                ++wrong;
        }
    }
    BATT_TEST_CUDA(cudaMemcpy(&touched, d_touched, sizeof(int), cudaMemcpyDeviceToHost));
    for (int* p : {d_numbers, d_offsets, d_out, d_touched}) cudaFree(p);
    CHECK(touched == 0);
    CHECK(wrong == 0);
    CHECK(overflows > 20);
    CHECK(good > 20);
}

#endif

} // namespace batt::testing
BATT_HOST_CALLS_END
