// The journal of a run: a file with everything that has been finished, so that the next run goes
// on from there, wherever the last one was stopped.
#pragma once

#include <batt/exec/report.hpp>
#include <batt/mpi/bytes.hpp>
#include <batt/mpi/digest.hpp>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <optional>
#include <sys/file.h>
#include <unistd.h>

namespace batt::mpi {

/// What a run depends on: a name for each part ("programs"), and a digest of it.
using run_identity = std::vector<std::pair<std::string, digest>>;

/// A file of records that only grows. Each record has its length and a digest that continues the
/// one of the record before it. So a record that was cut off or damaged, by a kill or a power cut
/// in the middle of a write, is recognised, and so is one that is not in its place. A file is open
/// in one process at a time. Needs no MPI.
class journal {
public:
    journal() = default;
    ~journal() { close(); }
    journal(const journal&) = delete;
    journal& operator=(const journal&) = delete;

    /// Opens a file, which need not exist yet, and calls `take` with every whole record in order.
    /// What follows the last whole record is cut off.
    /// @return a sentence if it cannot be opened or is that of another run; it is not changed then.
    std::optional<std::string> open(const std::string& path, const run_identity& run,
                                    const std::function<void(std::string_view)>& take) {
        path_ = path;
        file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file_ < 0) return refused("cannot be opened", errno);
        if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
            return errno == EWOULDBLOCK ? refused("is in use by another run")
                                        : refused("cannot be locked", errno);
        }
        std::string text;
        if (const int why = read_all(text)) return refused("cannot be read", why);
        const std::string head = head_of(run);
        if (text.size() < head.size() && head.starts_with(text)) { // new, or cut off in its head
            end_ = 0;
            last_ = digest_of(head);
            dropped_ = text.size();
            if (ftruncate(file_, 0) != 0 || !write(head))
                return refused("cannot be written", errno);
            sync();
            sync_folder();
            return std::nullopt;
        }
        if (!text.starts_with(head)) return refused(why_not(text, run));
        last_ = digest_of(head);
        end_ = head.size();
        std::string_view left = std::string_view(text).substr(head.size());
        while (const auto record = next(left)) {
            take(*record);
            ++records_;
        }
        dropped_ = left.size();
        if (dropped_ > 0 && ftruncate(file_, static_cast<off_t>(end_)) != 0) {
            return refused("cannot be written", errno);
        }
        return std::nullopt;
    }

    bool is_open() const { return file_ >= 0; }
    /// Whole records that were there when it was opened.
    std::size_t records() const { return records_; }
    /// Bytes that were there but belonged to no whole record.
    std::size_t dropped() const { return dropped_; }

    /// Adds a record; records older than a second are then safely on the disk.
    /// @return a sentence if that is not possible: the journal is closed then, with whole records.
    std::optional<std::string> add(std::string_view record) {
        if (!is_open()) return std::nullopt;
        byte_writer out;
        const digest sum = digest_of(record, last_);
        out.put(record).put(sum);
        if (!write(out.bytes())) {
            const int why = errno;
            // what is left of it would be dropped by the next run, too
            [[maybe_unused]] const int cut = ftruncate(file_, static_cast<off_t>(end_));
            return refused("cannot be written", why);
        }
        last_ = sum;
        const auto now = std::chrono::steady_clock::now();
        if (now - synced_ > std::chrono::seconds(1)) sync();
        return std::nullopt;
    }

    /// Closes the file, so that others can use it.
    void close() {
        if (file_ < 0) return;
        fdatasync(file_);
        ::close(file_);
        file_ = -1;
    }

private:
    static constexpr std::string_view magic = "batt journal 1\n";

    std::string refused(const std::string& what, int error = 0) {
        if (file_ >= 0) ::close(file_);
        file_ = -1;
        return "The journal " + path_ + " " + what +
               (error != 0 ? std::string(": ") + std::strerror(error) : std::string()) + ".";
    }
    static std::string head_of(const run_identity& run) {
        byte_writer out;
        out.put(std::uint64_t{run.size()});
        for (const auto& [name, sum] : run) out.put(name).put(sum);
        const digest sum = digest_of(out.bytes());
        return std::string(magic) + byte_writer().put(out.bytes()).put(sum).take();
    }
    /// Why a file with this text is not the journal of a run.
    static std::string why_not(std::string_view text, const run_identity& run) {
        const std::string other = "belongs to another run: ";
        if (!text.starts_with(magic)) return "is not a journal";
        byte_reader in(text.substr(magic.size()));
        std::string head;
        digest sum;
        if (!in.get(head) || !in.get(sum) || sum != digest_of(head))
            return "has a damaged beginning";
        byte_reader parts(head);
        std::uint64_t count = 0;
        parts.get(count);
        std::string differing;
        for (const auto& [name, mine] : run) {
            std::string there;
            digest its;
            if (parts.get(there) && parts.get(its) && there == name && its == mine) continue;
            differing += (differing.empty() ? "" : " and ") + name;
        }
        return other + "its " + (differing.empty() ? "parts" : differing) +
               " are different. Use another file, or none, to begin anew";
    }
    /// The next record of what is left; nothing if it is not whole.
    std::optional<std::string_view> next(std::string_view& left) {
        std::uint64_t size = 0;
        digest sum;
        byte_reader in(left);
        if (!in.get(size) || size > in.rest().size() || in.rest().size() - size < sizeof sum) {
            return std::nullopt;
        }
        const std::string_view record = in.rest().substr(0, size);
        byte_reader(in.rest().substr(size)).get(sum);
        if (sum != digest_of(record, last_)) return std::nullopt;
        last_ = sum;
        const std::size_t whole = sizeof size + size + sizeof sum;
        left.remove_prefix(whole);
        end_ += whole;
        return record;
    }
    int read_all(std::string& text) {
        constexpr std::size_t part = std::size_t{1} << 20;
        for (;;) {
            const std::size_t before = text.size();
            text.resize(before + part);
            const ssize_t got = ::read(file_, text.data() + before, part);
            text.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
            if (got < 0 && errno != EINTR) return errno;
            if (got == 0) return 0;
        }
    }
    bool write(std::string_view bytes) {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t some = pwrite(file_, bytes.data() + done, bytes.size() - done,
                                        static_cast<off_t>(end_ + done));
            if (some < 0 && errno == EINTR) continue;
            if (some <= 0) return false;
            done += static_cast<std::size_t>(some);
        }
        end_ += done;
        return true;
    }
    void sync() {
        fdatasync(file_);
        synced_ = std::chrono::steady_clock::now();
    }
    /// Makes sure that the disk knows of a new file, too.
    void sync_folder() const {
        const auto folder = std::filesystem::path(path_).parent_path();
        const int at = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
        if (at < 0) return;
        fsync(at);
        ::close(at);
    }

    std::string path_;
    int file_ = -1;
    std::size_t end_ = 0; ///< of the last whole record
    digest last_;         ///< of it
    std::size_t records_ = 0;
    std::size_t dropped_ = 0;
    std::chrono::steady_clock::time_point synced_{};
};

} // namespace batt::mpi
