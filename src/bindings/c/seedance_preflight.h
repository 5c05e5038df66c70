/*
 * seedance-preflight: says of prompts, images, videos and sounds whether the Seedance 2.0 API will take them, before
 * they are uploaded.
 *
 *     sdpf_report *report = NULL;
 *     sdpf_verdict verdict = SDPF_VERDICT_NONE;
 *     sdpf_status status = sdpf_check_file("clip.mp4", NULL, &report);
 *     if (status == SDPF_STATUS_OK) status = sdpf_report_verdict(report, &verdict);
 *     if (status != SDPF_STATUS_OK) fprintf(stderr, "%s\n", sdpf_status_text(status));
 *     if (verdict != SDPF_VERDICT_ACCEPTED) ...
 *     sdpf_report_free(report);
 *
 * Answers. A call that can fail answers with a sdpf_status and puts its results where the last arguments point. Where it
 * is not SDPF_STATUS_OK the results are NULL or 0, as far as there is a place to put them. A file or a request that is
 * refused or cannot be read is no failed call: the report says it.
 *
 * Owners. What a function makes (sdpf_options, sdpf_assets, sdpf_report, char *) is the caller's, who frees it by the
 * function of its name. A const char * belongs to the handle that was asked, and is valid until that is freed; or to the
 * library, where there is no handle, and is valid for ever. What is given to a function stays the caller's, and nothing
 * keeps a pointer to it.
 *
 * Texts are UTF-8 and end in NUL. A NUL inside a text of a report stands as U+FFFD; its JSON has it exactly.
 *
 * Threads. Any function may be called from any thread. A handle that is changed or freed must not be used elsewhere at
 * the time; one that is not, may: all functions that take a const handle can share it.
 *
 * Misuse. NULL where there must be something, a text that is not UTF-8, a length beyond PTRDIFF_MAX, an index out of range
 * and a number that is none of those listed are answered with a status. What cannot be told is undefined, as everywhere
 * in C: a handle that was freed, a pointer to elsewhere, a length that is not that of the bytes.
 *
 * Codes keep their meaning for ever and are never given to another; new ones are added.
 */


#ifndef SEEDANCE_PREFLIGHT_H
#define SEEDANCE_PREFLIGHT_H

/* Written by cbindgen from src/bindings/c. To change it, change that, and run the tests of tests/hosts with BLESS=1. */

#include <stddef.h>
#include <stdint.h>

// The version of this header. A library of another number cannot be called by it: compare it with what
// sdpf_abi_version() answers. It rises when a function or a code is removed or changes its meaning; new ones leave it.
#define SDPF_ABI_VERSION 1

// The length of a source that cannot say it.
#define SDPF_LENGTH_UNKNOWN UINT64_MAX

// How a call ended. No number is ever given a second meaning; later versions may add some.
enum sdpf_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // All is well, and the results are set.
    SDPF_STATUS_OK = 0,
    // The library failed inside. That is a fault of it, and worth a report; what it was is on standard error.
    SDPF_STATUS_PANIC = 1,
    // A pointer is NULL that must not be.
    SDPF_STATUS_NULL_ARGUMENT = 2,
    // A text is not UTF-8.
    SDPF_STATUS_NOT_UTF8 = 3,
    // A length is more than PTRDIFF_MAX.
    SDPF_STATUS_TOO_LONG = 4,
    // An index is not below the count.
    SDPF_STATUS_OUT_OF_RANGE = 5,
    // A value is none that is listed, a pointer is not aligned, or something is of another sort than is asked for.
    SDPF_STATUS_INVALID_ARGUMENT = 6,
    // There is no profile of this name.
    SDPF_STATUS_UNKNOWN_PROFILE = 7,
    // There is no rule of this id.
    SDPF_STATUS_UNKNOWN_RULE = 8,
    // The service refused for a reason that no rule speaks of.
    SDPF_STATUS_UNKNOWN_REFUSAL = 9,
    // The profile has no size for this ratio and quality.
    SDPF_STATUS_UNKNOWN_SIZE = 10,
    // Nothing was added for this URL.
    SDPF_STATUS_UNKNOWN_URL = 11,
    // The report does not say: the fact was not determined, or files of its kind have none of this name.
    SDPF_STATUS_NOT_DETERMINED = 12,
    // The library was built without the feature that this needs.
    SDPF_STATUS_NOT_BUILT = 13,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum sdpf_status sdpf_status;
