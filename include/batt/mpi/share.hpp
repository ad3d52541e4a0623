// Work that ranks share: rank 0 gives out pieces and collects the results, the others ask for them.
#pragma once

#include <atomic>
#include <batt/mpi/bytes.hpp>
#include <batt/mpi/channel.hpp>
#include <batt/mpi/dealer.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <system_error>
#include <thread>

namespace batt::mpi {

/// What a rank makes of a piece.
struct piece_result {
    bool good = false;
    std::string bytes; ///< the result, or a sentence if it is not good
};

/// Does a piece, on a thread of its own; calls `stopped` now and then to ask whether to give up.
using piece_work =
    std::function<piece_result(std::string_view piece, const std::function<bool()>& stopped)>;

namespace detail {

inline double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// The piece that a rank works on, on a thread beside the one that listens.
class piece_at_work {
public:
    explicit piece_at_work(const piece_work& work) : work_(work) {}
    ~piece_at_work() { cancel(); }
    piece_at_work(const piece_at_work&) = delete;
    piece_at_work& operator=(const piece_at_work&) = delete;

    bool is_busy() const { return result_.valid(); }
    void start(std::size_t number, std::string piece) {
        number_ = number;
        cancelled_ = false;
        auto job = [this, piece = std::move(piece)] { return attempt(piece); };
        try {
            result_ = std::async(std::launch::async, job);
        } catch (const std::system_error&) { // no thread can be started
            std::promise<piece_result> here;
            here.set_value(job());
            result_ = here.get_future();
        }
    }
    /// Waits for the piece, but at most so many seconds.
    bool is_done(double seconds) const {
        const std::chrono::duration<double> most(seconds);
        if (is_busy()) return result_.wait_for(most) == std::future_status::ready;
        if (seconds > 0) std::this_thread::sleep_for(most);
        return false;
    }
    std::size_t number() const { return number_; }
    piece_result take() { return result_.get(); }
    void cancel() {
        cancelled_ = true;
        if (is_busy()) result_.get();
    }

private:
    piece_result attempt(const std::string& piece) {
        try {
            return work_(piece, [this] { return cancelled_.load(); });
        } catch (const std::bad_alloc&) {
            return {false, "there is not enough memory for a piece of the work"};
        } catch (const std::exception& problem) {
            return {false, problem.what()};
        }
    }

    const piece_work& work_;
    std::size_t number_ = 0;
    std::atomic<bool> cancelled_ = false;
    std::future<piece_result> result_;
};

/// How long somebody with nothing to do sleeps: the longer there was nothing, the longer.
class pause {
public:
    void reset() { seconds_ = 2e-5; }
    double next() {
        constexpr double most = 1e-3;
        const double now = seconds_;
        seconds_ = std::min(2 * seconds_, most);
        return now;
    }

private:
    double seconds_ = 2e-5;
};

inline std::string with_number(std::size_t number, std::string_view bytes) {
    std::string all = byte_writer().put(std::uint64_t{number}).take();
    all += bytes;
    return all;
}

} // namespace detail

/// What rank 0 does: it gives out pieces, to the other ranks and to a thread of its own. A rank
/// that dies, or does not answer, costs the others its piece and not the run.
class leader {
public:
    /// @param patience a piece that is not finished after so many seconds also goes to a rank that
    ///     has nothing else to do.
    explicit leader(channel& ranks, double patience = 60)
        : ranks_(ranks), patience_(patience),
          is_here_(static_cast<std::size_t>(ranks.size()), true) {
        is_here_[0] = false;
    }
    ~leader() { end(); }
    leader(const leader&) = delete;
    leader& operator=(const leader&) = delete;

    /// Lets the ranks do pieces, each at least once.
    /// @param work does a piece on this rank
    /// @param take is called once for each piece, with its number and its result
    /// @param wait is called now and then; it returns false if nothing more should be done
    /// @return false if `wait` did, or, with a sentence, if this rank could not do a piece.
    bool run(const std::vector<std::string>& pieces, const piece_work& work,
             const std::function<void(std::size_t, std::string_view)>& take,
             const std::function<bool()>& wait, std::string& problem) {
        ++job_; // results of an earlier one no longer count
        dealer deal(pieces.size(), patience_);
        detail::piece_at_work own(work);
        detail::pause nap;
        while (!deal.all_done()) {
            if (!wait()) return false;
            bool is_idle = true;
            while (auto news = ranks_.receive()) {
                is_idle = false;
                hear(*news, deal, take);
            }
            if (own.is_busy() && own.is_done(0)) {
                is_idle = false;
                const piece_result result = own.take();
                if (!result.good) {
                    problem = result.bytes;
                    return false;
                }
                if (deal.acknowledge(own.number())) take(own.number(), result.bytes);
            }
            give(pieces, deal, own);
            if (is_idle) {
                own.is_done(nap.next());
            } else {
                nap.reset();
            }
        }
        return true;
    }

