"""The node that checks a request with its media, and stops the graph before a refused one is billed."""

import json

import seedance_preflight as sp

from . import media

_UPLOADS = "https://upload.example.com/"


class Preflight:
    """Checks the prompt and the media of one request."""

    CATEGORY = "Seedance"
    DESCRIPTION = "Checks a request with its media before it is sent. A refused request stops the nodes after this one."
    FUNCTION = "check"
    OUTPUT_NODE = True
    RETURN_TYPES = ("STRING", "BOOLEAN", "STRING")
    RETURN_NAMES = ("request", "accepted", "report")

    @classmethod
    def INPUT_TYPES(cls):
        limits = [profile.to_dict()["request"] for profile in sp.profiles()]
        models = list(dict.fromkeys(model["id"] for request in limits for model in request["models"]))
        ratios = list(dict.fromkeys(size["ratio"] for request in limits for size in request["sizes"]))
        qualities = list(dict.fromkeys(size["quality"] for request in limits for size in request["sizes"]))
        url = ("STRING", {"default": ""})
        return {
            "required": {
                "model": (models,),
                "prompt": ("STRING", {"multiline": True, "default": ""}),
                "aspect_ratio": (["adaptive", *ratios],),
                "quality": (qualities, {"default": "720p"}),
                "duration": ("INT", {"default": 5, "min": -1, "max": 60}),
                "when_refused": (["stop", "report"],),
            },
            "optional": {
                "image": ("IMAGE",),
                "last_image": ("IMAGE",),
                "video": ("VIDEO",),
                "audio": ("AUDIO",),
                "image_url": url,
                "video_url": url,
                "audio_url": url,
                "language": (["en", "zh"],),
            },
        }

    def check(
        self,
        model,
        prompt,
        aspect_ratio,
        quality,
        duration,
        when_refused,
        image=None,
        last_image=None,
        video=None,
        audio=None,
        image_url="",
        video_url="",
        audio_url="",
        language="en",
    ):
        request = {"model": model, "prompt": prompt, "quality": quality, "duration": duration}
        request["aspect_ratio"] = aspect_ratio
        assets = {}
        given = {
            "image_urls": [(image, "image.png", media.image_bytes), (last_image, "last.png", media.image_bytes)],
            "video_urls": [(video, "video.mp4", media.video_source)],
            "audio_urls": [(audio, "audio.wav", media.audio_bytes)],
        }
        linked = {"image_urls": image_url, "video_urls": video_url, "audio_urls": audio_url}
        for field, inputs in given.items():
            urls = [linked[field]] if linked[field] else []
            for value, name, source in inputs:
                if value is not None:
                    # The node that uploads writes the real URL in its place.
                    urls.append(_UPLOADS + name)
                    assets[urls[-1]] = source(value)
            if urls:
                request[field] = urls
        report = sp.check_request(request, assets=assets, fetch=True, profile="auto", language=language)
        text, body = str(report), json.dumps(request, ensure_ascii=False)
        if when_refused == "stop" and not report.accepted:
            body = _blocked(text)
        return {"ui": {"text": [text]}, "result": (body, report.accepted, text)}


def _blocked(text):
    """What keeps ComfyUI from running the nodes that take this output."""
    try:
        from comfy_execution.graph_utils import ExecutionBlocker
    except ImportError:
        raise RuntimeError(text) from None
    return ExecutionBlocker(text)