#else
typedef int32_t sdpf_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What all findings come to.
enum sdpf_verdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // No answer: what is left where a call failed.
    SDPF_VERDICT_NONE = 0,
    // Every rule that could refuse was decided, and none refuses.
    SDPF_VERDICT_ACCEPTED = 1,
    // No rule refuses, and at least one that could was not decided. Not accepted.
    SDPF_VERDICT_UNDECIDED = 2,
    // At least one rule refuses.
    SDPF_VERDICT_REFUSED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum sdpf_verdict sdpf_verdict;
#else
typedef int32_t sdpf_verdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How much a finding weighs.
enum sdpf_severity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // No answer: what is left where a call failed.
    SDPF_SEVERITY_NONE = 0,
    // Good to know.
    SDPF_SEVERITY_NOTE = 1,
    // The service may refuse, or the result may surprise.
    SDPF_SEVERITY_WARNING = 2,
    // The service refuses.
    SDPF_SEVERITY_ERROR = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum sdpf_severity sdpf_severity;
#else
typedef int32_t sdpf_severity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How a rule ended that did not simply pass.
enum sdpf_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // No answer: what is left where a call failed.
    SDPF_OUTCOME_NONE = 0,
    // What was found is not what was expected.
    SDPF_OUTCOME_FAILS = 1,
    // The fact that the rule needs was not determined.
    SDPF_OUTCOME_UNDECIDED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum sdpf_outcome sdpf_outcome;
#else
typedef int32_t sdpf_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The kind of media that is wanted.
enum sdpf_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // Whatever kind the file is.
    SDPF_KIND_ANY = 0,
    // A still picture.
    SDPF_KIND_IMAGE = 1,
    // A moving picture, with or without sound.
    SDPF_KIND_VIDEO = 2,
    // Sound alone.
    SDPF_KIND_AUDIO = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum sdpf_kind sdpf_kind;
#else
typedef int32_t sdpf_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What becomes of a value that the documentation refuses and the live service has been seen to take.
enum sdpf_tolerance
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It is an error.
    SDPF_TOLERANCE_DOCUMENTED = 0,
    // It is a warning.
    SDPF_TOLERANCE_OBSERVED = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum sdpf_tolerance sdpf_tolerance;
#else
typedef int32_t sdpf_tolerance;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What was measured of the media behind URLs. What is not in it was not inspected; what no request names does no harm,
// so that one may serve for many requests.
typedef struct sdpf_assets sdpf_assets;

// How files and requests are judged. Where a function takes one, NULL stands for the defaults.
typedef struct sdpf_options sdpf_options;

// What a check of one file or one request found. Does not change: several threads may look at one.
typedef struct sdpf_report sdpf_report;

// Reads up to `length` bytes into `buffer` from byte `offset` on, and answers how many it read: fewer than asked for
// is no end, 0 is. A negative number is an error, and stands in the report's fault as it is.
//
// Called any number of times while sdpf_check_source runs, on its thread and one at a time, and never after. Must not
// throw, jump out, or keep `buffer`.
typedef int64_t (*sdpf_read_at)(void *user, uint64_t offset, uint8_t *buffer, size_t length);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The version of the binary interface that the library has.
uint32_t sdpf_abi_version(void);

// The version of the library, such as "0.1.0". Never freed.
const char *sdpf_version(void);

// One sentence on a status, in English. Never NULL, never freed; "unknown status" for a number that is none.
const char *sdpf_status_text(int32_t status);

// Makes options with the defaults: the profile of the reference, any kind of media, the documented limits, warnings do
// not refuse, no name, not deep.
sdpf_status sdpf_options_new(sdpf_options **options);

// Frees options. NULL is nothing to free.
void sdpf_options_free(sdpf_options *options);

// Chooses the limits to judge by: the name of a built-in profile, such as "seedance-2.0-r2".
sdpf_status sdpf_options_set_profile(sdpf_options *options, const char *name);

// Says what becomes of values between the documented limits and what the live service has been seen to take: one of
// sdpf_tolerance.
sdpf_status sdpf_options_set_tolerance(sdpf_options *options,
                                       int32_t tolerance);

// Says whether warnings refuse: 0 for no, all else for yes.
sdpf_status sdpf_options_set_deny_warnings(sdpf_options *options, int32_t deny);

