"""Requests, sizes, rules and refusals."""

import json
import subprocess
from pathlib import Path

import pytest

import seedance_preflight as sp

REQUEST = {
    "model": "seedance-2.0-image-to-video",
    "prompt": "The cat wakes up.",
    "image_urls": ["https://media.example.com/cat.jpg"],
    "aspect_ratio": "4:3",
}
URL = REQUEST["image_urls"][0]
PHOTO = "testdata/accepted/photo.jpg"


def test_a_dict_text_bytes_and_a_file_are_the_same_request(tmp_path):
    file = tmp_path / "request.json"
    file.write_text(json.dumps(REQUEST))
    for request in (REQUEST, json.dumps(REQUEST), json.dumps(REQUEST).encode(), file):
        report = sp.check_request(request, assets={URL: PHOTO})
        assert report.accepted and report.model == REQUEST["model"]
        assert tuple(report.output_size) == (1112, 834) and not report.output_size.predicted
        (asset,) = report.assets
        assert (asset.pointer, asset.kind, asset.role) == ("/image_urls/0", "image", "first_frame")
        assert asset.source == PHOTO and asset.facts == sp.probe(PHOTO)
        assert "accepted" in repr(report) and str(report) and report._repr_html_()
    assert sp.check_request(REQUEST) == sp.check_request(json.dumps(REQUEST, ensure_ascii=False))


def test_assets_are_anything_that_can_be_measured():
    content = Path(PHOTO).read_bytes()
    with open(PHOTO, "rb") as file:
        for asset in (PHOTO, Path(PHOTO), content, file, sp.probe(PHOTO), sp.check(PHOTO)):
            assert sp.check_request(REQUEST, assets={URL: asset}).accepted
    missing = sp.check_request(REQUEST)
    assert missing.verdict == "undecided" and missing.assets[0].facts is None
    assert "fetch/failed" in {finding.rule for finding in missing.findings if finding.outcome == "undecided"}
    with pytest.raises(sp.UsageError):
        sp.check_request(REQUEST, assets={"https://media.example.com/dog.jpg": PHOTO})


def test_the_same_content_twice_is_noticed():
    urls = ["https://media.example.com/1.jpg", "https://media.example.com/2.jpg"]
    request = {"model": "seedance-2.0-reference-to-video", "prompt": "They dance.", "image_urls": urls}
    for content in (PHOTO, Path(PHOTO).read_bytes()):
        findings = sp.check_request(request, assets=dict.fromkeys(urls, content)).findings
        assert [finding.rule for finding in findings] == ["media/duplicate"]


def test_paths_in_place_of_urls():
    request = {**REQUEST, "image_urls": ["accepted/photo.jpg"]}
    assert sp.check_request(request).assets[0].facts is None
    report = sp.check_request(request, folder="testdata")
    assert report.assets[0].facts.format == "jpeg"


def test_profiles_and_policies():
    request = {"model": "seedance-2.5-text-to-video", "prompt": "A cat."}
    assert sp.check_request(request).verdict == "refused"
    assert sp.check_request(request, profile="auto").profile == "seedance-2.5"
    assert sp.check_request({"model": "other", "prompt": ""}, profile="auto").profile == "seedance-2.0"
    assert sp.check_request({**REQUEST, "promt": ""}, ignore="request").verdict == "undecided"


def test_what_is_not_a_request_is_refused_and_what_is_not_json_raises():
    for text in ("", "{", "[]", "null", "{}", b"\xff", "\ufeff{}"):
        assert sp.check_request(text).verdict == "refused"
    for request in ({"prompt": object()}, {"duration": float("nan")}, 7j):
        with pytest.raises((TypeError, ValueError)):
            sp.check_request(request)
    with pytest.raises(FileNotFoundError):
        sp.check_request(Path("missing.json"))
    half = {**REQUEST, "prompt": "A cat \ud800"}
    (finding,) = (finding for finding in sp.check_request(half).findings if finding.pointer == "/prompt")
    assert finding == sp.check_request(json.dumps(half)).findings[0] and finding.rule == "request/field-type"
    deep = "[" * 100_000
    assert sp.check_request(deep).verdict == "refused"


def test_findings_point_into_the_request():
    report = sp.check_request({"model": "seedance-2.0-text-to-video", "promt": "A cat.", "duration": 20})
    found = {finding.rule: finding for finding in report.findings}
    assert found["request/duration-out-of-range"].pointer == "/duration"
    assert found["request/duration-out-of-range"].actual == 20
    assert found["request/unknown-field"].pointer == "/promt"


def test_the_json_is_the_programs(program):
    for name in ("accepted", "refused"):
        path = Path(f"testdata/requests/{name}.json")
        command = [program, "request", "--no-config", "--offline", "--format", "jsonl", str(path)]
        printed = json.loads(subprocess.run(command, capture_output=True).stdout)
        ours = sp.check_request(path, folder=path.parent).to_dict()
        # Only the program plans how a request becomes acceptable.
        assert printed.pop("fix", {"edits": []}).keys() >= {"edits"}
        assert ours == printed


def test_sizes():
    assert tuple(sp.output_size("16:9", "720p")) == (1280, 720)
    assert sp.output_size("16:9", "720p") == sp.output_size("16:9", "720p", profile=sp.Profile())
    for ratio, quality in (("adaptive", "720p"), ("16:9", "8k"), ("", "")):
        with pytest.raises(sp.UsageError):
            sp.output_size(ratio, quality)


def test_rules_and_explanations():
    for rule in sp.rules():
        explanation = sp.explain(rule.id)
        assert explanation.rule == rule and rule.summary and rule.explanation and rule.source
        assert explanation.to_dict()["id"] == rule.id and str(explanation)
        assert explanation.fails is None or explanation.fails["finding"]
        assert str(sp.explain(rule.id, language="zh")) != str(explanation)
    for unknown in ("video/fps", "video", ""):
        with pytest.raises(sp.UsageError):
            sp.explain(unknown)


def test_refusals_of_the_service():
    message = (
        "The parameter `content[2]` specified in the request is not valid: the parameter video pixel count specified in "
        "the request must be less than or equal to 927408 for model seedance-2-0 in r2v"
    )
    request = {"model": "seedance-2.0-reference-to-video", "prompt": "", "image_urls": ["a"], "video_urls": ["b"]}
    for answer in (message, message.encode(), {"error": {"message": message}}):
        refusal = sp.explain_upstream(answer, request=request)
        assert (refusal.class_, refusal.rule, refusal.direction) == ("bound", "video/pixels-out-of-range", "high")
        assert refusal.pointer == "/video_urls/0" and refusal.again == "no" and refusal.known
        assert refusal.to_dict()["bound"] == {"max": 927408}
    unknown = sp.explain_upstream("who knows")
    assert unknown.class_ == "unknown" and not unknown.known and unknown.help
