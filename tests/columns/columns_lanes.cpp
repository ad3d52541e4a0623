// What the lanes of a warp do together when values are sorted and lists are made, tested with
// threads as lanes.
#include "support/columns_check.hpp"
#include "support/damage.hpp"
#include <barrier>
#include <batt/columns/order_steps.hpp>
#include <doctest/doctest.h>
#include <numeric>
#include <thread>

namespace {

using namespace batt;
using namespace batt::columns;
using namespace batt::testing;
using typing::pair_of, typing::set_of, typing::tuple_of;

/// Lanes that are threads.
struct thread_lanes {
    static constexpr bool on_device = true;
    inline static thread_local int mine = 0;
    inline static std::uint64_t told[32];
    inline static std::barrier<>* all = nullptr;

private:
    /// f() after all lanes have stored their x.
    template <class F>
    static auto hear(std::uint64_t x, const F& f) {
        told[mine] = x;
        meet();
        const auto out = f();
        meet();
        return out;
    }

public:
    static int lane() { return mine; }
    static void meet() { all->arrive_and_wait(); }
    template <class T>
    static T shuffle(T x, int from) {
        return hear(static_cast<std::uint64_t>(x), [&] { return static_cast<T>(told[from & 31]); });
    }
    static std::uint32_t ballot(bool p) {
        return hear(p ? 1 : 0, [] {
            std::uint32_t out = 0;
            for (int k = 0; k < 32; ++k) out |= static_cast<std::uint32_t>(told[k]) << k;
            return out;
        });
    }
    static std::uint32_t or_all(std::uint32_t x) {
        return hear(x, [] {
            std::uint64_t out = 0;
            for (std::uint64_t y : told) out |= y;
            return static_cast<std::uint32_t>(out);
        });
    }
    static int sum(int x) {
        return hear(static_cast<std::uint64_t>(x), [] {
            int out = 0;
            for (std::uint64_t y : told) out += static_cast<int>(y);
            return out;
        });
    }
};

/// The part of a machine that sorting needs.
struct thread_machine {
    using lanes = thread_lanes;
    int top = 0, end = 0;
    int allocate(int n) {
        if (top + n > end) return -1;
        top += n;
        return top - n;
    }
};

/// Runs f on all lanes, and returns what it gives on lane 0.
template <class F>
auto on_lanes(const F& f) {
    std::barrier<> all(32);
    thread_lanes::all = &all;
    decltype(f()) out{};
    std::vector<std::thread> lanes;
    for (int k = 0; k < 32; ++k)
        lanes.emplace_back([&, k] {
            thread_lanes::mine = k;
            auto got = f();
            if (k == 0) out = std::move(got);
        });
    for (std::thread& t : lanes) t.join();
    return out;
}

/// Random values of a type without windows, in a list.
class value_list {
public:
    /// small: whether all numbers have a place in the keys of values.
    value_list(const static_type& t, int n, std::mt19937& random, bool small = false)
        : random_(random), count(n), small_(small) {
        add(t);
        pool.resize(32);
        const layout e = shapes.at[0].of;
        offset = room(e.size(n));
        for (int k = 0; k < n; ++k)
            put(e, offset, k, k > 0 && below(random, 4) == 0 ? last_ : last_ = value(0));
    }
    value_places places() { return {pool.data(), shapes.at[0].of, offset, nullptr, 0}; }
    int compare(int x, int y) {
        int steps = 0;
        const value_places v = places();
        return compare_places(pool.data(), shapes, 0, v[x], v[y], steps);
    }
    std::vector<int> sorted() {
        std::vector<int> out(static_cast<std::size_t>(count));
        std::iota(out.begin(), out.end(), 0);
        std::stable_sort(out.begin(), out.end(), [&](int x, int y) { return compare(x, y) < 0; });
        return out;
    }
    /// The first of n more lines.
    int room(int n) {
        const int at = static_cast<int>(pool.size() / 32);
        pool.resize(pool.size() + static_cast<std::size_t>(n) * 32);
        return at;
    }

private:
    std::mt19937& random_;

public:
    std::vector<std::uint32_t> pool;
    shape_table shapes;
    int count, offset = 0;

private:
    using words = std::vector<std::uint32_t>;

