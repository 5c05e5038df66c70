"""ComfyUI's media as bytes, and back.

IMAGE is a tensor of batch, height, width and channels from 0 to 1; AUDIO a dict with ``waveform``, a tensor of batch, channels
and samples from -1 to 1, and ``sample_rate`` in Hz; VIDEO has ``get_stream_source()``, a path or a binary file.
"""

import io
import wave

import numpy
from PIL import Image


def image_bytes(image):
    """The first picture of a batch as PNG."""
    pixels = numpy.clip(image[0].cpu().numpy() * 255.0 + 0.5, 0, 255).astype(numpy.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def image_tensor(path):
    """A picture as a batch of one."""
    import torch

    with Image.open(path) as opened:
        pixels = numpy.asarray(opened.convert("RGB"), dtype=numpy.float32) / 255.0
    return torch.from_numpy(pixels[None])


def audio_bytes(audio):
    """The first recording of a batch as WAV of 16 bits."""
    samples = audio["waveform"][0].cpu().numpy()
    pcm = (numpy.clip(samples, -1, 1) * 32767).round().astype("<i2")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(pcm.shape[0])
        file.setsampwidth(2)
        file.setframerate(int(audio["sample_rate"]))
        # Samples of all channels in turn.
        file.writeframes(numpy.ascontiguousarray(pcm.T).tobytes())
    return out.getvalue()


def video_source(video):
    """A path, or a binary file."""
    return video.get_stream_source()
