/* Threads that share options, assets and a report, and check each on their own. Arguments: files to check. */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seedance_preflight.h"

#define THREADS 4
#define ROUNDS 8

static sdpf_options *options;
static sdpf_report *shared;
static int file_count;
static char **files;
static const char *expected[64];

static void require(int condition, const char *what) {
    if (!condition) {
        fprintf(stderr, "not so: %s\n", what);
        exit(1);
    }
}

static void *work(void *unused) {
    int round, index;
    (void)unused;
    for (round = 0; round < ROUNDS; round++) {
        for (index = 0; index < file_count; index++) {
            sdpf_report *report = NULL;
            const char *json = NULL;
            require(sdpf_check_file(files[index], options, &report) == SDPF_STATUS_OK, "checked");
            require(sdpf_report_json(report, &json) == SDPF_STATUS_OK, "as JSON");
            require(strcmp(json, expected[index]) == 0, "each thread finds the same");
            sdpf_report_free(report);
        }
        {
            /* All ask the shared report at once for what is made when it is first asked for. */
            const char *rule = NULL, *json = NULL, *format = NULL;
            require(sdpf_finding_rule(shared, 0, &rule) == SDPF_STATUS_OK, "a shared report has its findings");
            require(sdpf_report_json(shared, &json) == SDPF_STATUS_OK, "a shared report has its JSON");
            require(sdpf_fact_text(shared, "format", &format) == SDPF_STATUS_OK, "a shared report has its facts");
            require(strcmp(rule, "video/fps-out-of-range") == 0 && strcmp(format, "mp4") == 0, "and they are right");
            require(strstr(json, rule) != NULL, "all of them");
        }
    }
    return NULL;
}

/* A handle may be freed by another thread than made it. */
static void *free_report(void *report) {
    sdpf_report_free(report);
    return NULL;
}

int main(int argc, char **argv) {
    pthread_t threads[THREADS], last;
    sdpf_report *reports[64];
    int index;
    require(argc > 1 && argc - 1 <= 64, "some files");
    files = argv + 1;
    file_count = argc - 1;
    require(sdpf_options_new(&options) == SDPF_STATUS_OK, "options");
    for (index = 0; index < file_count; index++) {
        require(sdpf_check_file(files[index], options, &reports[index]) == SDPF_STATUS_OK, "checked before");
        require(sdpf_report_json(reports[index], &expected[index]) == SDPF_STATUS_OK, "as JSON before");
    }
    require(sdpf_check_file("refused/film-rate.mp4", options, &shared) == SDPF_STATUS_OK, "the shared report");
    for (index = 0; index < THREADS; index++) {
        require(pthread_create(&threads[index], NULL, work, NULL) == 0, "a thread");
    }
    for (index = 0; index < THREADS; index++) {
        require(pthread_join(threads[index], NULL) == 0, "its end");
    }
    require(pthread_create(&last, NULL, free_report, shared) == 0, "one more thread");
    require(pthread_join(last, NULL) == 0, "its end");
    for (index = 0; index < file_count; index++) {
        sdpf_report_free(reports[index]);
    }
    sdpf_options_free(options);
    puts("threads agree");
    return 0;
}
