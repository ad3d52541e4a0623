// Samples in the memory of a GPU; without CUDA there are none.
#include "resident.hpp"

#include <batt/exec/device_batch.hpp>

namespace batt::bench {

#if defined(__CUDACC__)

struct resident::memory {
    device_batch in, expected;
};

static std::string copy(const batch_view& from, device_batch& there, batch_view& to) {
    auto copied = device_batch::copy(from);
    if (!copied) return copied.error().text;
    there = std::move(*copied);
    to = there.view();
    return "";
}

std::string resident::bring(const sample_view& from) {
    view_ = from;
    std::string why = copy(from.in, memory_->in, view_.in);
    return why.empty() ? copy(from.expected, memory_->expected, view_.expected) : why;
}

#else

struct resident::memory {};

std::string resident::bring(const sample_view& from) {
    view_ = from;
    return "this program was built without CUDA";
}

#endif

resident::resident() : memory_(std::make_unique<memory>()) {}
resident::~resident() = default;

} // namespace batt::bench
