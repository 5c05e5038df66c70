/* A program in C that uses every function of the header, as it is meant and as it is not. Prints reports as JSON Lines,
 * which the test holds against the library's own. Arguments: a request, a FIFO, files to check. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seedance_preflight.h"

#define REQUIRE(condition)                                                            \
    do {                                                                              \
        if (!(condition)) {                                                           \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);   \
            exit(1);                                                                  \
        }                                                                             \
    } while (0)

#define OK(call) REQUIRE((call) == SDPF_STATUS_OK)

#define PHOTO_URL "https://media.example.com/photo.jpg"
#define TWIN_URL "https://media.example.com/twin.jpg"

static const uint8_t *bytes_of(const char *text) {
    return (const uint8_t *)text;
}

static void print_and_free(sdpf_report *report) {
    const char *json = NULL;
    OK(sdpf_report_json(report, &json));
    puts(json);
    sdpf_report_free(report);
}

static int has_rule(const sdpf_report *report, const char *wanted) {
    size_t count = 0, index;
    OK(sdpf_report_finding_count(report, &count));
    for (index = 0; index < count; index++) {
        const char *rule = NULL;
        OK(sdpf_finding_rule(report, index, &rule));
        if (strcmp(rule, wanted) == 0) {
            return 1;
        }
    }
    return 0;
}

static sdpf_verdict verdict_of(const sdpf_report *report) {
    sdpf_verdict verdict = SDPF_VERDICT_NONE;
    OK(sdpf_report_verdict(report, &verdict));
    return verdict;
}

static uint8_t *read_whole(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    uint8_t *data;
    long size;
    REQUIRE(file != NULL);
    REQUIRE(fseek(file, 0, SEEK_END) == 0);
    size = ftell(file);
    REQUIRE(size >= 0);
    rewind(file);
    data = malloc((size_t)size + 1);
    REQUIRE(data != NULL);
    *length = fread(data, 1, (size_t)size, file);
    REQUIRE(*length == (size_t)size);
    fclose(file);
    return data;
}

struct memory {
    const uint8_t *data;
    size_t length;
    unsigned calls;
};

static int64_t read_memory(void *user, uint64_t offset, uint8_t *buffer, size_t length) {
    struct memory *memory = user;
    size_t count = offset < memory->length ? memory->length - (size_t)offset : 0;
    memory->calls++;
    if (count > length) {
        count = length;
    }
    memcpy(buffer, memory->data + (count > 0 ? (size_t)offset : 0), count);
    return (int64_t)count;
}

static int64_t read_error(void *user, uint64_t offset, uint8_t *buffer, size_t length) {
    (void)user, (void)offset, (void)buffer, (void)length;
    return -EIO;
}

static int64_t read_too_much(void *user, uint64_t offset, uint8_t *buffer, size_t length) {
    (void)user, (void)offset, (void)buffer;
    return (int64_t)length + 1;
}

/* Each file in three ways, which have to say the same. */
static void check_in_three_ways(const char *path) {
    size_t length = 0;
    uint8_t *data = read_whole(path, &length);
    struct memory memory;
    sdpf_options *named = NULL;
    sdpf_report *report = NULL;
    memory.data = data;
    memory.length = length;
    memory.calls = 0;
    OK(sdpf_options_new(&named));
    OK(sdpf_options_set_file_name(named, path));

    OK(sdpf_check_file(path, NULL, &report));
    print_and_free(report);
    OK(sdpf_check_bytes(data, length, named, &report));
    print_and_free(report);
    OK(sdpf_check_source(read_memory, &memory, length, named, &report));
    REQUIRE(length == 0 || memory.calls > 0);
    print_and_free(report);
    OK(sdpf_check_source(read_memory, &memory, SDPF_LENGTH_UNKNOWN, named, &report));
    REQUIRE(verdict_of(report) != SDPF_VERDICT_NONE);
    sdpf_report_free(report);

    sdpf_options_free(named);
    free(data);
}

