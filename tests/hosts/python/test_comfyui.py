"""The nodes for ComfyUI, by its contract: classes with INPUT_TYPES, RETURN_TYPES, FUNCTION and CATEGORY in two mappings."""

import importlib.util
import io
import json
import shutil
import sys
import types
from pathlib import Path

import pytest

import seedance_preflight as sp
from seedance_preflight import _program

numpy = pytest.importorskip("numpy")
pytest.importorskip("PIL")
from PIL import Image  # noqa: E402


class Tensor:
    """What the nodes use of a tensor."""

    def __init__(self, array):
        self.array = array
        self.shape = array.shape

    def __getitem__(self, index):
        return Tensor(self.array[index])

    def cpu(self):
        return self

    def numpy(self):
        return self.array


class Blocker:
    def __init__(self, message):
        self.message = message


class VideoFromFile:
    """ComfyUI's video input."""

    def __init__(self, source):
        self.source = source

    def get_stream_source(self):
        return self.source


@pytest.fixture
def nodes(monkeypatch, tmp_path):
    """The package, loaded from its folder as ComfyUI does, with what the nodes use of ComfyUI."""
    modules = {
        "torch": {"from_numpy": Tensor},
        "comfy_execution": {},
        "comfy_execution.graph_utils": {"ExecutionBlocker": Blocker},
        "comfy_api": {},
        "comfy_api.input_impl": {"VideoFromFile": VideoFromFile},
        "folder_paths": {"get_temp_directory": lambda: str(tmp_path)},
    }
    for name, members in modules.items():
        module = types.ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    folder = Path("src/bindings/comfyui")
    spec = importlib.util.spec_from_file_location("comfyui_nodes", folder / "__init__.py", submodule_search_locations=[str(folder)])
    package = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "comfyui_nodes", package)
    spec.loader.exec_module(package)
    return package


def picture(width, height):
    return Tensor(numpy.linspace(0, 1, height * width * 3, dtype=numpy.float32).reshape(1, height, width, 3))


def run(nodes, name, **inputs):
    node = nodes.NODE_CLASS_MAPPINGS[name]
    return getattr(node(), node.FUNCTION)(**inputs)


def defaults(**changes):
    inputs = {"model": "seedance-2.0-image-to-video", "prompt": "The cat wakes up.", "aspect_ratio": "adaptive"}
    return inputs | {"quality": "720p", "duration": 5, "when_refused": "stop"} | changes


def test_the_contract(nodes):
    assert nodes.NODE_CLASS_MAPPINGS.keys() == nodes.NODE_DISPLAY_NAME_MAPPINGS.keys()
    known = {"IMAGE", "VIDEO", "AUDIO", "STRING", "INT", "BOOLEAN"}
    for node in nodes.NODE_CLASS_MAPPINGS.values():
        inputs = node.INPUT_TYPES()
        assert inputs.keys() <= {"required", "optional"} and node.CATEGORY and node.DESCRIPTION
        arguments = {name for part in inputs.values() for name in part}
        function = getattr(node, node.FUNCTION).__code__
        assert arguments == set(function.co_varnames[1 : function.co_argcount])
        for kind, *_ in (entry for part in inputs.values() for entry in part.values()):
            assert kind in known if isinstance(kind, str) else kind, kind
        assert set(node.RETURN_TYPES) <= known


def test_an_accepted_request_passes(nodes):
    done = run(nodes, "SeedancePreflight", **defaults(image=picture(1024, 768)))
    body, accepted, report = done["result"]
    assert accepted and json.loads(body)["image_urls"] and done["ui"]["text"] == [report]


def test_a_refused_request_is_blocked_or_reported(nodes):
    body, accepted, report = run(nodes, "SeedancePreflight", **defaults(image=picture(64, 64)))["result"]
    assert isinstance(body, Blocker) and not accepted and "image/side-out-of-range" in report == body.message
    body, accepted, _ = run(nodes, "SeedancePreflight", **defaults(image=picture(64, 64), when_refused="report"))["result"]
    assert json.loads(body)["prompt"] and not accepted


def test_without_blockers_it_raises(nodes, monkeypatch):
    monkeypatch.setitem(sys.modules, "comfy_execution.graph_utils", None)
    with pytest.raises(RuntimeError, match="image/side-out-of-range"):
        run(nodes, "SeedancePreflight", **defaults(image=picture(64, 64)))


def test_video_and_audio_are_measured(nodes):
    waveform = Tensor(numpy.zeros((1, 2, 44100 * 3), dtype=numpy.float32))
    inputs = defaults(
        model="seedance-2.0-reference-to-video",
        video=VideoFromFile("testdata/accepted/clip.mp4"),
        audio={"waveform": waveform, "sample_rate": 44100},
        when_refused="report",
    )
    _, accepted, report = run(nodes, "SeedancePreflight", **inputs)["result"]
    assert accepted, report
    clip = io.BytesIO(Path("testdata/refused/film-rate.mp4").read_bytes())
    _, accepted, report = run(nodes, "SeedancePreflight", **(inputs | {"video": VideoFromFile(clip)}))["result"]
    assert not accepted and "video/fps-out-of-range" in report


def test_fixes(nodes, tmp_path):
    try:
        _program.program()
    except sp.PreflightError:
        pytest.skip("the package was built without the program")
    accepted = picture(1024, 768)
    assert run(nodes, "SeedancePreflightFixImage", image=accepted, fit="crop") == (accepted,)
    (fixed,) = run(nodes, "SeedancePreflightFixImage", image=picture(400, 200), fit="crop")
    path = tmp_path / "fixed.png"
    Image.fromarray((fixed[0].numpy() * 255).astype("uint8")).save(path)
    assert sp.check(path).accepted
    if shutil.which("ffmpeg"):
        clip = VideoFromFile(io.BytesIO(Path("testdata/refused/film-rate.mp4").read_bytes()))
        (video,) = run(nodes, "SeedancePreflightFixVideo", video=clip, fit="crop", keep="start", extend="no")
        assert sp.check(video.get_stream_source()).accepted
