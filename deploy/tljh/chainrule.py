"""The Littlest JupyterHub with nbgrader courses that Chainrule grades: a snippet to copy.

It goes to /opt/tljh/config/jupyterhub_config.d/chainrule.py; docs/jupyterhub.md says what else. The
names of people are those that they log in with: TLJH makes the account jupyter-NAME for each.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

COURSES = {
    "neural-networks": {"port": 9101, "students": ["alice", "bob"], "instructors": ["ines"]},
    "deep-learning": {"port": 9102, "students": ["carol"], "instructors": ["ines"]},
}

TOKENS = Path("/etc/jupyterhub/tokens")
PROGRAMS = "/opt/tljh/user/bin"


def token_of(course):
    """Return the course's API token, from a file that its owner alone can read."""
    path = TOKENS / course
    if not path.is_file():
        sys.exit(f"{path} is not there: run add_course.sh {course}")
    if path.stat().st_mode & 0o077:
        sys.exit(f"{path} is for its owner alone: delete it, and run add_course.sh {course}")
    return path.read_text("ascii").strip()


# The hub's groups open formgraders; the machine's open the exchange: TLJH puts people into those.
c.JupyterHub.load_groups = {
    **{f"nbgrader-{course}": {"users": of["students"]} for course, of in COURSES.items()},
    **{f"formgrade-{course}": {"users": of["instructors"]} for course, of in COURSES.items()},
}
c.UserCreatingSpawner.user_groups = {
    f"nbgrader-{course}": of["students"] for course, of in COURSES.items()
}

# A course's formgrader is a server of its own, as the user grader-<course>, whom nobody logs in as.
c.JupyterHub.services = [
    {
        "name": course,
        "url": f"http://127.0.0.1:{of['port']}",
        "command": [f"{PROGRAMS}/jupyterhub-singleuser"],
        "user": f"grader-{course}",
        "cwd": f"/home/grader-{course}/course",
        "environment": {
            "JUPYTERHUB_USER": f"grader-{course}",
            "PATH": f"{PROGRAMS}:{os.defpath}",
        },
        "api_token": token_of(course),
        "oauth_client_allowed_scopes": [],
    }
    for course, of in COURSES.items()
]

# What a server may ask of the hub in its user's name: nbgrader asks for the user's groups and the
# courses' addresses, and for nothing else.
c.JupyterHub.load_roles = [
    {
        "name": "server",
        "scopes": [
            "users:activity!user",
            "access:servers!server",
            "read:users:name!user",
            "read:users:groups!user",
            "list:services",
            "read:services",
        ],
    },
    *(
        {
            "name": f"formgrade-{course}",
            "description": f"May open the formgrader of {course}",
            "groups": [f"formgrade-{course}"],
            "scopes": [
                f"access:services!service={course}",
                f"list:services!service={course}",
                f"read:services!service={course}",
            ],
        }
        for course in COURSES
    ),
]
