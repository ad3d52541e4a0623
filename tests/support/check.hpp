// Checks of operations: hand-written cases and random calls, on every machine, against the
// reference.
//
// The same test source runs on the serial machine and, compiled as CUDA, on the warp machine, too.
#pragma once

#include "call_count.hpp"
#include "dynamic_check.hpp"
#include "overflow_bounds.hpp"
#include "random_check.hpp"
#include "random_value.hpp"
#include "shown_call.hpp"
#include <algorithm>
#include <doctest/doctest.h>
#include <span>
#include <stdexcept>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// Calls the function of type F on arguments of types A, read from `in`; writes status and value.
template <class F, class... A>
struct combination {
    using result = call_t<F, A...>;
    static_assert(!std::is_same_v<result, type::ill>, "the call under test is ill-typed");

    /// The types, for the definition at run time.
    static shapes types() {
        shapes out;
        shape_of<F>::put(out);
        (shape_of<A>::put(out), ...);
        shape_of<result>::put(out);
        return out;
    }

    template <class M>
    static BATT_FN int evaluate(M& m, const int* numbers, int* out, int capacity) {
        m.reset();
        reader in{numbers};
        const auto f = wire<F>::read(m, in);
        using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>;
        const batt::detail::arguments<sequence, value::of<M, A>...> a{{wire<A>::read(m, in)}...};
        const auto v = batt::detail::call_on_all(m, f, a);
        return write_answer<result>(m, v, out, capacity);
    }

    static answer_numbers on_reference(const std::vector<int>& numbers) {
        reference::definition_machine b;
        reader in{numbers.data()};
        answer_numbers out;
        const failure why = b.attempt(1, [&] {
            const auto f = wire<F>::read(b, in);
            using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>;
            const batt::detail::arguments<sequence, value::of<reference::definition_machine, A>...>
                a{{wire<A>::read(b, in)}...};
            out.numbers = to_wire<result>(batt::detail::call_on_all(b, f, a));
            return failure{};
        });
        out.why = why.why();
        return out;
    }

    template <int G, int P>
    static std::vector<answer_numbers> on_serial(const std::vector<std::vector<int>>& cases,
                                                 int lines) {
        using M = machine<serial, G, P>;
        std::vector<std::uint32_t> arena(static_cast<std::size_t>(lines) * 32);
        M m(arena_memory{arena.data(), lines});
        std::vector<answer_numbers> out;
        std::vector<int> numbers(1 << 16);
        for (const auto& c : cases) {
            int n = evaluate(m, c.data(), numbers.data(), static_cast<int>(numbers.size()));
            if (n > static_cast<int>(numbers.size())) {
                numbers.resize(static_cast<std::size_t>(n));
                n = evaluate(m, c.data(), numbers.data(), n);
            }
            out.push_back(
                {static_cast<status>(numbers[0]), {numbers.begin() + 1, numbers.begin() + n}});
        }
        return out;
    }
};

#if defined(__CUDACC__)
#define BATT_TEST_CUDA(call_) REQUIRE_MESSAGE((call_) == cudaSuccess, "CUDA: " #call_)

/// The warps that a test launches, and the lines in the arena of each.
inline constexpr int test_warps = 1056;
inline constexpr int warp_lines = 16384;

/// The arenas. They lie in global memory, which holds only those of these warps; local memory would
/// be reserved for all threads that a device can hold.
inline std::uint32_t* test_arenas() {
    static std::uint32_t* const arenas = [] {
        std::uint32_t* p = nullptr;
        const std::size_t bytes = std::size_t{test_warps} * warp_lines * 32 * sizeof *p;
        BATT_TEST_CUDA(cudaMalloc(&p, bytes));
        // all lanes read a line, even words that were never written and are not used
        BATT_TEST_CUDA(cudaMemset(p, 0xa5, bytes));
        return p;
    }();
    return arenas;
}

template <class C, int G, int P>
__global__ void __launch_bounds__(128)
    evaluate_cases(const int* numbers, const int* offsets, int cases, int* out, int* counts,
                   int capacity, std::uint32_t* arenas) {
    const int first = static_cast<int>((blockIdx.x * blockDim.x + threadIdx.x) / 32);
    machine<warp, G, P, 32> m(arena_memory{
        arenas + static_cast<std::size_t>(first) * warp_lines * 32 + warp::lane(), warp_lines});
    for (int k = first; k < cases; k += test_warps) {
        const int n = C::evaluate(
            m, numbers + offsets[k],
            out + static_cast<std::size_t>(k) * static_cast<unsigned>(capacity), capacity);
        if (warp::lane() == 0) counts[k] = n;
    }
}