    /// Tells the other ranks that there is nothing more to do.
    /// @return whether each of them answered within so many seconds.
    bool end(double patience = 5) {
        if (!is_ended_) {
            for (std::size_t r = 0; r < is_here_.size(); ++r) {
                if (is_here_[r]) ranks_.send(static_cast<int>(r), subject::stop, {});
            }
        }
        is_ended_ = true;
        const double last = detail::seconds_now() + patience;
        detail::pause nap;
        const auto is_alone = [&] {
            return std::find(is_here_.begin(), is_here_.end(), true) == is_here_.end();
        };
        while (!is_alone() && detail::seconds_now() < last) {
            const auto news = ranks_.receive();
            if (news && news->about == subject::leave) {
                is_here_[static_cast<std::size_t>(news->from)] = false;
            } else if (!news) {
                std::this_thread::sleep_for(std::chrono::duration<double>(nap.next()));
            }
        }
        return is_alone();
    }

    /// Sentences about ranks that have stopped working, since the last call.
    std::vector<std::string> take_problems() { return std::exchange(problems_, {}); }
    /// How often a piece was given out again.
    std::size_t again() const { return again_; }

private:
    /// Tells the numbers of pieces of earlier jobs from those of this one.
    std::uint64_t outer(std::size_t number) const { return job_ << 40 | number; }
    std::optional<std::size_t> inner(std::uint64_t number) const {
        if (number >> 40 != job_) return std::nullopt;
        return number & ((std::uint64_t{1} << 40) - 1);
    }

    void hear(const message& news, dealer& deal,
              const std::function<void(std::size_t, std::string_view)>& take) {
        byte_reader in(news.bytes);
        std::uint64_t number = 0;
        switch (news.about) {
        case subject::ask: asking_.push_back(news.from); break;
        case subject::result:
            asking_.push_back(news.from);
            if (!in.get(number)) break;
            if (const auto k = inner(number); k && deal.acknowledge(*k)) take(*k, in.rest());
            break;
        case subject::failure:
            in.get(number);
            problems_.push_back("Rank " + std::to_string(news.from) +
                                " has stopped working: " + std::string(in.rest()));
            deal.leave(news.from);
            break;
        case subject::leave:
            is_here_[static_cast<std::size_t>(news.from)] = false;
            std::erase(asking_, news.from);
            deal.leave(news.from);
            break;
        default: break;
        }
        again_ = std::max(again_, deal.again());
    }
    void give(const std::vector<std::string>& pieces, dealer& deal, detail::piece_at_work& own) {
        const double now = detail::seconds_now();
        if (!own.is_busy()) {
            if (const auto k = deal.give(0, now)) own.start(*k, pieces[*k]);
        }
        for (std::size_t left = asking_.size(); left > 0; --left) {
            const int rank = asking_.front();
            asking_.pop_front();
            const auto k = deal.give(rank, now);
            if (k) {
                ranks_.send(rank, subject::piece, detail::with_number(outer(*k), pieces[*k]));
            } else {
                asking_.push_back(rank);
            }
        }
        again_ = std::max(again_, deal.again());
    }

    channel& ranks_;
    double patience_;
    std::vector<bool> is_here_; ///< whether each other rank is
    bool is_ended_ = false;
    std::deque<int> asking_; ///< idle ranks
    std::uint64_t job_ = 0;
    std::size_t again_ = 0;
    std::vector<std::string> problems_;
};

/// What every other rank does: it asks for pieces and does them until rank 0 says that there are
/// no more.
/// @param stopped says that this process should end; its current piece then goes to other ranks.
inline void follow(channel& ranks, const piece_work& work, const std::function<bool()>& stopped) {
    detail::piece_at_work own(work);
    detail::pause nap;
    ranks.send(0, subject::ask, {});
    for (;;) {
        const auto news = ranks.receive();
        if (stopped() || (news && news->about == subject::stop)) break;
        if (news && news->about == subject::piece) {
            byte_reader in(news->bytes);
            std::uint64_t number = 0;
            in.get(number);
            own.start(number, std::string(in.rest()));
            nap.reset();
        }
        if (own.is_busy() && own.is_done(0)) {
            const piece_result result = own.take();
            ranks.send(0, result.good ? subject::result : subject::failure,
                       detail::with_number(own.number(), result.bytes));
            nap.reset();
        } else if (!news) {
            own.is_done(nap.next());
        }
    }
    own.cancel();
    ranks.send(0, subject::leave, {});
}

} // namespace batt::mpi