static void findings_and_facts(void) {
    sdpf_report *report = NULL;
    sdpf_severity severity = SDPF_SEVERITY_NONE;
    sdpf_outcome outcome = SDPF_OUTCOME_NONE;
    const char *text = NULL;
    uint64_t integer = 7, numerator = 7, denominator = 7;
    int32_t boolean = 7;
    size_t count = 0;

    OK(sdpf_check_file("refused/film-rate.mp4", NULL, &report));
    REQUIRE(verdict_of(report) == SDPF_VERDICT_REFUSED);
    OK(sdpf_report_finding_count(report, &count));
    REQUIRE(count == 1);
    OK(sdpf_finding_rule(report, 0, &text));
    REQUIRE(strcmp(text, "video/fps-out-of-range") == 0);
    OK(sdpf_finding_severity(report, 0, &severity));
    REQUIRE(severity == SDPF_SEVERITY_ERROR);
    OK(sdpf_finding_outcome(report, 0, &outcome));
    REQUIRE(outcome == SDPF_OUTCOME_FAILS);
    OK(sdpf_finding_pointer(report, 0, &text));
    REQUIRE(strcmp(text, "") == 0);
    OK(sdpf_finding_message(report, 0, &text));
    REQUIRE(strstr(text, "24000/1001") != NULL);
    OK(sdpf_finding_help(report, 0, &text));
    REQUIRE(strlen(text) > 0);
    OK(sdpf_finding_source(report, 0, &text));
    REQUIRE(strlen(text) > 0);

    OK(sdpf_fact_integer(report, "width", &integer));
    REQUIRE(integer == 640);
    OK(sdpf_fact_fraction(report, "fps", &numerator, &denominator));
    REQUIRE(numerator == 24000 && denominator == 1001);
    OK(sdpf_fact_fraction(report, "duration", &numerator, &denominator));
    REQUIRE(numerator / denominator == 3);
    OK(sdpf_fact_boolean(report, "variable_frame_rate", &boolean));
    REQUIRE(boolean == 0);
    OK(sdpf_fact_text(report, "video_codec", &text));
    REQUIRE(strcmp(text, "h264") == 0);

    REQUIRE(sdpf_fact_integer(report, "orientation", &integer) == SDPF_STATUS_NOT_DETERMINED);
    REQUIRE(integer == 0);
    REQUIRE(sdpf_fact_integer(report, "fps", &integer) == SDPF_STATUS_INVALID_ARGUMENT);
    REQUIRE(sdpf_fact_boolean(report, "width", &boolean) == SDPF_STATUS_INVALID_ARGUMENT);
    REQUIRE(sdpf_fact_fraction(report, "width", &numerator, &denominator) == SDPF_STATUS_INVALID_ARGUMENT);
    REQUIRE(sdpf_fact_text(report, "width", &text) == SDPF_STATUS_INVALID_ARGUMENT);
    REQUIRE(text == NULL);
    REQUIRE(sdpf_fact_text(report, "\xff", &text) == SDPF_STATUS_NOT_UTF8);
    REQUIRE(sdpf_finding_rule(report, 1, &text) == SDPF_STATUS_OUT_OF_RANGE);
    REQUIRE(sdpf_finding_rule(report, SIZE_MAX, &text) == SDPF_STATUS_OUT_OF_RANGE);
    REQUIRE(sdpf_finding_severity(report, 1, &severity) == SDPF_STATUS_OUT_OF_RANGE);
    REQUIRE(severity == SDPF_SEVERITY_NONE);
    REQUIRE(sdpf_finding_outcome(report, 1, &outcome) == SDPF_STATUS_OUT_OF_RANGE);
    REQUIRE(sdpf_finding_rule(report, 0, NULL) == SDPF_STATUS_NULL_ARGUMENT);
    sdpf_report_free(report);
}

