/* A host that does what the header forbids, so that the test knows that valgrind would tell. */

#include <string.h>

#include "seedance_preflight.h"

int main(int argc, char **argv) {
    sdpf_report *report = NULL;
    const char *rule = NULL;
    if (argc != 2 || sdpf_check_bytes(NULL, 0, NULL, &report) != SDPF_STATUS_OK ||
        sdpf_finding_rule(report, 0, &rule) != SDPF_STATUS_OK) {
        return 1;
    }
    if (strcmp(argv[1], "leak") == 0) {
        report = NULL;
        return 0;
    }
    sdpf_report_free(report);
    return strlen(rule) == 0;
}
