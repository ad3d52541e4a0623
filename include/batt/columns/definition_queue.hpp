// What waits for the definition while columns work: what certainly needs it, and what may.
#pragma once

#include <batt/columns/by_definition.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Threads of the host that run programs on samples by definition, in the order in which it becomes
/// known what needs it. Each runs once, however often it is added.
class definition_queue {
public:
    /// What finds programs on samples that need the definition. Any thread may call it, once.
    using finder = std::function<std::vector<left_over>()>;

    /// places: of the verdicts. device: which holds samples, or null. All must outlive this.
    definition_queue(const program_set& programs, const sample_view& data, device_runner* device,
                     const run_options& options, run_report& report, std::size_t places)
        : options_(options), at_hand_(data, device),
          run_(programs, data, at_hand_, options, report), taken_(places) {}
    ~definition_queue() {
        give_up();                                // if all has run, nothing is left
        if (threads_.joinable()) threads_.join(); // before what they use
    }
    definition_queue(const definition_queue&) = delete;
    definition_queue& operator=(const definition_queue&) = delete;

    /// The threads begin; without them all runs in `finish`.
    void start() {
        batt::detail::within_memory([&] {
            threads_ = std::jthread([this] {
                work_on_all(~std::size_t{0});
                const std::lock_guard lock(mutex_);
                ended_ = true;
                changed_.notify_all();
            });
        });
    }
    /// Something that finds what needs the definition. A thread calls it as soon as one can.
    void add(finder f) { put({std::move(f), true}); }
    /// Something that finds what may need the definition: this runs as long as there is nothing
    /// that certainly does.
    void guess(finder f) { put({std::move(f), false}); }
    /// Nothing is guessed any more but what runs already.
    void end_guesses() {
        const std::lock_guard lock(mutex_);
        std::erase_if(finders_, [](const search& s) { return !s.is_certain; });
        guesses_.clear();
    }
    /// Ends guessing, and waits until everything has been found that is to be found and no guess
    /// runs: then the definition changes no verdict but those that are certainly its own.
    void settle() {
        end_guesses();
        while (find_one()) {}
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] {
            guesses_.clear();
            return guessing_ == 0 && finding_ == 0;
        });
    }
    /// Whether the definition gives this verdict, or has given it, and it was no guess.
    bool is_certain(std::size_t place) const {
        return flag(place).load(std::memory_order_relaxed) == certain;
    }
    /// Runs all that was added, and ends the threads. False with an error if memory ran out or a
    /// device failed.
    bool finish(error_message& error) {
        while (find_one()) {}
        std::size_t waiting = 0;
        {
            const std::lock_guard lock(mutex_);
            for (const list& l : certain_) waiting += l.items.size() - l.next;
        }
        close();
        if (threads_.joinable())
            wait_for_threads();
        else
            work_on_all(waiting);
        if (!has_memory_)
            error.text = "there is no memory for the samples of programs run by definition";
        else if (!error_.text.empty())
            error = error_;
        else
            return true;
        return false;
    }

