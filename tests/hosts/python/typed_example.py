"""What a user writes, for type checkers; it also runs."""

import io
from fractions import Fraction
from pathlib import Path

import seedance_preflight as sp


def describe(report: sp.Report) -> str:
    lines: list[str] = [f"{report.source}: {report.verdict}"]
    for finding in report.findings:
        lines.append(f"{finding.severity} {finding.rule}: {finding.message} {finding.help}")
    return "\n".join(lines)


def seconds(facts: sp.Facts) -> float:
    duration: Fraction | None = facts.duration
    return float(duration) if duration is not None else 0.0


def main() -> None:
    clip = Path("testdata/accepted/clip.mp4")
    reports = [sp.check(clip), sp.check(str(clip)), sp.check(clip.read_bytes()), sp.check(io.BytesIO(clip.read_bytes()))]
    with clip.open("rb") as file:
        reports.append(sp.check(file, kind="video", deep=False, profile=sp.Profile("seedance-2.5"), language="zh"))
    assert all(describe(report) and seconds(report.facts) == 4 for report in reports)
    request = {"model": "seedance-2.0-image-to-video", "prompt": "", "image_urls": ["https://example.com/a.jpg"]}
    checked: sp.RequestReport = sp.check_request(request, assets={"https://example.com/a.jpg": clip}, select="request")
    size = checked.output_size
    if size is not None:
        width, height = size
        assert width > height
    for asset in checked.assets:
        assert asset.facts is None or asset.facts.format == "mp4"
    refusal: sp.Refusal = sp.explain_upstream({"error": {"message": "rate limit"}})
    assert refusal.class_ and sp.explain("video/fps-out-of-range").limits and sp.rules() and sp.profiles()
    try:
        sp.output_size("1:7", "8k")
    except sp.UsageError as error:
        assert isinstance(error, sp.PreflightError)


if __name__ == "__main__":
    main()