static void options(void) {
    sdpf_options *set = NULL;
    sdpf_report *report = NULL;
    OK(sdpf_options_new(&set));
    OK(sdpf_options_set_expected_kind(set, SDPF_KIND_AUDIO));
    OK(sdpf_check_file("accepted/photo.jpg", set, &report));
    REQUIRE(has_rule(report, "media/wrong-kind"));
    sdpf_report_free(report);
    OK(sdpf_options_set_expected_kind(set, SDPF_KIND_ANY));
    OK(sdpf_options_set_file_name(set, "photo.png"));
    OK(sdpf_check_file("accepted/photo.jpg", set, &report));
    REQUIRE(has_rule(report, "media/extension-mismatch") && verdict_of(report) == SDPF_VERDICT_ACCEPTED);
    sdpf_report_free(report);
    OK(sdpf_options_set_deny_warnings(set, 1));
    OK(sdpf_check_file("accepted/photo.jpg", set, &report));
    REQUIRE(verdict_of(report) == SDPF_VERDICT_REFUSED);
    sdpf_report_free(report);
    OK(sdpf_options_set_file_name(set, NULL));
    OK(sdpf_options_set_tolerance(set, SDPF_TOLERANCE_OBSERVED));
    OK(sdpf_options_set_profile(set, "seedance-2.0-r2"));
    OK(sdpf_options_set_deep(set, 0));
    OK(sdpf_check_file("accepted/photo.jpg", set, &report));
    REQUIRE(verdict_of(report) == SDPF_VERDICT_ACCEPTED);
    print_and_free(report);

    REQUIRE(sdpf_options_set_profile(set, "seedance-1.0") == SDPF_STATUS_UNKNOWN_PROFILE);
    REQUIRE(sdpf_options_set_profile(set, "\xc3\x28") == SDPF_STATUS_NOT_UTF8);
    REQUIRE(sdpf_options_set_profile(set, NULL) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(sdpf_options_set_tolerance(set, 99) == SDPF_STATUS_INVALID_ARGUMENT);
    REQUIRE(sdpf_options_set_expected_kind(set, -1) == SDPF_STATUS_INVALID_ARGUMENT);
    sdpf_options_free(set);
}

static void requests(const char *path) {
    static const uint8_t hash[32] = {1};
    size_t length = 0;
    uint8_t *request = read_whole(path, &length);
    sdpf_assets *assets = NULL;
    sdpf_report *report = NULL, *twin = NULL;
    uint32_t width = 0, height = 0;
    int32_t predicted = -1;

    OK(sdpf_check_request(request, length, NULL, NULL, &report));
    REQUIRE(verdict_of(report) == SDPF_VERDICT_UNDECIDED && has_rule(report, "fetch/failed"));
    REQUIRE(sdpf_report_output_size(report, &width, &height, &predicted) == SDPF_STATUS_NOT_DETERMINED);
    print_and_free(report);

    OK(sdpf_assets_new(&assets));
    OK(sdpf_assets_add_file(assets, PHOTO_URL, "accepted/photo.jpg"));
    OK(sdpf_check_file("accepted/photo.jpg", NULL, &twin));
    OK(sdpf_assets_add_report(assets, TWIN_URL, twin));
    sdpf_report_free(twin);
    OK(sdpf_check_request(request, length, assets, NULL, &report));
    OK(sdpf_report_output_size(report, &width, &height, &predicted));
    REQUIRE(width > 0 && height > 0 && predicted == 1);
    print_and_free(report);

    OK(sdpf_assets_set_content_hash(assets, PHOTO_URL, hash, sizeof hash));
    OK(sdpf_assets_set_content_hash(assets, TWIN_URL, hash, sizeof hash));
    OK(sdpf_assets_set_not_uploaded(assets, TWIN_URL));
    OK(sdpf_check_request(request, length, assets, NULL, &report));
    REQUIRE(has_rule(report, "media/duplicate"));
    REQUIRE(sdpf_assets_add_report(assets, TWIN_URL, report) == SDPF_STATUS_INVALID_ARGUMENT);
    sdpf_report_free(report);

    REQUIRE(sdpf_assets_set_content_hash(assets, PHOTO_URL, hash, 20) == SDPF_STATUS_INVALID_ARGUMENT);
    REQUIRE(sdpf_assets_set_content_hash(assets, "https://other", hash, 32) == SDPF_STATUS_UNKNOWN_URL);
    REQUIRE(sdpf_assets_set_not_uploaded(assets, "https://other") == SDPF_STATUS_UNKNOWN_URL);
    REQUIRE(sdpf_assets_add_file(assets, PHOTO_URL, "no/such/file") == SDPF_STATUS_NOT_READ);
    sdpf_assets_free(assets);

    free(request);

    OK(sdpf_check_request(bytes_of("{\"model\""), 8, NULL, NULL, &report));
    REQUIRE(verdict_of(report) == SDPF_VERDICT_REFUSED);
    sdpf_report_free(report);
    OK(sdpf_check_request(NULL, 0, NULL, NULL, &report));
    REQUIRE(verdict_of(report) == SDPF_VERDICT_REFUSED);
    sdpf_report_free(report);
}

static void explanations(void) {
    static const char message[] =
        "The parameter `content[2]` specified in the request is not valid: the parameter video pixel count specified"
        " in the request must be less than or equal to 927408 for model seedance-2-0 in r2v";
    static const char request[] =
        "{\"prompt\": \"They dance.\", \"image_urls\": [\"https://a\"], \"video_urls\": [\"https://b\"]}";
    char *text = NULL;
    uint32_t width = 0, height = 0;
    OK(sdpf_explain("video/fps-out-of-range", &text));
    REQUIRE(strstr(text, "24000/1001") != NULL);
    sdpf_string_free(text);
    REQUIRE(sdpf_explain("video/no-such-rule", &text) == SDPF_STATUS_UNKNOWN_RULE);
    REQUIRE(text == NULL);
    OK(sdpf_rules_json(&text));
    REQUIRE(strstr(text, "\"id\":\"fetch/failed\"") != NULL);
    sdpf_string_free(text);
    OK(sdpf_explain_upstream(bytes_of(message), strlen(message), bytes_of(request), strlen(request), &text));
    puts(text);
    REQUIRE(strstr(text, "\"pointer\":\"/video_urls/0\"") != NULL);
    sdpf_string_free(text);
    REQUIRE(sdpf_explain_upstream(bytes_of("no"), 2, NULL, 0, &text) == SDPF_STATUS_UNKNOWN_REFUSAL);
    REQUIRE(sdpf_explain_upstream(NULL, 0, NULL, 0, &text) == SDPF_STATUS_UNKNOWN_REFUSAL);

    OK(sdpf_output_size(NULL, "16:9", "720p", &width, &height));
    REQUIRE(width == 1280 && height == 720);
    REQUIRE(sdpf_output_size(NULL, "adaptive", "720p", &width, &height) == SDPF_STATUS_UNKNOWN_SIZE);
    REQUIRE(width == 0 && height == 0);
    REQUIRE(sdpf_output_size(NULL, NULL, "720p", &width, &height) == SDPF_STATUS_NULL_ARGUMENT);
}

static void misuse(const char *fifo) {
    sdpf_report *report = NULL;
    uint64_t words[2] = {0, 0};
    sdpf_verdict verdict = SDPF_VERDICT_ACCEPTED;
    const char *text = "";
    size_t count = 7;
    REQUIRE(sdpf_check_file(NULL, NULL, &report) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(sdpf_check_file("accepted/photo.jpg", NULL, NULL) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(sdpf_check_bytes(NULL, 1, NULL, &report) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(sdpf_check_bytes((const uint8_t *)words, SIZE_MAX, NULL, &report) == SDPF_STATUS_TOO_LONG);
    REQUIRE(sdpf_check_source(NULL, NULL, 0, NULL, &report) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(sdpf_check_request(NULL, 1, NULL, NULL, &report) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(report == NULL);
    REQUIRE(sdpf_report_verdict(NULL, &verdict) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(verdict == SDPF_VERDICT_NONE);
    REQUIRE(sdpf_report_json(NULL, &text) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(text == NULL);
    REQUIRE(sdpf_report_finding_count(NULL, &count) == SDPF_STATUS_NULL_ARGUMENT);
    REQUIRE(count == 0);
    REQUIRE(sdpf_report_verdict((const sdpf_report *)(const void *)((const char *)words + 1), &verdict) ==
            SDPF_STATUS_INVALID_ARGUMENT);
    sdpf_report_free(NULL);
    sdpf_options_free(NULL);
    sdpf_assets_free(NULL);
    sdpf_string_free(NULL);

    OK(sdpf_check_bytes(NULL, 0, NULL, &report));
    REQUIRE(has_rule(report, "media/empty"));
    sdpf_report_free(report);
    REQUIRE(sdpf_check_file("no/such/file", NULL, &report) == SDPF_STATUS_NOT_READ);
    REQUIRE(sdpf_check_file(".", NULL, &report) == SDPF_STATUS_NOT_READ);
    /* Opening a FIFO without a writer would not end. */
    REQUIRE(sdpf_check_file(fifo, NULL, &report) == SDPF_STATUS_NOT_READ);
    REQUIRE(sdpf_check_file("/dev/zero", NULL, &report) == SDPF_STATUS_NOT_READ);
    REQUIRE(report == NULL);
    OK(sdpf_check_source(read_error, NULL, 1000, NULL, &report));
    REQUIRE(has_rule(report, "media/not-read"));
    print_and_free(report);
    OK(sdpf_check_source(read_too_much, NULL, 1000, NULL, &report));
    REQUIRE(has_rule(report, "media/not-read"));
    sdpf_report_free(report);
}

int main(int argc, char **argv) {
    int index;
    REQUIRE(sdpf_abi_version() == SDPF_ABI_VERSION);
    REQUIRE(strchr(sdpf_version(), '.') != NULL);
    REQUIRE(strcmp(sdpf_status_text(SDPF_STATUS_OK), sdpf_status_text(SDPF_STATUS_PANIC)) != 0);
    REQUIRE(strcmp(sdpf_status_text(-1), "unknown status") == 0);
    REQUIRE(argc > 3);
    for (index = 3; index < argc; index++) {
        check_in_three_ways(argv[index]);
    }
    options();
    requests(argv[1]);
    explanations();
    misuse(argv[2]);
    findings_and_facts();
    return 0;
}
