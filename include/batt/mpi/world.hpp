// The ranks that mpirun started, as a channel. Needs MPI (mpi.h), at least version 3.
#pragma once

#include <batt/mpi/channel.hpp>
#include <batt/mpi/host_share.hpp>
#include <list>
#include <sched.h>

// MPI's header still brings the C++ bindings of before 2012, and warnings with them.
#ifndef OMPI_SKIP_MPICXX
#define OMPI_SKIP_MPICXX 1
#endif
#ifndef MPICH_SKIP_MPICXX
#define MPICH_SKIP_MPICXX 1
#endif
#include <mpi.h>

namespace batt::mpi {

/// All ranks of MPI_COMM_WORLD. There is one at a time, for as long as the process uses MPI: if MPI
/// is not initialised yet, it initialises MPI and ends it, too.
class world final : public channel {
public:
    world() {
        int is_initialized = 0;
        MPI_Initialized(&is_initialized);
        is_owner_ = is_initialized == 0;
        int provided = 0;
        if (is_owner_) MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
        MPI_Comm_dup(MPI_COMM_WORLD, &all_);
        // the end of another rank must not end this one
        MPI_Comm_set_errhandler(all_, MPI_ERRORS_RETURN);
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
        MPI_Comm_rank(all_, &rank_);
        MPI_Comm_size(all_, &size_);
        find_place();
    }
    /// Waits for all ranks, so all of them must come to an end; see abandon().
    ~world() override {
        while (!sent_.empty() && drop_sent()) {}
        MPI_Comm_free(&all_);
        if (is_owner_) MPI_Finalize();
    }
    world(const world&) = delete;
    world& operator=(const world&) = delete;

    int rank() const override { return rank_; }
    int size() const override { return size_; }
    host_place place() const override { return place_; }

    void send(int to, subject about, std::string bytes) override {
        sent_.push_back({std::move(bytes), MPI_REQUEST_NULL});
        outgoing& one = sent_.back();
        const bool fits = one.bytes.size() <= most_bytes;
        if (!fits || MPI_Isend(one.bytes.data(), static_cast<int>(one.bytes.size()), MPI_BYTE, to,
                               static_cast<int>(about), all_, &one.request) != MPI_SUCCESS) {
            sent_.pop_back();
        }
        drop_sent();
    }
    std::optional<message> receive() override {
        drop_sent();
        int has_come = 0;
        MPI_Status status;
        if (MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, all_, &has_come, &status) != MPI_SUCCESS ||
            has_come == 0) {
            return std::nullopt;
        }
        int count = 0;
        MPI_Get_count(&status, MPI_BYTE, &count);
        message news{status.MPI_SOURCE, static_cast<subject>(status.MPI_TAG),
                     std::string(static_cast<std::size_t>(count), '\0')};
        if (MPI_Recv(news.bytes.data(), count, MPI_BYTE, news.from, status.MPI_TAG, all_,
                     MPI_STATUS_IGNORE) != MPI_SUCCESS) {
            return std::nullopt;
        }
        return news;
    }
    std::string broadcast(std::string bytes) override {
        std::uint64_t size = bytes.size();
        MPI_Bcast(&size, sizeof size, MPI_BYTE, 0, all_);
        bytes.resize(size);
        for (std::size_t at = 0; at < bytes.size(); at += most_bytes) {
            const auto part = static_cast<int>(std::min(most_bytes, bytes.size() - at));
            MPI_Bcast(bytes.data() + at, part, MPI_BYTE, 0, all_);
        }
        return bytes;
    }

    void abandon(int exit) override {
        MPI_Abort(all_, exit);
        std::_Exit(exit);
    }

private:
    struct outgoing {
        std::string bytes;
        MPI_Request request;
    };
    /// nvcc 13.0 stops with an internal error at a container of a type that only a typedef names.
    struct core_set {
        cpu_set_t cores;
    };
    static constexpr std::size_t most_bytes = std::size_t{1} << 30;

    /// Forgets what has been sent; always true.
    bool drop_sent() {
        std::erase_if(sent_, [](outgoing& one) {
            int is_sent = 0;
            return MPI_Test(&one.request, &is_sent, MPI_STATUS_IGNORE) != MPI_SUCCESS ||
                   is_sent != 0;
        });
        return true;
    }
    void find_place() {
        MPI_Comm host = MPI_COMM_NULL;
        MPI_Comm_split_type(all_, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &host);
        MPI_Comm_rank(host, &place_.rank);
        MPI_Comm_size(host, &place_.ranks);
        core_set mine;
        CPU_ZERO(&mine.cores);
        sched_getaffinity(0, sizeof mine.cores, &mine.cores);
        std::vector<core_set> sets(static_cast<std::size_t>(place_.ranks));
        MPI_Allgather(&mine, sizeof mine, MPI_BYTE, sets.data(), sizeof mine, MPI_BYTE, host);
        MPI_Comm_free(&host);
        std::vector<std::vector<bool>> allowed;
        for (const core_set& set : sets) {
            std::vector<bool>& one = allowed.emplace_back();
            for (std::size_t core = 0; core < CPU_SETSIZE; ++core)
                one.push_back(CPU_ISSET(core, &set.cores));
        }
        place_.cores = cores_for(place_.rank, allowed);
    }

    bool is_owner_ = false;
    MPI_Comm all_ = MPI_COMM_NULL;
    int rank_ = 0;
    int size_ = 1;
    host_place place_;
    std::list<outgoing> sent_;
};

} // namespace batt::mpi
