"""Nodes that make refused media acceptable."""

import os
import shutil
import tempfile

import seedance_preflight as sp

from . import media


class FixImage:
    """Crops or pads, and scales, an image until it is accepted; an accepted one passes as it is."""

    CATEGORY = "Seedance"
    DESCRIPTION = "Makes an image acceptable to the service. An image that is accepted passes unchanged."
    FUNCTION = "fix"
    RETURN_TYPES = ("IMAGE",)

    @classmethod
    def INPUT_TYPES(cls):
        return {"required": {"image": ("IMAGE",), "fit": (["crop", "pad"],)}}

    def fix(self, image, fit):
        content = media.image_bytes(image)
        if sp.check(content, kind="image").accepted:
            return (image,)
        with tempfile.TemporaryDirectory(prefix="seedance-preflight-") as folder:
            path = os.path.join(folder, "image.png")
            with open(path, "wb") as file:
                file.write(content)
            return (media.image_tensor(sp.apply_fix(path, fit=fit, kind="image").source),)


class FixVideo:
    """Cuts, scales and encodes a video until it is accepted; an accepted one passes as it is."""

    CATEGORY = "Seedance"
    DESCRIPTION = "Makes a video acceptable to the service, by ffmpeg. A video that is accepted passes unchanged."
    FUNCTION = "fix"
    RETURN_TYPES = ("VIDEO",)

    @classmethod
    def INPUT_TYPES(cls):
        return {
            "required": {
                "video": ("VIDEO",),
                "fit": (["crop", "pad"],),
                "keep": (["start", "middle", "end"],),
                "extend": (["no", "hold", "slow", "loop"],),
            }
        }

    def fix(self, video, fit, keep, extend):
        source = media.video_source(video)
        if sp.check(source, kind="video").accepted:
            return (video,)
        # Not deleted: the nodes that follow read the result. ComfyUI empties its own folder of temporary files.
        folder = tempfile.mkdtemp(prefix="seedance-preflight-", dir=_temporary_folder())
        if not isinstance(source, (str, os.PathLike)):
            path = os.path.join(folder, "video")
            with open(path, "wb") as file:
                source.seek(0)
                shutil.copyfileobj(source, file)
            source = path
        output = os.path.join(folder, "video.mp4")
        extend = None if extend == "no" else extend
        sp.apply_fix(source, output=output, fit=fit, keep=keep, extend=extend, kind="video")
        from comfy_api.input_impl import VideoFromFile

        return (VideoFromFile(output),)


def _temporary_folder():
    try:
        import folder_paths
    except ImportError:
        return None
    return folder_paths.get_temp_directory()