    int add(const static_type& t) {
        const int at = shapes_++;
        shape& s = shapes.at[at];
        s.is = t.is;
        s.of = layout_of(t, 32, 32);
        if (!t.parts.empty()) shapes.at[at].first = static_cast<unsigned char>(add(t.parts[0]));
        if (t.parts.size() > 1) shapes.at[at].second = static_cast<unsigned char>(add(t.parts[1]));
        return at;
    }
    std::uint32_t number() {
        constexpr int others[] = {-2, 58, 59, 60, 61, 1 << 20, -(1 << 20), -2147483647 - 1};
        if (small_) return static_cast<std::uint32_t>(below(random_, 31)) - 1;
        const int n = below(random_, 12) == 0 ? others[below(random_, 8)]
                                              : static_cast<int>(below(random_, 4)) - 1;
        return static_cast<std::uint32_t>(n);
    }
    words value(int t) {
        const shape s = shapes.at[t];
        if (s.is == form::integer) return {number()};
        if (s.is == form::ivec) {
            if (small_ || below(random_, 20) != 0) return {number(), number()};
            const ivec none = ivec::no_location();
            return {static_cast<std::uint32_t>(none.i), static_cast<std::uint32_t>(none.j)};
        }
        if (s.is == form::pair) {
            words a = value(s.first);
            const words b = value(s.second);
            a.insert(a.end(), b.begin(), b.end());
            return a;
        }
        const int n = static_cast<int>(below(random_, below(random_, 9) == 0 ? 40 : 3));
        const layout e = shapes.at[s.first].of;
        const int at = room(e.size(n));
        for (int k = 0; k < n; ++k) put(e, at, k, value(s.first));
        return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(n)};
    }
    void put(const layout& e, int at, int k, const words& w) {
        columns::detail::put_words(pool.data(), e, at, k, {w.data(), 1});
    }

    bool small_;
    int shapes_ = 0;
    words last_;
};

const static_type types[] = {
    form::integer,
    form::ivec,
    pair_of(form::integer, form::ivec),
    tuple_of(form::integer),
    tuple_of(tuple_of(form::integer)),
    set_of(tuple_of(pair_of(tuple_of(form::integer), form::integer))),
    pair_of(tuple_of(tuple_of(form::ivec)), form::integer),
    pair_of(pair_of(form::integer, form::ivec), pair_of(form::integer, form::ivec))};

/// Types of one to five numbers.
const static_type short_types[] = {form::integer, form::ivec, pair_of(form::integer, form::ivec),
                                   pair_of(form::ivec, form::ivec),
                                   pair_of(pair_of(form::ivec, form::integer), form::ivec)};

} // namespace

