// Checks of row primitives: the same calls on a machine and on plain arrays of bits.
//
// A check is a struct with `on(windows<R>)`, which is tested, and `plain(plain_windows<E>)`, a loop
// over rows and bits. Compiled as C++ it runs on the serial machine, as CUDA on one warp per case.
#pragma once

#include "random_check.hpp"
#include <algorithm>
#include <array>
#include <batt/rows/rows.hpp>
#include <doctest/doctest.h>
#include <random>
#include <string>
#include <vector>

namespace batt::testing {

/// The numbers of a case.
struct numbers {
    int n;                        ///< a distance
    int k;                        ///< a row
    int top, left, bottom, right; ///< a rectangle, perhaps off the window
};

/// What a check is called with on a machine.
template <class R>
struct windows : numbers {
    R a, b, c;
};

/// A window as bits.
template <int E>
struct plain_window {
    std::array<std::array<bool, E>, E> bit{};
    bool at(int i, int j) const {
        return i >= 0 && i < E && j >= 0 && j < E &&
               bit[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
    }
    word<E> row(int i) const {
        word<E> x = 0;
        for (int j = 0; j < E; ++j) x |= static_cast<word<E>>(static_cast<word<E>>(at(i, j)) << j);
        return x;
    }
    /// The window whose bit (i, j) is f(i, j).
    template <class F>
    static plain_window of(const F& f) {
        plain_window out;
        for (int i = 0; i < E; ++i)
            for (int j = 0; j < E; ++j)
                out.bit[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = f(i, j);
        return out;
    }
};

/// What a check is called with on plain bits.
template <int E>
struct plain_windows : numbers {
    static constexpr int extent = E;
    plain_window<E> a, b, c;
    template <class F>
    static plain_window<E> window_of(const F& f) {
        return plain_window<E>::of(f);
    }
};

/// The words that a check has for its result.
inline constexpr int result_words = 128;

/// Stores a window's rows, or a number as the first word. Every lane writes what it holds.
template <class R>
BATT_FN void store(uint128* out, const R& x) {
    if constexpr (row_value<R>)
        x.map_rows([out](int r, typename R::word_type y) {
            out[r] = y;
            return y;
        });
    else
        out[0] = static_cast<uint128>(x);
}
template <int E>
void store(uint128* out, const plain_window<E>& x) {
    for (int i = 0; i < E; ++i) out[i] = x.row(i);
}

template <class R, class... Check>
BATT_FN void run_checks(const uint128* in, const numbers& n, uint128* out) {
    using W = typename R::word_type;
    windows<R> x;
    static_cast<numbers&>(x) = n;
    x.a = R::generate([in](int r) { return static_cast<W>(in[r]); });
    x.b = R::generate([in](int r) { return static_cast<W>(in[128 + r]); });
    x.c = R::generate([in](int r) { return static_cast<W>(in[256 + r]); });
    int at = 0;
    ((store(out + at, Check::on(x)), at += result_words), ...);
}

#if defined(__CUDACC__)
template <int E, class... Check>
__global__ void __launch_bounds__(32)
    run_on_warp(const uint128* in, const numbers* n, uint128* out) {
    const int words = result_words * static_cast<int>(sizeof...(Check));
    run_checks<rows<warp, E>, Check...>(in + static_cast<int>(blockIdx.x) * 384, n[blockIdx.x],
                                        out + static_cast<std::int64_t>(blockIdx.x) * words);
}
#endif

/// A random window: empty, full, sparse, dense, a rectangle, its border, one bit, a winding line,
/// or noise.
template <int E>
plain_window<E> random_window(std::mt19937& random) {
    const auto below = [&random](int n) {
        return static_cast<int>(random() % static_cast<unsigned>(n));
    };
    const int kind = below(9), i0 = below(E), j0 = below(E), i1 = below(E + 1), j1 = below(E + 1);
    return plain_window<E>::of([&](int i, int j) {
        switch (kind) {
        case 0: return false;
        case 1: return true;
        case 2: return below(40) == 0;
        case 3: return below(5) != 0;
        case 4: return i >= i0 && i < i1 && j >= j0 && j < j1;
        case 5: return i == 0 || j == 0 || i == E - 1 || j == E - 1;
        case 6: return i == i0 && j == j0;
        case 7: return (i % 2 == 0) != (j == (i % 4 == 1 ? 0 : E - 1));
        default: return below(2) == 0;
        }
    });
}

/// A row of a window: a digit per column.
template <int E>
std::string shown_row(uint128 x) {
    std::string text;
    for (int j = 0; j < E; ++j) text += (x >> j & 1) != 0 ? '1' : '0';
    return text;
}

/// A case that went wrong: its numbers, and the rows of its windows where the results differ.
template <int E>
std::string shown_case(const numbers& n, const uint128* in, const uint128* expected,
                       const uint128* got) {
    std::string text = "n " + std::to_string(n.n) + ", k " + std::to_string(n.k) +
                       ", a rectangle from (" + std::to_string(n.top) + ", " +
                       std::to_string(n.left) + ") to (" + std::to_string(n.bottom) + ", " +
                       std::to_string(n.right) + ")";
    int rows = 0;
    for (int r = 0; r < result_words; ++r) {
        if (expected[r] == got[r] || ++rows > 4) continue;
        text += "\n  row " + std::to_string(r);
        if (r < E)
            for (int w = 0; w < 3; ++w)
                text +=
                    std::string("\n    ") + "abc"[w] + "        " + shown_row<E>(in[w * 128 + r]);
        text += "\n    expected " + shown_row<128>(expected[r]);
        text += "\n    got      " + shown_row<128>(got[r]);
    }
    return text + (rows > 4 ? "\n  and " + std::to_string(rows - 4) + " more rows" : "");
}

/// Runs the checks on `cases` random windows of extent E.
template <int E, class... Check>
void check_rows(int cases) {
    const random_check check = random_check::next();
    std::mt19937 random(seed_or(20240607U) + static_cast<unsigned>(E));
    const auto between = [&random](int from, int to) {
        return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
    };
    constexpr int distances[] = {0,   1,   -1,   15,  -15,  16,  -16,   17,    -17, 31,
                                 -31, 32,  -32,  33,  -33,  63,  -63,   64,    -64, 65,
                                 100, 127, -127, 128, -128, 129, 70000, -70000};
    constexpr std::size_t words = result_words * sizeof...(Check);
    const auto count = static_cast<std::size_t>(cases);
    std::vector<uint128> in(count * 384), expected(count * words), got(count * words);
    std::vector<numbers> number(count);
    for (std::size_t k = 0; k < count; ++k) {
        plain_windows<E> x;
        x.n = k % 3 == 0 ? between(-E, E) : distances[k % std::size(distances)];
        x.k = k % 5 == 0 ? E - 1 : between(0, E - 1);
        x.top = between(-4, E), x.left = between(-4, E);
        x.bottom = between(-4, E + 4), x.right = between(-4, E + 4);
        x.a = random_window<E>(random), x.b = random_window<E>(random);
        x.c = random_window<E>(random);
        number[k] = x;
        store(&in[k * 384], x.a);
        store(&in[k * 384 + 128], x.b);
        store(&in[k * 384 + 256], x.c);
        std::size_t at = k * words;
        ((store(&expected[at], Check::plain(x)), at += result_words), ...);
    }
#if defined(__CUDACC__)
    const auto require = [](cudaError_t e) {
        REQUIRE_MESSAGE(e == cudaSuccess, cudaGetErrorString(e));
    };
    uint128 *d_in, *d_out;
    numbers* d_number;
    require(cudaMalloc(&d_in, in.size() * sizeof(uint128)));
    require(cudaMalloc(&d_number, count * sizeof(numbers)));
    require(cudaMalloc(&d_out, got.size() * sizeof(uint128)));
    require(cudaMemcpy(d_in, in.data(), in.size() * sizeof(uint128), cudaMemcpyHostToDevice));
    require(cudaMemcpy(d_number, number.data(), count * sizeof(numbers), cudaMemcpyHostToDevice));
    require(cudaMemset(d_out, 0, got.size() * sizeof(uint128)));
    run_on_warp<E, Check...><<<static_cast<unsigned>(cases), 32>>>(d_in, d_number, d_out);
    require(cudaGetLastError());
    require(cudaMemcpy(got.data(), d_out, got.size() * sizeof(uint128), cudaMemcpyDeviceToHost));
    cudaFree(d_in);
    cudaFree(d_number);
    cudaFree(d_out);
#else
    for (std::size_t k = 0; k < count; ++k)
        run_checks<rows<serial, E>, Check...>(&in[k * 384], number[k], &got[k * words]);
#endif
    std::size_t at = 0;
    const auto judge = [&](const char* name) {
        int wrong = 0;
        std::string first;
        for (std::size_t k = 0; k < count; ++k) {
            const uint128 *due = &expected[k * words + at], *is = &got[k * words + at];
            if (!check.runs(k) || std::equal(is, is + result_words, due) || wrong++ > 0) continue;
            first =
                shown_case<E>(number[k], &in[k * 384], due, is) + "\n  again: " + check.again(k);
        }
        at += result_words;
        CHECK_MESSAGE(wrong == 0, name << " at extent " << E << ": " << wrong << " of " << cases
                                       << " cases are wrong; the first: " << first);
    };
    (judge(Check::name), ...);
}

} // namespace batt::testing