/// Runs some cases on the warp machine, in one launch, and appends their answers.
template <class C, int G, int P>
void on_warp(std::span<const std::vector<int>> cases, int capacity,
             std::vector<answer_numbers>& answers) {
    std::vector<int> numbers, offsets;
    for (const auto& c : cases) {
        offsets.push_back(static_cast<int>(numbers.size()));
        numbers.insert(numbers.end(), c.begin(), c.end());
    }
    numbers.push_back(0);
    const std::size_t n = cases.size();
    const std::size_t room = static_cast<std::size_t>(capacity) * sizeof(int);
    int *d_numbers, *d_offsets, *d_out, *d_counts;
    BATT_TEST_CUDA(cudaMalloc(&d_numbers, numbers.size() * sizeof(int)));
    BATT_TEST_CUDA(cudaMalloc(&d_offsets, n * sizeof(int)));
    BATT_TEST_CUDA(cudaMalloc(&d_out, n * room));
    BATT_TEST_CUDA(cudaMalloc(&d_counts, n * sizeof(int)));
    BATT_TEST_CUDA(cudaMemcpy(d_numbers, numbers.data(), numbers.size() * sizeof(int),
                              cudaMemcpyHostToDevice));
    BATT_TEST_CUDA(cudaMemcpy(d_offsets, offsets.data(), n * sizeof(int), cudaMemcpyHostToDevice));
    // short answers are copied back with what lies behind them
    BATT_TEST_CUDA(cudaMemset(d_out, 0, n * room));
    evaluate_cases<C, G, P><<<test_warps / 4, 128>>>(d_numbers, d_offsets, static_cast<int>(n),
                                                     d_out, d_counts, capacity, test_arenas());
    BATT_TEST_CUDA(cudaGetLastError());
    BATT_TEST_CUDA(cudaDeviceSynchronize());
    std::vector<int> counts(n);
    BATT_TEST_CUDA(cudaMemcpy(counts.data(), d_counts, n * sizeof(int), cudaMemcpyDeviceToHost));
    for (int& count : counts) count = std::min(count, capacity);
    const auto longest = static_cast<std::size_t>(*std::max_element(counts.begin(), counts.end()));
    std::vector<int> out(n * longest);
    BATT_TEST_CUDA(cudaMemcpy2D(out.data(), longest * sizeof(int), d_out, room,
                                longest * sizeof(int), n, cudaMemcpyDeviceToHost));
    for (int* p : {d_numbers, d_offsets, d_out, d_counts}) cudaFree(p);
    for (std::size_t k = 0; k < n; ++k) {
        const int* p = out.data() + k * longest;
        answers.push_back({static_cast<status>(p[0]), {p + 1, p + counts[k]}});
    }
}

/// Runs all cases on the warp machine.
template <class C, int G, int P>
std::vector<answer_numbers> on_warp(const std::vector<std::vector<int>>& cases, int capacity) {
    constexpr std::size_t at_once = 2048; // long answers take much memory
    std::vector<answer_numbers> answers;
    const std::span<const std::vector<int>> all(cases);
    for (std::size_t k = 0; k < all.size(); k += at_once)
        on_warp<C, G, P>(all.subspan(k, std::min(at_once, all.size() - k)), capacity, answers);
    return answers;
}
#endif

/// How the machines did on some cases.
struct tally {
    int cases = 0;
    int wrong = 0;      ///< a value or status other than the reference's
    int too_large = 0;  ///< `capacity` at the host's largest extent, where the reference answers
    int overflowed = 0; ///< likewise on a warp at extent 64
    std::string first;  ///< the first wrong case

    random_check check;          ///< the check that made the cases, if they are not made by hand
    std::size_t first_of_some{}; ///< the number, in `check`, of the first case compared next
};

namespace detail {

/// Counts a wrong case; of the first it keeps the text, with the command that runs it again.
template <class Text>
void add_wrong(tally& t, std::size_t k, const Text& text) {
    if (t.wrong++ == 0) t.first = text() + "\n  again: " + t.check.again(t.first_of_some + k);
}

/// Compares what one machine got for the cases; returns how many were too large for it.
inline int compare_answers(tally& t, const shapes& types,
                           const std::vector<std::vector<int>>& cases,
                           const std::vector<answer_numbers>& expected,
                           const std::vector<answer_numbers>& got, const char* machine) {
    int too_large = 0;
    for (std::size_t k = 0; k < cases.size(); ++k) {
        if (got[k] == expected[k]) continue;
        if (got[k].why == status::capacity) {
            ++too_large;
            continue;
        }
        add_wrong(t, k,
                  [&] { return shown_difference(types, machine, cases[k], expected[k], got[k]); });
    }
    return too_large;
}

/// Adds the cases that overflow on a warp and not on the serial machine of the same extents and
/// arena, or the other way round. Both run the same source, so there should be none.
inline void compare_overflows(tally& t, const shapes& types,
                              const std::vector<std::vector<int>>& cases,
                              const std::vector<answer_numbers>& serial,
                              const std::vector<answer_numbers>& warp, const char* machine) {
    for (std::size_t k = 0; k < cases.size(); ++k) {
        if ((serial[k].why == status::capacity) == (warp[k].why == status::capacity)) continue;
        add_wrong(t, k, [&] {
            return "one of two machines overflows\n" +
                   shown_difference(types, machine, cases[k], serial[k], warp[k]);
        });
    }
}

/// Adds the cases that the definition at run time gets wrong.
inline void compare_definitions(tally& t, const shapes& types,
                                const std::vector<std::vector<int>>& cases,
                                const std::vector<answer_numbers>& expected) {
    const dynamic_tally other = compare_dynamic(types, cases, expected);
    if (other.wrong != 0) {
        add_wrong(t, other.first_place, [&] { return other.first; });
        t.wrong += other.wrong - 1;
    }
    compared.at_run_time += other.compared;
}

} // namespace detail

