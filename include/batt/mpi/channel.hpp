// What the ranks of a run say to each other, whatever carries it.
#pragma once

#include <batt/mpi/host_share.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace batt::mpi {

/// What a message is about.
enum class subject : std::uint8_t {
    ask,     ///< to rank 0: asks for a piece
    piece,   ///< from rank 0: its number and its content
    result,  ///< to rank 0: the number of a piece and its result
    failure, ///< to rank 0: the number of a piece and a sentence
    stop,    ///< from rank 0: there is nothing more to do
    leave    ///< to rank 0: the last message of a rank
};

/// A message that has arrived.
struct message {
    int from = 0;
    subject about = subject::ask;
    std::string bytes;
};

/// Ranks 0 to size() - 1, processes that run the same program. One thread of each uses it.
class channel {
public:
    virtual ~channel() = default;
    virtual int rank() const = 0;
    virtual int size() const = 0;
    /// This rank among those of its host.
    virtual host_place place() const = 0;
    /// Sends a message and does not wait until it is read. A message to a rank that is gone is
    /// lost.
    virtual void send(int to, subject about, std::string bytes) = 0;
    /// A message that has arrived, if there is one; messages from rank A to B arrive in order.
    virtual std::optional<message> receive() = 0;
    /// The bytes that rank 0 passes, on every rank; all ranks must call it.
    virtual std::string broadcast(std::string bytes) = 0;
    /// Ends all processes of the run at once, this one with the given exit code: where a rank does
    /// not answer, there is no other way to end.
    virtual void abandon(int exit) = 0;
};

} // namespace batt::mpi
