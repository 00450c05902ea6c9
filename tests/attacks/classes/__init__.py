"""The attacks, by class."""

from . import (
    asking,
    channel,
    comparisons,
    endless,
    exhaustion,
    frameworks,
    hooks,
    memory,
    network,
    objects,
    planting,
    processes,
    secrets,
)

CLASSES = {
    "comparisons": comparisons.ATTACKS,
    "hooks": hooks.ATTACKS,
    "secrets": secrets.ATTACKS,
    "network": network.ATTACKS,
    "processes": processes.ATTACKS,
    "channel": channel.ATTACKS,
    "asking": asking.ATTACKS,
    "objects": objects.ATTACKS,
    "memory": memory.ATTACKS,
    "frameworks": frameworks.ATTACKS,
    "planting": planting.ATTACKS,
    "exhaustion": exhaustion.ATTACKS,
    "endless": endless.ATTACKS,
}
