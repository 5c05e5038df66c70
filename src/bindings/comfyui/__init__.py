"""Nodes for ComfyUI that check media and a prompt before a billed call, and make refused media acceptable.

Copy or link this folder into ``custom_nodes``, and install the package ``seedance-preflight`` into ComfyUI's environment.
"""

from .fix_nodes import FixImage, FixVideo
from .preflight_node import Preflight

NODE_CLASS_MAPPINGS = {
    "SeedancePreflight": Preflight,
    "SeedancePreflightFixImage": FixImage,
    "SeedancePreflightFixVideo": FixVideo,
}

NODE_DISPLAY_NAME_MAPPINGS = {
    "SeedancePreflight": "Seedance Preflight",
    "SeedancePreflightFixImage": "Seedance Preflight: Fix Image",
    "SeedancePreflightFixVideo": "Seedance Preflight: Fix Video",
}

__all__ = ["NODE_CLASS_MAPPINGS", "NODE_DISPLAY_NAME_MAPPINGS"]
