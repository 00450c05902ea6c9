"""JupyterHub with nbgrader courses that Chainrule grades: a configuration to copy.

Which courses there are is said in courses.toml, beside this file. Who is in them is said by the
machine's own groups, `nbgrader-<course>` for students and `formgrade-<course>` for instructors,
which docs/jupyterhub.md and add_course.sh make. Nothing here is secret.
"""

import grp
import os
import sys
import tomllib
from pathlib import Path

c = get_config()  # noqa: F821

HERE = Path(__file__).resolve().parent
PROGRAMS = Path(sys.executable).parent
STATE = Path("/var/lib/jupyterhub")
TOKENS = HERE / "tokens"
COURSES = tomllib.loads((HERE / "courses.toml").read_text("utf-8"))


def token_of(course):
    """Return the course's API token, from a file that its owner alone can read."""
    path = TOKENS / course
    if not path.is_file():
        sys.exit(f"{path} is not there: run add_course.sh {course}")
    if path.stat().st_mode & 0o077:
        sys.exit(f"{path} is for its owner alone: delete it, and run add_course.sh {course}")
    return path.read_text("ascii").strip()


def unix_groups(user):
    """Return the groups of this user on the machine that say which courses they are in."""
    ours = {f"{kind}-{course}" for course in COURSES for kind in ("nbgrader", "formgrade")}
    return sorted(
        group.gr_name for group in grp.getgrall() if group.gr_name in ours and user in group.gr_mem
    )


def with_unix_groups(_authenticator, _handler, authentication):
    """Let the hub's groups be the machine's, as they are when somebody logs in."""
    return authentication | {"groups": unix_groups(authentication["name"])}


# The hub, behind a web server that speaks HTTPS.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.command = [
    str(PROGRAMS.parent / "proxy/node_modules/.bin/configurable-http-proxy")
]
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")

# Who may log in: those in a course, with the password of their account on this machine.
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.manage_groups = True
c.Authenticator.post_auth_hook = with_unix_groups
c.LocalAuthenticator.allowed_groups = {
    f"{kind}-{course}" for course in COURSES for kind in ("nbgrader", "formgrade")
}

# Everybody's own server runs as themselves, in their home.
c.JupyterHub.spawner_class = "localprocess"
c.Spawner.cmd = [str(PROGRAMS / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"

# A course's formgrader is a server of its own, as the user grader-<course>, whom nobody logs in as.
c.JupyterHub.services = [
    {
        "name": course,
        "url": f"http://127.0.0.1:{settings['port']}",
        "command": [str(PROGRAMS / "jupyterhub-singleuser")],
        "user": f"grader-{course}",
        "cwd": f"/home/grader-{course}/course",
        "environment": {"JUPYTERHUB_USER": f"grader-{course}", "PATH": f"{PROGRAMS}:{os.defpath}"},
        "api_token": token_of(course),
        "oauth_client_allowed_scopes": [],
    }
    for course, settings in COURSES.items()
]

# What a server may ask of the hub in its user's name. nbgrader's own example lets it do all that
# the user may (`inherit`); nbgrader asks for the user's groups and the courses' addresses, and for
# nothing else.
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
    *(
        {
            "name": f"nbgrader-{course}",
            "description": f"Is a student of {course}",
            "groups": [f"nbgrader-{course}"],
            "scopes": [],  # a role makes the hub know the group
        }
        for course in COURSES
    ),
]
