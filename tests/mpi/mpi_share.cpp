// Work that ranks share, without MPI: the ranks are threads here, and some of them die or stall.
#include <atomic>
#include <batt/mpi/share.hpp>
#include <doctest/doctest.h>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace {

using namespace batt::mpi;

/// Messages that the ranks of a test have sent and that are not yet read.
struct post_office {
    std::mutex lock;
    std::vector<std::deque<message>> waiting;

    explicit post_office(int ranks) : waiting(static_cast<std::size_t>(ranks)) {}
};

/// A rank of a test.
class test_channel final : public channel {
public:
    test_channel(post_office& post, int rank) : post_(post), rank_(rank) {}

    int rank() const override { return rank_; }
    int size() const override { return static_cast<int>(post_.waiting.size()); }
    host_place place() const override { return {rank_, size(), 1}; }
    void send(int to, subject about, std::string bytes) override {
        const std::lock_guard guard(post_.lock);
        post_.waiting[static_cast<std::size_t>(to)].push_back({rank_, about, std::move(bytes)});
    }
    std::optional<message> receive() override {
        const std::lock_guard guard(post_.lock);
        auto& mine = post_.waiting[static_cast<std::size_t>(rank_)];
        if (mine.empty()) return std::nullopt;
        message news = std::move(mine.front());
        mine.pop_front();
        return news;
    }
    std::string broadcast(std::string bytes) override { return bytes; }
    void abandon(int) override {}

private:
    post_office& post_;
    int rank_;
};

piece_result twice(std::string_view piece) {
    return {true, std::string(piece) + std::string(piece)};
}

std::vector<std::string> numbered(int count) {
    std::vector<std::string> pieces;
    for (int k = 0; k < count; ++k) pieces.push_back("<" + std::to_string(k) + ">");
    return pieces;
}

/// The results of pieces, and whether each came only once.
struct taken {
    std::map<std::size_t, std::string> results;
    bool is_once = true;

    void operator()(std::size_t k, std::string_view bytes) {
        is_once = results.emplace(k, bytes).second && is_once;
    }
    bool is_all_of(const std::vector<std::string>& pieces) const {
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            const auto found = results.find(k);
            if (found == results.end() || found->second != pieces[k] + pieces[k]) return false;
        }
        return is_once && results.size() == pieces.size();
    }
};

bool go_on() { return true; }
bool never() { return false; }

void sleep_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