// Says which kind of media is wanted: one of sdpf_kind. Of a request's media each has the kind of its field instead.
sdpf_status sdpf_options_set_expected_kind(sdpf_options *options,
                                           int32_t kind);

// Says the name of what is checked, which reports show, and whose extension one rule compares with the content. NULL
// says none; a file then is known by its path.
sdpf_status sdpf_options_set_file_name(sdpf_options *options,
                                       const char *name);

// Says whether bodies are decoded whole, and not headers alone: 0 for no, all else for yes.
// SDPF_STATUS_NOT_BUILT where the library was built without its feature `deep`.
sdpf_status sdpf_options_set_deep(sdpf_options *options, int32_t deep);

// Checks the file at `path`: any bytes that end in NUL where paths are such, UTF-8 on Windows.
//
// What cannot be opened, and what is no regular file (a folder, a FIFO, a device), is a finding of its own and no failed
// call. Reads a few kilobytes of most files, and at most 64 MiB of any, unless the options ask for its whole body.
sdpf_status sdpf_check_file(const char *path,
                            const sdpf_options *options,
                            sdpf_report **report);

// Checks a file that is in memory. `data` may be NULL where `length` is 0, and is not used after the call.
sdpf_status sdpf_check_bytes(const uint8_t *data,
                             size_t length,
                             const sdpf_options *options,
                             sdpf_report **report);

// Checks a file that `read_at` reads, of `length` bytes or SDPF_LENGTH_UNKNOWN. `user` is handed to `read_at`, and
// neither is used after the call.
sdpf_status sdpf_check_source(sdpf_read_at read_at,
                              void *user,
                              uint64_t length,
                              const sdpf_options *options,
                              sdpf_report **report);

// Makes an empty set of assets.
sdpf_status sdpf_assets_new(sdpf_assets **assets);

// Frees a set of assets. NULL is nothing to free.
void sdpf_assets_free(sdpf_assets *assets);

// Measures the file at `path` and binds it to `url`, exactly as the request writes it. What cannot be opened is for the
// request's report to say.
sdpf_status sdpf_assets_add_file(sdpf_assets *assets,
                                 const char *url,
                                 const char *path);

// Binds what a report on a file measured to `url`, exactly as the request writes it. The report may be freed after.
// SDPF_STATUS_INVALID_ARGUMENT for a report on a request.
sdpf_status sdpf_assets_add_report(sdpf_assets *assets,
                                   const char *url,
                                   const sdpf_report *report);

// Says the hash of the content behind a URL that was added, so that the same content under two URLs is noticed: 32
// bytes of one hash for all, such as SHA-256. SDPF_STATUS_INVALID_ARGUMENT for another length.
sdpf_status sdpf_assets_set_content_hash(sdpf_assets *assets,
                                         const char *url,
                                         const uint8_t *hash,
                                         size_t length);

// Says that what the request has in place of a URL that was added is none yet, but stands for one until the file has
// been uploaded. The rules on URLs then say nothing of it.
sdpf_status sdpf_assets_set_not_uploaded(sdpf_assets *assets,
                                         const char *url);

// Checks a request by the JSON of its body, with all that is known of its media. `assets` may be NULL where nothing is.
// What is wrong with the JSON itself is a finding and no failed call. `json` is not used after the call.
sdpf_status sdpf_check_request(const uint8_t *json,
                               size_t length,
                               const sdpf_assets *assets,
                               const sdpf_options *options,
                               sdpf_report **report);

// Frees a report, and with it every text that was asked of it. NULL is nothing to free.
void sdpf_report_free(sdpf_report *report);

// What the findings come to.
sdpf_status sdpf_report_verdict(const sdpf_report *report, sdpf_verdict *verdict);

// The whole report as one JSON object, in the shape of the program's `schema report`. Valid until the report is freed.
sdpf_status sdpf_report_json(const sdpf_report *report,
                             const char **json);

// The size in pixels of the video that a request will give. `predicted` becomes 1 where the service chooses it, as by
// the ratio "adaptive", and 0 where the request does. SDPF_STATUS_NOT_DETERMINED where the size cannot be known, and
// for a file.
sdpf_status sdpf_report_output_size(const sdpf_report *report,
                                    uint32_t *width,
                                    uint32_t *height,
                                    int32_t *predicted);