TEST_CASE("keys are in the order of their values, and exact where they say so") {
    std::mt19937 random(seed_or(20261220));
    std::size_t wrong = 0, equal = 0, exact = 0, less = 0;
    for (const static_type& t : types) {
        value_list values(t, 200, random);
        const value_places v = values.places();
        for (int x = 0; x < values.count; ++x)
            for (int y = 0; y < values.count; ++y) {
                const int c = values.compare(x, y);
                const std::uint64_t a = order_key::of(v.base, values.shapes, 0, v[x]).bits();
                const std::uint64_t b = order_key::of(v.base, values.shapes, 0, v[y]).bits();
                less += a < b ? 1 : 0;
                equal += a == b ? 1 : 0;
                exact += a == b && order_key::is_exact(a) ? 1 : 0;
                wrong += a < b && c >= 0 ? 1 : 0;
                wrong += a == b && order_key::is_exact(a) && c != 0 ? 1 : 0;
                wrong += c != -values.compare(y, x) ? 1 : 0;
            }
    }
    CHECK(wrong == 0);
    CHECK(less > 100'000);
    CHECK(exact > 10'000);
    CHECK(equal > exact);
}

TEST_CASE("lanes sort values as a single thread does") {
    std::mt19937 random(seed_or(20261221));
    std::size_t different = 0, compared = 0;
    for (const static_type& t : types)
        for (const int n : {1, 2, 31, 33, 64, 100}) {
            if (n > 40 && below(random, 2) == 0) continue; // threads are slow
            value_list values(t, n, random);
            const int room = values.room(sorted_numbers<thread_machine>::lines_for(n));
            const value_places v = values.places();
            const auto got = on_lanes([&] {
                thread_machine m{room, static_cast<int>(values.pool.size() / 32)};
                step_count<thread_machine> steps;
                const sorted_numbers<thread_machine> s(m, values.pool.data(), values.shapes, v, n,
                                                       steps);
                return std::vector<int>(s.numbers(), s.numbers() + n);
            });
            different += got == values.sorted() ? 0 : 1;
            ++compared;
        }
    CHECK(different == 0);
    CHECK(compared > 30);
}

TEST_CASE("lanes sort digit by digit where keys hold whole values") {
    std::mt19937 random(seed_or(20261223));
    std::size_t different = 0, by_digits = 0;
    for (const static_type& t : short_types)
        for (const int n : {97, 128, 200, 300}) {
            value_list values(t, n, random, true);
            const int room = values.room(sorted_numbers<thread_machine>::lines_for(n));
            const value_places v = values.places();
            const auto got = on_lanes([&] {
                thread_machine m{room, static_cast<int>(values.pool.size() / 32)};
                step_count<thread_machine> steps;
                const sorted_numbers<thread_machine> s(m, values.pool.data(), values.shapes, v, n,
                                                       steps);
                std::vector<std::uint32_t> keys;
                if (s.keys() != nullptr) keys.assign(s.keys(), s.keys() + n);
                return std::pair(std::vector<int>(s.numbers(), s.numbers() + n), keys);
            });
            const auto& [order, keys] = got;
            different += order == values.sorted() ? 0 : 1;
            by_digits += keys.empty() ? 0 : 1;
            if (keys.empty()) continue;
            for (int x = 0; x < n; ++x)
                for (int y = 0; y < n; ++y) {
                    const bool same =
                        keys[static_cast<std::size_t>(x)] == keys[static_cast<std::size_t>(y)];
                    different += same == (values.compare(x, y) == 0) ? 0 : 1;
                }
        }
    CHECK(different == 0);
    CHECK(by_digits == 20);
}

TEST_CASE("lanes stop comparing when it takes too many steps, and say so") {
    std::mt19937 random(seed_or(20261224));
    value_list values(short_types[4], 80, random);
    const int room = values.room(sorted_numbers<thread_machine>::lines_for(80));
    const value_places v = values.places();
    for (const int before : {0, most_steps_of_lane - 3, most_steps_of_lane + 1}) {
        const auto [is_over, steps] = on_lanes([&] {
            thread_machine m{room, static_cast<int>(values.pool.size() / 32)};
            step_count<thread_machine> count;
            count.steps() = before;
            const sorted_numbers<thread_machine> s(m, values.pool.data(), values.shapes, v, 80,
                                                   count);
            return std::pair(count.any_is_over(), count.steps());
        });
        CAPTURE(before);
        CHECK(is_over == (before > 0));
        CHECK(steps < std::max(before, most_steps_of_lane) + 10);
    }
}

TEST_CASE("lanes divide numbers among themselves") {
    using M = thread_machine;
    std::mt19937 random(seed_or(20261222));
    for (const int n : {0, 1, 31, 32, 33, 150}) {
        CAPTURE(n);
        std::vector<int> x(static_cast<std::size_t>(n));
        for (int& k : x) k = static_cast<int>(below(random, 5));
        const auto at = [&](int k) { return x[static_cast<std::size_t>(k)]; };
        const auto is_four = [&](int k) { return at(k) == 4; };

        const int first = static_cast<int>(std::find(x.begin(), x.end(), 4) - x.begin());
        CHECK(on_lanes([&] { return first_number<M>(n, is_four); }) == first);
        CHECK(on_lanes([&] { return sum_of_numbers<M>(n, 1000, at); }) ==
              std::accumulate(x.begin(), x.end(), 0));
        if (n > 30) CHECK(on_lanes([&] { return sum_of_numbers<M>(n, 3, at); }) > 3);
        if (n > 0)
            CHECK(on_lanes([&] {
                      return best_number<M>(n, [&](int a, int b) { return at(a) > at(b); });
                  }) == std::max_element(x.begin(), x.end()) - x.begin());

        std::vector<int> due, got(x.size(), -1);
        for (int k = 0; k < n; ++k)
            if (is_four(k)) due.push_back(k);
        const int kept = on_lanes([&] {
            return for_kept_numbers<M>(
                n, is_four, [&](int k, int place) { got[static_cast<std::size_t>(place)] = k; });
        });
        got.resize(static_cast<std::size_t>(kept));
        CHECK(got == due);

        // x as the lengths of lists
        std::vector<std::pair<int, int>> elements, seen;
        for (int k = 0; k < n; ++k)
            for (int e = 0; e < at(k); ++e) elements.push_back({k, e});
        seen.resize(elements.size());
        on_lanes([&] {
            for_elements<M>(n, at, [&](int place, int list, int k) {
                seen[static_cast<std::size_t>(place)] = {list, k};
            });
            return 0;
        });
        CHECK(seen == elements);

        std::vector<std::uint32_t> numbers(static_cast<std::size_t>(n) + 1);
        std::iota(numbers.begin(), numbers.end(), 0U);
        for (const int place : {0, n / 2, n}) {
            std::vector<std::uint32_t> inserted = numbers;
            inserted.pop_back();
            inserted.insert(inserted.begin() + place, 77);
            std::vector<std::uint32_t> moved = numbers;
            on_lanes([&] {
                columns::detail::insert_number<M>(moved.data(), n, place, 77);
                return 0;
            });
            CHECK(moved == inserted);
        }
    }
}