private:
    struct search {
        finder find;
        bool is_certain;
    };
    /// What has been taken of a verdict.
    static constexpr unsigned char nothing = 0, guessed = 1, certain = 2;
    /// Programs on samples in the order in which they run.
    struct list {
        std::vector<left_over> items;
        std::size_t at_once, next = 0;
    };
    /// One of several that are at work, already counted, for which `settle` may wait.
    class at_work {
    public:
        at_work(definition_queue& of, int& count) : of_(of), count_(count) {}
        at_work(const at_work&) = delete;
        at_work& operator=(const at_work&) = delete;
        ~at_work() {
            const std::lock_guard lock(of_.mutex_);
            if (--count_ == 0) of_.changed_.notify_all();
        }

    private:
        definition_queue& of_;
        int& count_;
    };

    std::atomic_ref<unsigned char> flag(std::size_t place) const {
        return std::atomic_ref(taken_[place]);
    }
    /// Whether a verdict is to be given, which nobody else gives then.
    bool take(const left_over& l, unsigned char as) {
        unsigned char was = nothing;
        return flag(l.place).compare_exchange_strong(was, as, std::memory_order_relaxed);
    }
    void put(search s) {
        const std::lock_guard lock(mutex_);
        finders_.push_back(std::move(s));
        changed_.notify_one();
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }
    /// Nothing more runs: what is left has no meaning.
    void give_up() {
        const std::lock_guard lock(mutex_);
        given_up_ = true;
        changed_.notify_all();
    }
    void lack_memory() {
        has_memory_ = false;
        give_up();
    }
    void fail(const error_message& why) {
        {
            const std::lock_guard lock(mutex_);
            error_ = why;
        }
        give_up();
    }
    /// Asks the user's function, which may take its time.
    void ask_for_stop() {
        if (batt::detail::is_stopped(options_)) give_up();
    }
    /// It may matter to the user's function which thread asks it: this one does, too.
    void wait_for_threads() {
        for (std::unique_lock lock(mutex_); !ended_;) {
            changed_.wait_for(lock, between_questions);
            lock.unlock();
            ask_for_stop();
            lock.lock();
        }
        threads_.join();
    }
    void work_on_all(std::size_t most) {
        if (!batt::detail::on_own_threads(options_.threads, most, [this] { work(); }))
            lack_memory();
    }
    void work() {
        definition_run::worker w;
        std::vector<left_over> some;
        for (;;) {
            while (find_one()) {}
            bool is_guess = false;
            if (!next(some, is_guess, w)) return;
            std::optional<at_work> guess;
            if (is_guess) guess.emplace(*this, guessing_);
            for (const left_over& l : some) {
                ask_for_stop();
                if (given_up_) return;
                run_.define(l, w);
            }
        }
    }
    /// Calls one that waits; false if there is none.
    bool find_one() {
        search s;
        {
            const std::lock_guard lock(mutex_);
            if (finders_.empty()) return false;
            s = std::move(finders_.front());
            finders_.pop_front();
            ++finding_;
        }
        const at_work found(*this, finding_);
        if (!batt::detail::within_memory([&] { put(s.find(), s.is_certain); })) lack_memory();
        return true;
    }
    void put(std::vector<left_over> found, bool is_certain) {
        if (is_certain) std::erase_if(found, [&](const left_over& l) { return !take(l, certain); });
        if (found.empty()) return;
        run_.sort(found);
        std::vector<std::size_t> samples;
        for (const left_over& l : found)
            if (samples.empty() || samples.back() != l.sample) samples.push_back(l.sample);
        error_message error;
        if (!at_hand_.bring(std::move(samples), error)) return fail(error);
        const std::lock_guard lock(mutex_);
        // One hundredth of them may take most of the time, and stand together.
        const std::size_t at_once = std::clamp<std::size_t>(found.size() / 1024, 1, 64);
        (is_certain ? certain_ : guesses_).push_back({std::move(found), is_certain ? at_once : 1});
        changed_.notify_all();
    }
    /// What a thread runs next; waits for it as long as something can come. False: nothing will.
    bool next(std::vector<left_over>& some, bool& is_guess, definition_run::worker& w) {
        some.clear();
        std::unique_lock lock(mutex_);
        for (bool is_idle = false;; is_idle = true) {
            if (given_up_) return false;
            if (!finders_.empty()) return true;
            if (take_from(certain_, some, [](const left_over&) { return true; })) return true;
            if (take_from(guesses_, some, [&](const left_over& l) { return take(l, guessed); })) {
                ++guessing_;
                return is_guess = true;
            }
            if (closed_ && finding_ == 0) return false;
            if (is_idle) changed_.wait_for(lock, between_questions);
            lock.unlock();
            // in the end it would take the time of who waits for the threads
            if (!is_idle) {
                w.forget();
                reference::dynamic::give_back_left_memory();
            }
            ask_for_stop();
            lock.lock();
        }
    }
    /// The next of the first list that has such ones.
    template <class F>
    static bool take_from(std::deque<list>& all, std::vector<left_over>& some, const F& wanted) {
        while (some.empty() && !all.empty()) {
            list& l = all.front();
            while (l.next < l.items.size() && some.size() < l.at_once)
                if (const left_over& one = l.items[l.next++]; wanted(one)) some.push_back(one);
            if (l.next == l.items.size()) all.pop_front();
        }
        return !some.empty();
    }

    static constexpr std::chrono::milliseconds between_questions{50};

    const run_options& options_;
    samples_at_hand at_hand_;
    definition_run run_;
    mutable std::vector<unsigned char> taken_; ///< of each verdict, as above
    std::jthread threads_;                     ///< which starts the others
    std::atomic<bool> has_memory_ = true, given_up_ = false;

    std::mutex mutex_; ///< of all that follows
    std::condition_variable changed_;
    std::deque<search> finders_;
    std::deque<list> certain_, guesses_;
    int finding_ = 0, guessing_ = 0;
    bool closed_ = false; ///< nothing is added any more
    bool ended_ = false;  ///< the threads are over
    error_message error_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
