// Walks folders and the folders in them to find files, each only once, also where links lead back.
#pragma once

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace batt::io::detail {

/// Goes through folders and remembers what it has seen.
class folder_walk {
public:
    /// Whether a file or folder is seen for the first time, by whatever name.
    bool is_new(const std::filesystem::path& where) {
        std::error_code error;
        const auto real = std::filesystem::canonical(where, error);
        return seen_.insert(error ? where.string() : real.string()).second;
    }

    /// The files in a folder and in the folders in it, sorted, without hidden files and what Python
    /// compiled.
    /// @param is_wanted whether a file with this path is wanted.
    /// @param complain called with a path and what is wrong with it.
    template <class Wanted, class Complain>
    std::vector<std::filesystem::path> files(const std::filesystem::path& folder,
                                             const Wanted& is_wanted, const Complain& complain) {
        std::vector<std::filesystem::path> files, open = {folder};
        while (!open.empty()) {
            const std::filesystem::path here = std::move(open.back());
            open.pop_back();
            if (!is_new(here)) continue; // a link back up, among others
            std::error_code error;
            std::filesystem::directory_iterator entry(here, error);
            for (; !error && entry != std::filesystem::directory_iterator();
                 entry.increment(error)) {
                std::error_code ignored;
                const auto status = entry->status(ignored);
                if (is_left_out(entry->path())) continue;
                if (std::filesystem::is_directory(status)) {
                    open.push_back(entry->path());
                } else if (!is_wanted(entry->path())) {
                    continue;
                } else if (std::filesystem::is_regular_file(status)) {
                    files.push_back(entry->path());
                } else {
                    complain(entry->path(), "is not a readable file");
                }
            }
            if (error) complain(here, "the folder cannot be read");
        }
        std::sort(files.begin(), files.end());
        return files;
    }

private:
    static bool is_left_out(const std::filesystem::path& where) {
        const std::string name = where.filename().string();
        return name.starts_with('.') || name == "__pycache__";
    }

    std::set<std::string> seen_;
};

} // namespace batt::io::detail
