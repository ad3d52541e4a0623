// How far a long run has come, for somebody who waits for it.
#include "progress.hpp"

#include "text.hpp"
#include <batt/io/json_document.hpp>
#include <chrono>
#include <ostream>
#include <utility>

namespace run_batt {

namespace {

/// "41 s", "3 min 5 s", "2 h 10 min".
std::string duration(double seconds) {
    const auto whole = static_cast<long long>(seconds + 0.5);
    constexpr long long minute = 60;
    constexpr long long hour = 60 * minute;
    if (whole < minute) return std::to_string(whole) + " s";
    if (whole < hour) {
        return std::to_string(whole / minute) + " min " + std::to_string(whole % minute) + " s";
    }
    return std::to_string(whole / hour) + " h " + std::to_string(whole % hour / minute) + " min";
}

} // namespace

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

progress::progress(std::ostream& out, progress_kind kind, std::size_t total, std::string unit,
                   clock now)
    : out_(out), kind_(kind), total_(total), unit_(std::move(unit)), now_(now), started_(now()) {}

progress::~progress() {
    if (kind_ == progress_kind::bar && shown_at_ >= 0) out_ << "\r\x1b[K" << std::flush;
}

void progress::show(std::size_t done, const std::string& name) {
    if (kind_ == progress_kind::none) return;
    const bool is_bar = kind_ == progress_kind::bar;
    const double seconds = now_() - started_;
    // A bar that is gone at once only flickers, and so does one that changes too often.
    const double patience = is_bar ? 0.5 : 5;
    const double pause = is_bar ? 0.1 : 5;
    if (seconds < patience || (shown_at_ >= 0 && seconds < shown_at_ + pause)) return;
    shown_at_ = seconds;
    const double rate = static_cast<double>(done) / seconds;
    std::string text = std::to_string(done) + " of " + std::to_string(total_) + " " + unit_;
    if (done > 0) {
        text += ", " + short_number(rate) + "/s, " +
                duration(static_cast<double>(total_ - std::min(done, total_)) / rate) + " left";
    }
    if (!is_bar) {
        out_ << "run_batt: " << text << ".\n" << std::flush;
        return;
    }
    constexpr std::size_t width = 24;
    const std::size_t filled = total_ ? std::min(done, total_) * width / total_ : width;
    out_ << "\r\x1b[K[" << std::string(filled, '#') << std::string(width - filled, '.') << "] "
         << text << ": " << batt::io::detail::printable(name) << std::flush;
}

} // namespace run_batt