/// Whether a sentence holds some words.
bool says(const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("ranks share the pieces of one job after another") {
    for (const int size : {1, 2, 4}) {
        CAPTURE(size);
        post_office post(size);
        std::atomic<int> by_others = 0;
        std::vector<std::jthread> others;
        for (int r = 1; r < size; ++r) {
            others.emplace_back([&, r] {
                test_channel mine(post, r);
                follow(
                    mine,
                    [&](std::string_view piece, const auto&) {
                        ++by_others;
                        sleep_ms(1);
                        return twice(piece);
                    },
                    &never);
            });
        }
        test_channel first(post, 0);
        leader lead(first);
        for (const int count : {0, 1, 50}) {
            const auto pieces = numbered(count);
            taken all;
            std::string problem;
            CHECK(lead.run(
                pieces,
                [](std::string_view piece, const auto&) {
                    sleep_ms(1);
                    return twice(piece);
                },
                std::ref(all), &go_on, problem));
            CHECK(problem.empty());
            CHECK(all.is_all_of(pieces));
        }
        CHECK(lead.end());
        CHECK((by_others > 0) == (size > 1));
        CHECK(lead.again() == 0);
    }
}

TEST_CASE("if a rank dies or stalls, others do its piece and the run goes on") {
    for (const bool comes_back : {false, true}) {
        CAPTURE(comes_back);
        post_office post(3);
        std::atomic<bool> is_over = false;
        // this rank takes a piece and then sends nothing, or sends its result when it is too late
        std::jthread silent([&] {
            test_channel mine(post, 1);
            mine.send(0, subject::ask, {});
            std::optional<message> piece;
            while (!piece && !is_over) piece = mine.receive();
            if (!piece || !comes_back) return;
            sleep_ms(150);
            mine.send(0, subject::result, piece->bytes.substr(0, 8) + "late");
            follow(mine, [](std::string_view p, const auto&) { return twice(p); }, &never);
        });
        std::jthread good([&] {
            test_channel mine(post, 2);
            follow(
                mine,
                [](std::string_view p, const auto&) {
                    sleep_ms(2);
                    return twice(p);
                },
                &never);
        });
        test_channel first(post, 0);
        leader lead(first, 0.05);
        const auto pieces = numbered(60);
        std::string problem;
        for (int job = 0; job < 2; ++job) {
            taken all;
            CHECK(lead.run(
                pieces,
                [](std::string_view p, const auto&) {
                    sleep_ms(2);
                    return twice(p);
                },
                std::ref(all), &go_on, problem));
            CHECK(all.is_all_of(pieces));
        }
        CHECK(lead.again() >= 1);
        is_over = true;
        CHECK(lead.end(comes_back ? 5 : 0.1) == comes_back);
    }
}

TEST_CASE("a rank that cannot work says so once, and a rank that is asked to end leaves") {
    post_office post(3);
    std::jthread broken([&] {
        test_channel mine(post, 1);
        follow(
            mine,
            [](std::string_view, const auto&) -> piece_result {
                throw std::runtime_error("its GPU is gone");
            },
            &never);
    });
    std::atomic<bool> is_told = false;
    std::jthread leaving([&] {
        test_channel mine(post, 2);
        follow(
            mine,
            [&](std::string_view p, const std::function<bool()>& stopped) {
                is_told = true;
                while (!stopped()) sleep_ms(1);
                return twice(p);
            },
            [&] { return is_told.load(); });
    });
    test_channel first(post, 0);
    leader lead(first);
    const auto pieces = numbered(30);
    taken all;
    std::string problem;
    CHECK(lead.run(
        pieces,
        [](std::string_view p, const auto&) {
            sleep_ms(5);
            return twice(p);
        },
        std::ref(all), &go_on, problem));
    CHECK(all.is_all_of(pieces));
    const auto problems = lead.take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0] == "Rank 1 has stopped working: its GPU is gone");
    CHECK(lead.take_problems().empty());
    CHECK(lead.again() == 2);
    CHECK(lead.end());
}

TEST_CASE("the run ends if rank 0 cannot work or if its caller stops it") {
    post_office post(1);
    test_channel first(post, 0);
    leader lead(first);
    taken all;
    std::string problem;
    CHECK_FALSE(lead.run(
        numbered(3),
        [](std::string_view, const auto&) -> piece_result { return {false, "there is no GPU"}; },
        std::ref(all), &go_on, problem));
    CHECK(says(problem, "there is no GPU"));
    problem.clear();
    int turns = 0;
    CHECK_FALSE(lead.run(
        numbered(3),
        [](std::string_view p, const std::function<bool()>& stopped) {
            while (!stopped()) sleep_ms(1);
            return twice(p);
        },
        std::ref(all), [&] { return ++turns < 5; }, problem));
    CHECK(problem.empty());
    CHECK(all.results.empty());
}

