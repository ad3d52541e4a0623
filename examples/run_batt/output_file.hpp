// Files that a run writes: opened before it begins, and replaced only by what is complete.
#pragma once

#include <filesystem>
#include <string>

namespace run_batt {

/// A file that is being written beside its place, and takes the place once it is complete. If it
/// never is, what was there before stays. Devices and pipes are written in place.
class output_file {
public:
    /// Opens the file; see problem().
    explicit output_file(const std::string& path);
    /// Removes what was not kept.
    ~output_file();
    output_file(const output_file&) = delete;
    output_file& operator=(const output_file&) = delete;

    /// Why the file cannot be written, as a sentence; empty if it can.
    const std::string& problem() const { return problem_; }
    /// The name that the user gave it.
    const std::string& name() const { return name_; }
    /// Where the text is until it is kept, for whoever wants to read it back; empty for a device.
    std::filesystem::path draft() const { return draft_; }

    /// Adds text.
    /// @return false, with a problem, if that is not possible.
    bool write(const std::string& text);
    /// Lets the file take its place; after that nothing more can be written.
    /// @return false, with a problem, if that is not possible.
    bool keep();

private:
    bool refuse(int error);
    void close();

    std::string name_;
    std::filesystem::path place_;
    std::filesystem::path draft_;
    std::string problem_;
    int descriptor_ = -1;
};

} // namespace run_batt