/// Runs the cases on every machine that is compiled here and by the definition at run time,
/// compares the answers with those of the reference, and adds to t.
template <class C>
void compare_machines(tally& t, const std::vector<std::vector<int>>& cases,
                      const std::vector<answer_numbers>& expected) {
    const int wrong_before = t.wrong;
    const shapes types = C::types();
    detail::compare_definitions(t, types, cases, expected);
    const auto compare = [&](const std::vector<answer_numbers>& got, const char* machine) {
        return detail::compare_answers(t, types, cases, expected, got, machine);
    };
#if defined(__CUDACC__)
    std::size_t largest = 0;
    for (const auto& e : expected)
        largest = e.numbers.size() > largest ? e.numbers.size() : largest;
    const int capacity = static_cast<int>(largest) + 64;
    const auto on_32 = on_warp<C, 32, 32>(cases, capacity);
    const auto on_64 = on_warp<C, 64, 64>(cases, capacity);
    compare(on_32, "warp 32");
    const int overflowed = compare(on_64, "warp 64");
    t.overflowed += overflowed;
    compared.beyond += overflowed;
    // The serial machine, too, would double the time to compile; a few families stand for all.
#if defined(BATT_TEST_OVERFLOWS)
    const auto on_128 = on_warp<C, 128, 128>(cases, capacity);
    compare(on_128, "warp 128");
    const auto check_overflows = [&](const std::vector<answer_numbers>& serial,
                                     const std::vector<answer_numbers>& warp, const char* machine) {
        detail::compare_overflows(t, types, cases, serial, warp, machine);
    };
    check_overflows(C::template on_serial<32, 32>(cases, warp_lines), on_32, "warp 32");
    check_overflows(C::template on_serial<64, 64>(cases, warp_lines), on_64, "warp 64");
    check_overflows(C::template on_serial<128, 128>(cases, warp_lines), on_128, "warp 128");
#endif
#else
    constexpr int lines = 1 << 17;
    // Each extent takes as long to compile as all before it together; a few families stand for all.
#if defined(BATT_TEST_ALL_EXTENTS)
    compare(C::template on_serial<16, 16>(cases, lines), "serial 16");
    compare(C::template on_serial<32, 32>(cases, lines), "serial 32");
    compare(C::template on_serial<64, 64>(cases, lines), "serial 64");
#endif
    const int too_large = compare(C::template on_serial<128, 128>(cases, lines), "serial 128");
    t.too_large += too_large;
    compared.beyond += too_large;
#endif
    t.cases += static_cast<int>(cases.size());
    compared.calls += static_cast<long long>(cases.size());
    compared.different += t.wrong - wrong_before;
}
template <class C>
tally compare_machines(const std::vector<std::vector<int>>& cases,
                       const std::vector<answer_numbers>& expected) {
    tally t;
    compare_machines<C>(t, cases, expected);
    return t;
}

/// Number of random cases per combination of types; BATT_TEST_CASES sets another.
inline int random_cases() { return static_cast<int>(cases_or(400)); }
/// Seed of random cases; BATT_TEST_SEED sets another.
inline unsigned random_seed() { return seed_or(20240607U); }

/// Checks that no case was wrong.
inline void check_right(const tally& t) {
    CHECK_MESSAGE(t.wrong == 0, t.wrong << " of " << t.cases << " cases are wrong; the first:\n"
                                        << t.first);
}

/// Checks that no more cases were too large than the table of bounds allows.
inline void check_overflow(const tally& t, const shapes& types) {
    const std::string name = name_of_function(types);
    const int percent = overflow_percent(name);
    // a share of fewer than a hundred cases says little
    CHECK_MESSAGE(t.too_large * 100 <= percent * std::max(t.cases, 100),
                  t.too_large << " of " << t.cases << " cases of " << name << " overflow, "
                              << 100.0 * t.too_large / std::max(t.cases, 1)
                              << " %; tests/support/overflow_bounds.cpp allows " << percent
                              << " % (seed " << random_seed() << ")");
}