TEST_CASE("a piece goes to another rank when its time is over, and counts once") {
    dealer deal(2, 10);
    CHECK(deal.give(1, 0) == 0U);
    CHECK(deal.give(2, 1) == 1U);
    CHECK_FALSE(deal.give(3, 9));
    CHECK(deal.give(3, 11) == 0U); // the piece that was given away first
    CHECK(deal.give(1, 12) == 1U);
    CHECK_FALSE(deal.give(1, 13));
    CHECK_FALSE(deal.give(4, 30)); // both have twice the time now
    CHECK(deal.give(4, 31) == 0U);
    CHECK(deal.acknowledge(0));
    CHECK_FALSE(deal.acknowledge(0));
    CHECK_FALSE(deal.acknowledge(7));
    deal.leave(1);
    CHECK_FALSE(deal.give(5, 31)); // rank 2 still has it
    deal.leave(2);
    CHECK(deal.give(5, 31) == 1U);
    deal.leave(5);
    CHECK(deal.acknowledge(1)); // by a rank that was thought to be gone
    CHECK_FALSE(deal.give(6, 1000));
    CHECK(deal.all_done());
}

TEST_CASE("ranks of a host share its cores and GPUs") {
    const std::vector<bool> all(8, true);
    CHECK(cores_for(0, {all}) == 8);
    CHECK(cores_for(1, {all, all, all, all}) == 2);
    CHECK(cores_for(2, std::vector<std::vector<bool>>(16, all)) == 1);
    std::vector<bool> left(8), right(8);
    for (std::size_t k = 0; k < 8; ++k) (k < 6 ? left : right)[k] = true;
    CHECK(cores_for(0, {left, right}) == 6);
    CHECK(cores_for(1, {left, right}) == 2);
    CHECK(cores_for(2, {left, left, right}) == 2);

    const std::vector<std::string> four = {"0", "1", "GPU-ab", "3"};
    CHECK(devices_for({0, 1, 1}, four) == "0,1,GPU-ab,3");
    CHECK(devices_for({0, 2, 1}, four) == "0,GPU-ab");
    CHECK(devices_for({1, 2, 1}, four) == "1,3");
    CHECK(devices_for({2, 4, 1}, four) == "GPU-ab");
    CHECK(devices_for({5, 8, 1}, four) == "1");
    CHECK(devices_for({2, 3, 1}, {}).empty());

    const char* const before = std::getenv("CUDA_VISIBLE_DEVICES");
    const std::string kept = before != nullptr ? before : "";
    setenv("CUDA_VISIBLE_DEVICES", "2,GPU-x,5", 1);
    CHECK(visible_devices() == std::vector<std::string>{"2", "GPU-x", "5"});
    take_devices({1, 2, 1});
    CHECK(std::string(std::getenv("CUDA_VISIBLE_DEVICES")) == "GPU-x");
    setenv("CUDA_VISIBLE_DEVICES", "", 1);
    CHECK(visible_devices().empty());
    if (before != nullptr) {
        setenv("CUDA_VISIBLE_DEVICES", kept.c_str(), 1);
    } else {
        unsetenv("CUDA_VISIBLE_DEVICES");
    }
}

TEST_CASE("bytes are read as they were written, and missing ones are noticed") {
    const std::vector<std::string> words = {"a", "", std::string("\0b", 2)};
    const std::vector<int> numbers = {3, -4};
    const std::string bytes =
        byte_writer().put(std::uint64_t{7}).put("text").put(words).put(numbers).put(true).take();
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        CAPTURE(size);
        byte_reader in(std::string_view(bytes).substr(0, size));
        std::uint64_t seven = 0;
        std::string text;
        std::vector<std::string> some;
        std::vector<int> others;
        bool is_last = false;
        in.get(seven);
        in.get(text);
        in.get(some);
        in.get(others);
        in.get(is_last);
        CHECK(in.is_done() == (size == bytes.size()));
        if (!in.is_done()) continue;
        CHECK(seven == 7);
        CHECK(text == "text");
        CHECK(some == words);
        CHECK(others == numbers);
        CHECK(is_last);
    }
    // a length that is larger than any memory
    byte_reader damaged(std::string_view("\xff\xff\xff\xff\xff\xff\xff\x7f", 8));
    std::vector<int> none;
    CHECK_FALSE(damaged.get(none));
    CHECK_FALSE(damaged.good());
}