// How many findings there are.
sdpf_status sdpf_report_finding_count(const sdpf_report *report, size_t *count);

// How much a finding weighs.
sdpf_status sdpf_finding_severity(const sdpf_report *report, size_t index, sdpf_severity *severity);

// Whether the rule fails or could not be decided.
sdpf_status sdpf_finding_outcome(const sdpf_report *report, size_t index, sdpf_outcome *outcome);

// The stable id of the rule, such as "video/fps-out-of-range". Valid until the report is freed.
sdpf_status sdpf_finding_rule(const sdpf_report *report, size_t index, const char **rule);

// JSON pointer (RFC 6901) into the request; empty for a file alone. Valid until the report is freed.
sdpf_status sdpf_finding_pointer(const sdpf_report *report, size_t index, const char **pointer);

// One sentence for people: what was found and what was expected. Valid until the report is freed.
sdpf_status sdpf_finding_message(const sdpf_report *report, size_t index, const char **message);

// One imperative sentence: what to do about it. Valid until the report is freed.
sdpf_status sdpf_finding_help(const sdpf_report *report, size_t index, const char **help);

// Who sets the limit. Valid until the report is freed.
sdpf_status sdpf_finding_source(const sdpf_report *report, size_t index, const char **source);

// A fact that is a whole number, of a report on a file: "bytes", "width", "height", "display_width", "display_height",
// "orientation", "rotation", "sample_rate", "channels", "bits" and others.
// SDPF_STATUS_NOT_DETERMINED where it is not known, SDPF_STATUS_INVALID_ARGUMENT where it is no whole number.
sdpf_status sdpf_fact_integer(const sdpf_report *report,
                              const char *name,
                              uint64_t *value);

// A fact that is true or false, as 1 or 0, of a report on a file: "truncated", "animated", "variable_frame_rate".
// Answers as sdpf_fact_integer does.
sdpf_status sdpf_fact_boolean(const sdpf_report *report,
                              const char *name,
                              int32_t *value);

// A fact that is an exact fraction, of a report on a file: "fps" in frames a second; "duration", "video_duration" and
// "audio_duration" in seconds; "pixel_aspect". The denominator is never 0 where the answer is SDPF_STATUS_OK.
// Answers as sdpf_fact_integer does.
sdpf_status sdpf_fact_fraction(const sdpf_report *report,
                               const char *name,
                               uint64_t *numerator,
                               uint64_t *denominator);

// A fact that is a word, of a report on a file: "kind", "format", "video_codec", "audio_codec", "codec" and others.
// Valid until the report is freed. Answers as sdpf_fact_integer does.
sdpf_status sdpf_fact_text(const sdpf_report *report,
                           const char *name,
                           const char **value);

// The size in pixels of a video of this `ratio`, such as "16:9", and `quality`, such as "720p", by the profile of the
// options. SDPF_STATUS_UNKNOWN_SIZE for what the profile does not have, "adaptive" among it: check the request with its
// media, and ask sdpf_report_output_size.
sdpf_status sdpf_output_size(const sdpf_options *options,
                             const char *ratio,
                             const char *quality,
                             uint32_t *width,
                             uint32_t *height);

// Explains the rule of this id, for people: what is measured, how it is judged, and who says so. To be freed by
// sdpf_string_free.
sdpf_status sdpf_explain(const char *rule,
                         char **explanation);

// Every rule, as a JSON array of objects with "id", "severity", "summary", "explanation" and "source". To be freed by
// sdpf_string_free.
sdpf_status sdpf_rules_json(char **json);

// Explains a refusal of the service: its message, or the whole answer around it. With the JSON of the request that was
// refused, `content[N]` becomes a pointer into it; `request` may be NULL where `request_length` is 0.
//
// Gives a JSON object: "rule", "summary", "quantity" and "help", and as far as the message tells them "or_rule",
// "content_index", "pointer", "bound", "unit", "model" and "mode". To be freed by sdpf_string_free.
sdpf_status sdpf_explain_upstream(const uint8_t *message,
                                  size_t message_length,
                                  const uint8_t *request,
                                  size_t request_length,
                                  char **json);

// Frees a text that a function gave as `char *`. NULL is nothing to free. Never for a `const char *`.
void sdpf_string_free(char *text);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SEEDANCE_PREFLIGHT_H */