/// Random calls of C on all machines. make(source) makes the numbers of each, and see(number,
/// numbers, answer) gets what the reference gave for it.
template <class C, class Make, class See>
tally compare_random(int count, const Make& make, const See& see) {
    constexpr std::size_t at_once = 4096; // all their answers lie in memory together
    source s(random_seed());
    tally t;
    t.check = random_check::next();
    const auto end = static_cast<std::size_t>(count);
    for (std::size_t k = 0; k < end;) {
        std::vector<std::vector<int>> cases;
        std::vector<answer_numbers> expected;
        for (; k < end && cases.size() < at_once; ++k) {
            std::vector<int> numbers = make(s);
            if (!t.check.runs(k)) continue;
            if (cases.empty()) t.first_of_some = k;
            cases.push_back(std::move(numbers));
            expected.push_back(C::on_reference(cases.back()));
            see(k, cases.back(), expected.back());
        }
        if (!cases.empty()) compare_machines<C>(t, cases, expected);
    }
    return t;
}

/// Random calls of C, whose numbers make(source) makes: all machines agree with the reference, and
/// few calls do not fit the largest window.
template <class C, class Make>
tally check_cases(int count, const Make& make) {
    const tally t = compare_random<C>(
        count, make, [](std::size_t, const std::vector<int>&, const answer_numbers&) {});
    check_right(t);
    check_overflow(t, C::types());
    return t;
}

/// Random calls of C: none is too large for a machine with windows of 32.
template <class C, class Make>
void check_fits(const Make& make) {
    const random_check check = random_check::next();
    source s(random_seed());
    for (std::size_t k = 0; k < 400; ++k) {
        const std::vector<int> numbers = make(s);
        if (!check.runs(k)) continue;
        const auto got = C::template on_serial<32, 32>({numbers}, 64);
        CHECK_MESSAGE(got[0].why != status::capacity,
                      shown_call(C::types(), numbers)
                          << "\n  is too large for serial 32\n  again: " << check.again(k));
    }
}

/// Checks on random arguments of types A that all machines agree with the reference on a function
/// of type F.
template <class F, class... A>
void check_function() {
    const tally t = check_cases<combination<F, A...>>(
        random_cases(), [](source& s) { return random_arguments<F, A...>(s); });
    CHECK_MESSAGE(t.overflowed * 2 <= t.cases, t.overflowed << " of " << t.cases << " overflowed");
}

/// The same for operation Op.
template <class Op, class... A>
void check_random() {
    check_function<type::named<Op>, A...>();
}

/// What a call gave, as a value of the reference, to be compared with a value or a status.
template <class V>
struct answer {
    status why;
    V value;
    friend bool operator==(const answer& a, const V& v) {
        return a.why == status::ok && a.value == v;
    }
    friend bool operator==(const answer& a, status s) { return a.why == s; }
};

/// Makes one hand-written call, whose arguments, of static types A, are given as values of the
/// reference. All machines must agree with the reference, whose answer is returned.
template <class F, class... A>
auto evaluate_function(const value::of<reference::definition_machine, A>&... v) {
    using C = combination<F, A...>;
    std::vector<int> numbers;
    const auto add = [&](const std::vector<int>& more) {
        numbers.insert(numbers.end(), more.begin(), more.end());
    };
    (add(to_wire<A>(v)), ...);
    const answer_numbers expected = C::on_reference(numbers);
    const tally t = compare_machines<C>({numbers}, {expected});
    CHECK_MESSAGE(t.wrong == 0, t.first);
    using V = value::of<reference::definition_machine, typename C::result>;
    answer<V> out{expected.why, V{}};
    if (expected.why == status::ok) {
        reference::definition_machine b;
        reader in{expected.numbers.data()};
        out.value = wire<typename C::result>::read(b, in);
    }
    return out;
}
/// evaluate<op::add, type::integer, type::ivec>(3, ivec{1, 2}) == ivec{4, 5}
template <class Op, class... A>
auto evaluate(const value::of<reference::definition_machine, A>&... v) {
    return evaluate_function<type::named<Op>, A...>(v...);
}

/// A grid of the reference from its rows.
inline reference::grid grid_of(std::initializer_list<std::initializer_list<int>> r) {
    batt::grid g(r.size(), r.size() == 0 ? 0 : r.begin()->size());
    int i = 0;
    for (const auto& row : r) {
        if (row.size() != static_cast<std::size_t>(g.width()))
            throw std::logic_error("the rows of a grid differ in length");
        int j = 0;
        for (const int color : row) g(i, j++) = static_cast<signed char>(color);
        ++i;
    }
    return reference::from_host(g);
}

} // namespace batt::testing
BATT_HOST_CALLS_END
