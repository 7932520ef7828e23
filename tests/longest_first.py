"""The files of tests that take longest, so that the processes begin with them and end together.

A file goes whole to one process (its documents, servers and models are made once for it). Where the longest
came last, one process worked on it for minutes while the others had nothing left.
"""

from typing import Final

#: Path below tests/, CPU seconds. Measured once, on two cores; only the order counts, so they may grow old.
#: A file that is not named here takes less than the last.
CPU_SECONDS: Final = {
    "redaction/verify/test_verify_not_blind.py": 61,
    "redaction/pictures/test_burned_pictures.py": 58,
    "redaction/pdf/test_burn_pictures.py": 58,
    "web/test_case_in_a_browser.py": 55,
    "web/test_in_a_browser.py": 55,
    "commands/test_service.py": 51,
    "casework/test_compare.py": 50,
    "redaction/pdf/test_burn_and_verify.py": 49,
    "redaction/pdf/test_roster.py": 42,
    "worker/test_killed.py": 41,
    "redaction/find/test_find.py": 40,
    "casework/test_destroy.py": 35,
    "redaction/pdf/test_scan_roster.py": 33,
    "worker/test_queue.py": 31,
    "journeys/test_every_format.py": 30,
    "casework/test_release.py": 30,
    "web/test_comparison_in_a_browser.py": 25,
    "web/test_copies_in_a_browser.py": 25,
    "web/test_people_in_a_browser.py": 25,
    "web/test_review_in_a_browser.py": 25,
    "web/test_downloads.py": 22,
    "commands/test_papers.py": 21,
    "redaction/test_engine.py": 20,
    "redaction/children/test_hostile.py": 20,
    "casework/test_redact.py": 20,
    "api/test_generated.py": 20,
    "web/test_releases.py": 20,
    "casework/test_receive.py": 20,
    "web/test_areas_in_a_browser.py": 20,
    "redaction/formats/test_convert.py": 18,
    "redaction/children/test_mutated.py": 18,
    "web/test_uploads.py": 18,
    "web/test_ends.py": 18,
    "redaction/office/test_open_torture.py": 16,
    "web/test_redactions.py": 16,
    "redaction/office/test_sheet_torture.py": 15,
    "redaction/pdf/test_inline_pictures.py": 15,
    "web/test_disclosure_log.py": 15,
    "setup/test_components.py": 14,
    "web/test_requests.py": 14,
    "web/test_comparison.py": 13,
    "web/test_review_queue.py": 13,
    "casework/test_onward.py": 11,
    "ledger/test_processes.py": 11,
    "api/test_uploads.py": 10,
    "casework/test_labels.py": 10,
    "web/test_sign_in.py": 10,
    "redaction/office/test_slide_torture.py": 9,
    "redaction/office/test_word_torture.py": 9,
    "redaction/pdf/test_attachments.py": 9,
    "redaction/pdf/test_hidden_layer.py": 9,
    "redaction/pictures/test_printed_codes.py": 9,
    "redaction/children/test_starting.py": 9,
    "storage/test_many_processes.py": 9,
    "redaction/pdf/test_pdf_intake.py": 8,
    "api/test_downloads.py": 7,
    "casework/test_at_once.py": 7,
    "api/test_lists.py": 6,
    "api/test_copies.py": 6,
    "journeys/test_by_api.py": 5,
    "journeys/test_by_pages.py": 5,
}


def cpu_seconds_of(path: str) -> int:
    """What a file of tests took, or nothing where that is not written down; the path is from the root."""
    return CPU_SECONDS.get(path.removeprefix("tests/"), 0)
