// Values as bytes, for messages and journals: what one process writes another one reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace batt::mpi {

/// Writes values one after the other. All processes of a run are alike, so numbers are written as
/// they are in memory.
class byte_writer {
public:
    /// A value that is nothing but its bytes.
    template <class T>
        requires std::is_trivially_copyable_v<T>
    byte_writer& put(const T& value) {
        return put_raw(&value, sizeof value);
    }
    /// Text, with its length before it.
    byte_writer& put(std::string_view text) {
        put(std::uint64_t{text.size()});
        return put_raw(text.data(), text.size());
    }
    byte_writer& put(const std::string& text) { return put(std::string_view(text)); }
    byte_writer& put(const char* text) { return put(std::string_view(text)); }
    /// A list, with its length before it.
    template <class T>
    byte_writer& put(const std::vector<T>& list) {
        put(std::uint64_t{list.size()});
        if constexpr (std::is_trivially_copyable_v<T>) {
            put_raw(list.data(), list.size() * sizeof(T));
        } else {
            for (const T& one : list) put(one);
        }
        return *this;
    }

    const std::string& bytes() const { return bytes_; }
    /// What has been written; afterwards the writer is empty.
    std::string take() { return std::exchange(bytes_, {}); }

private:
    byte_writer& put_raw(const void* from, std::size_t count) {
        if (count > 0) bytes_.append(static_cast<const char*>(from), count);
        return *this;
    }

    std::string bytes_;
};

/// Reads what a byte_writer wrote. What is missing reads as nothing, and is noted: for bytes of a
/// damaged file `good()` becomes false, and memory of others is never read.
class byte_reader {
public:
    explicit byte_reader(std::string_view bytes) : left_(bytes) {}

    template <class T>
        requires std::is_trivially_copyable_v<T>
    bool get(T& value) {
        if (!has(sizeof value)) return false;
        get_raw(&value, sizeof value);
        return true;
    }
    bool get(std::string& text) {
        std::uint64_t size = 0;
        if (!get(size) || !has(size)) return false;
        text.assign(left_.substr(0, size));
        left_.remove_prefix(size);
        return true;
    }
    template <class T>
    bool get(std::vector<T>& list) {
        list.clear();
        std::uint64_t size = 0;
        if (!get(size)) return false;
        if constexpr (std::is_trivially_copyable_v<T>) {
            if (size > left_.size() / sizeof(T)) return good_ = false;
            list.resize(size);
            get_raw(list.data(), size * sizeof(T));
        } else {
            for (std::uint64_t k = 0; k < size; ++k) {
                T one;
                if (!get(one)) return false;
                list.push_back(std::move(one));
            }
        }
        return true;
    }

    /// Notes that what was read is not possible.
    void refuse() { good_ = false; }
    /// Whether everything that was asked for was there.
    bool good() const { return good_; }
    /// Whether it was, and nothing is left to read.
    bool is_done() const { return good_ && left_.empty(); }
    /// What has not been read.
    std::string_view rest() const { return left_; }

private:
    bool has(std::uint64_t count) {
        if (count > left_.size()) good_ = false;
        return good_;
    }
    void get_raw(void* to, std::size_t count) {
        if (count > 0) std::memcpy(to, left_.data(), count);
        left_.remove_prefix(count);
    }

    std::string_view left_;
    bool good_ = true;
};

} // namespace batt::mpi
