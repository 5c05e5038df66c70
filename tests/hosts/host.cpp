// The header in C++: handles that free themselves, statuses that become exceptions, a callback that reads a stream.
// Prints reports as JSON Lines, which the test holds against the library's own. Arguments: files to check.

#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "seedance_preflight.h"

namespace {

void require(sdpf_status status) {
    if (status != SDPF_STATUS_OK) {
        throw std::runtime_error(sdpf_status_text(status));
    }
}

template <auto Free> struct Freed {
    template <typename T> void operator()(T *handle) const { Free(handle); }
};

using Options = std::unique_ptr<sdpf_options, Freed<sdpf_options_free>>;
using Report = std::unique_ptr<sdpf_report, Freed<sdpf_report_free>>;
using Assets = std::unique_ptr<sdpf_assets, Freed<sdpf_assets_free>>;
using Text = std::unique_ptr<char, Freed<sdpf_string_free>>;

// Makes a handle by a function whose last argument is where to put it.
template <typename Owner, typename Function, typename... Arguments>
Owner make(Function function, Arguments... arguments) {
    typename Owner::pointer handle = nullptr;
    require(function(arguments..., &handle));
    return Owner(handle);
}

std::string json_of(const Report &report) {
    const char *json = nullptr;
    require(sdpf_report_json(report.get(), &json));
    return json;
}

// Exceptions must not leave a callback, so that a stream that throws becomes a number.
extern "C" int64_t read_stream(void *user, uint64_t offset, uint8_t *buffer, size_t length) {
    try {
        auto &stream = *static_cast<std::istream *>(user);
        stream.clear();
        stream.seekg(static_cast<std::streamoff>(offset));
        stream.read(reinterpret_cast<char *>(buffer), static_cast<std::streamsize>(length));
        return stream.gcount();
    } catch (...) {
        return -1;
    }
}

Report check_stream(const std::string &path) {
    std::ifstream stream(path, std::ios::binary | std::ios::ate);
    const auto length = static_cast<uint64_t>(stream.tellg());
    auto options = make<Options>(sdpf_options_new);
    require(sdpf_options_set_file_name(options.get(), path.c_str()));
    return make<Report>(sdpf_check_source, read_stream, static_cast<void *>(&stream), length,
                        static_cast<const sdpf_options *>(options.get()));
}

void check_request() {
    const std::string url = "https://media.example.com/photo.jpg";
    const std::string request = R"({"model": "seedance-2.0-image-to-video", "prompt": "It wakes.", "image_urls": [")" +
                                url + "\"]}";
    auto assets = make<Assets>(sdpf_assets_new);
    require(sdpf_assets_add_file(assets.get(), url.c_str(), "accepted/photo.jpg"));
    auto report = make<Report>(sdpf_check_request, reinterpret_cast<const uint8_t *>(request.data()), request.size(),
                               static_cast<const sdpf_assets *>(assets.get()),
                               static_cast<const sdpf_options *>(nullptr));
    std::cout << json_of(report) << '\n';
}

}  // namespace

int main(int argc, char **argv) {
    try {
        for (const auto &path : std::vector<std::string>(argv + 1, argv + argc)) {
            std::cout << json_of(make<Report>(sdpf_check_file, path.c_str(), nullptr)) << '\n';
            std::cout << json_of(check_stream(path)) << '\n';
        }
        check_request();
        auto text = make<Text>(sdpf_explain, "video/fps-out-of-range");
        if (std::string(text.get()).find("24000/1001") == std::string::npos) {
            throw std::runtime_error("the explanation is another");
        }
        Report moved = check_stream("accepted/clip.mp4");
        Report taken = std::move(moved);
        sdpf_verdict verdict = SDPF_VERDICT_NONE;
        require(sdpf_report_verdict(taken.get(), &verdict));
        if (verdict != SDPF_VERDICT_ACCEPTED) {
            throw std::runtime_error("the clip is not accepted");
        }
        try {
            require(sdpf_report_verdict(moved.get(), &verdict));
            return 1;
        } catch (const std::runtime_error &error) {
            return std::string(error.what()) == sdpf_status_text(SDPF_STATUS_NULL_ARGUMENT) ? 0 : 1;
        }
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
