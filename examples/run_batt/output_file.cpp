// Files that a run writes: opened before it begins, and replaced only by what is complete.
#include "output_file.hpp"

#include <batt/io/json_document.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace run_batt {

namespace fs = std::filesystem;

namespace {

mode_t usual_mode() {
    const mode_t mask = umask(0);
    umask(mask);
    constexpr mode_t all = 0666;
    return all & ~mask;
}

/// What may not be replaced by another file: a device, a pipe, an open file of this process.
bool is_written_in_place(const fs::path& path, const struct stat& there) {
    const std::string name = path.string();
    return !S_ISREG(there.st_mode) || name.starts_with("/dev/") || name.starts_with("/proc/");
}

} // namespace

output_file::output_file(const std::string& path) : name_(path), place_(path) {
    struct stat there {};
    const bool exists = stat(path.c_str(), &there) == 0;
    if (exists && is_written_in_place(place_, there)) {
        descriptor_ = open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) refuse(errno);
        return;
    }
    if (exists && access(path.c_str(), W_OK) != 0) {
        refuse(errno);
        return;
    }
    // A link stays a link: what it leads to is replaced.
    std::error_code error;
    const fs::path target = fs::canonical(place_, error);
    if (!error) place_ = target;
    std::string draft = place_.string() + ".XXXXXX";
    descriptor_ = mkostemp(draft.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
        refuse(errno);
        return;
    }
    draft_ = draft;
    constexpr mode_t permissions = 07777;
    // If it cannot have that mode, it keeps a stricter one.
    if (fchmod(descriptor_, exists ? there.st_mode & permissions : usual_mode()) != 0) errno = 0;
}

output_file::~output_file() {
    close();
    std::error_code ignored;
    if (!draft_.empty()) fs::remove(draft_, ignored);
}

bool output_file::refuse(int error) {
    problem_ = "The file " + batt::io::detail::printable(name_) +
               " cannot be written: " + std::strerror(error) + ".";
    return false;
}

void output_file::close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

bool output_file::write(const std::string& text) {
    if (!problem_.empty()) return false;
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t some = ::write(descriptor_, text.data() + done, text.size() - done);
        if (some < 0 && errno == EINTR) continue;
        if (some < 0) return refuse(errno);
        done += static_cast<std::size_t>(some);
    }
    return true;
}

bool output_file::keep() {
    if (!problem_.empty()) return false;
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) return refuse(errno);
    if (draft_.empty()) return true;
    if (std::rename(draft_.c_str(), place_.c_str()) != 0) return refuse(errno);
    draft_.clear();
    return true;
}

} // namespace run_batt
