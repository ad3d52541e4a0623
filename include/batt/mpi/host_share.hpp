// Which of a host's cores and GPUs a rank uses where several ranks are on the host.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace batt::mpi {

/// A rank among those of its host.
struct host_place {
    int rank = 0;
    int ranks = 1;
    /// Its own cores: of a core that several ranks may use, each has a part.
    int cores = 1;
};

/// The number of cores for a rank, some of which it may share with others.
/// @param allowed for each rank of the host whether it may use each core
inline int cores_for(int rank, const std::vector<std::vector<bool>>& allowed) {
    const std::vector<bool>& mine = allowed[static_cast<std::size_t>(rank)];
    double share = 0;
    for (std::size_t core = 0; core < mine.size(); ++core) {
        if (!mine[core]) continue;
        const auto users = std::count_if(allowed.begin(), allowed.end(),
                                         [&](const auto& one) { return one[core]; });
        share += 1.0 / static_cast<double>(users);
    }
    return std::max(1, static_cast<int>(std::lround(share)));
}

/// The GPUs of a host for one of its ranks, as the environment variable CUDA_VISIBLE_DEVICES names
/// them: each rank has GPUs of its own if there are enough, and shares one if not.
/// @param devices the names of all GPUs
inline std::string devices_for(const host_place& place, const std::vector<std::string>& devices) {
    std::string own;
    const auto count = static_cast<int>(devices.size());
    for (int d = 0; d < count; ++d) {
        const bool is_own =
            place.ranks <= count ? d % place.ranks == place.rank : d == place.rank % count;
        if (is_own) own += (own.empty() ? "" : ",") + devices[static_cast<std::size_t>(d)];
    }
    return own;
}

/// The names of the GPUs that this process may use: those of CUDA_VISIBLE_DEVICES, or all.
inline std::vector<std::string> visible_devices() {
    std::vector<std::string> names;
    if (const char* const visible = std::getenv("CUDA_VISIBLE_DEVICES")) {
        std::string name;
        for (const char* c = visible;; ++c) {
            if (*c != ',' && *c != '\0') {
                name += *c;
                continue;
            }
            if (!name.empty()) names.push_back(std::move(name));
            name.clear();
            if (*c == '\0') return names;
        }
    }
    std::error_code error;
    std::filesystem::directory_iterator entry("/dev", error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        constexpr std::string_view prefix = "nvidia";
        if (!name.starts_with(prefix) || name.size() == prefix.size()) continue;
        if (name.find_first_not_of("0123456789", prefix.size()) != std::string::npos) continue;
        names.push_back(std::to_string(names.size())); // CUDA numbers those that are present
    }
    return names;
}

/// Lets this process see only its share of the GPUs. To be called before anything asks for GPUs.
inline void take_devices(const host_place& place) {
    const std::vector<std::string> all = visible_devices();
    if (place.ranks <= 1 || all.size() <= 1) return;
    setenv("CUDA_VISIBLE_DEVICES", devices_for(place, all).c_str(), 1);
}

} // namespace batt::mpi
