"""What an admin copies from deploy/: who may do what, and where student code runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from traitlets.config import Config, PyFileConfigLoader

DEPLOY = Path(__file__).parents[2] / "deploy"
PARTS = sorted([*DEPLOY.glob("kubernetes/base/*.yaml"), DEPLOY / "container/compose.yaml"])
COURSES = ("neural-networks", "deep-learning")
HUBS = ("jupyterhub_config.py", "chainrule.py")
TOKEN = "5e" * 32


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """A folder as /etc/jupyterhub is when both courses have been added, with either hub's file."""
    for name in ("jupyterhub/jupyterhub_config.py", "jupyterhub/courses.toml", "tljh/chainrule.py"):
        text = (DEPLOY / name).read_text("utf-8").replace("/etc/jupyterhub", str(tmp_path))
        (tmp_path / Path(name).name).write_text(text, "utf-8")
    tokens = tmp_path / "tokens"
    tokens.mkdir(mode=0o700)
    for course in COURSES:
        (tokens / course).write_text(f"{TOKEN}\n", "ascii")
        (tokens / course).chmod(0o600)
    return tmp_path


@pytest.fixture(params=HUBS)
def hub(request: pytest.FixtureRequest, etc: Path) -> Path:
    """Either hub's configuration."""
    path: Path = etc / request.param
    return path


def load(path: Path) -> Any:
    config: Config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    return config.JupyterHub


def roles(path: Path) -> dict[str, dict[str, Any]]:
    return {role["name"]: role for role in load(path).load_roles}


def test_a_server_may_ask_for_what_nbgrader_needs_and_no_more(hub: Path) -> None:
    scopes = set(roles(hub)["server"]["scopes"])

    own = {"users:activity!user", "access:servers!server"}
    assert scopes == own | {
        "read:users:name!user",
        "read:users:groups!user",
        "list:services",
        "read:services",
    }


def test_an_instructor_may_open_the_formgraders_of_their_courses(hub: Path) -> None:
    for course in COURSES:
        role = roles(hub)[f"formgrade-{course}"]
        assert role["groups"] == [f"formgrade-{course}"]
        assert {scope.partition("!")[2] for scope in role["scopes"]} == {f"service={course}"}


def test_no_role_can_manage_anything(hub: Path) -> None:
    for role in roles(hub).values():
        verbs = {scope.partition(":")[0] for scope in role["scopes"]}
        assert verbs <= {"read", "list", "access", "users"}
        assert "services" not in role


def test_both_hubs_give_the_same_rights_and_start_the_same_formgraders(etc: Path) -> None:
    ours, theirs = roles(etc / "jupyterhub_config.py"), roles(etc / "chainrule.py")
    formgraders, others = (load(etc / name).services for name in HUBS)

    assert {name: ours[name] for name in theirs} == theirs
    assert len(formgraders) == len(others) == len(COURSES)
    for one, other in zip(formgraders, others, strict=True):
        same = ("name", "url", "user", "cwd", "api_token", "oauth_client_allowed_scopes")
        assert [one[key] for key in same] == [other[key] for key in same]


def test_a_formgrader_runs_as_its_courses_account_with_the_token_from_its_file(hub: Path) -> None:
    for service in load(hub).services:
        assert service["user"] == f"grader-{service['name']}"
        assert service["api_token"] == TOKEN
        assert not service.get("admin")


def test_no_token_is_in_a_file_that_is_copied() -> None:
    for path in (path for path in DEPLOY.rglob("*") if path.suffix in {".py", ".toml", ".sh"}):
        assert not re.search(r"[0-9a-f]{32}", path.read_text("utf-8")), path


def test_the_hub_does_not_start_with_a_token_that_others_can_read(hub: Path, etc: Path) -> None:
    (etc / "tokens/deep-learning").chmod(0o640)

    with pytest.raises(SystemExit, match=r"tokens/deep-learning"):
        load(hub)


def test_the_hub_says_what_makes_a_token_that_is_missing(hub: Path, etc: Path) -> None:
    (etc / "tokens/deep-learning").unlink()

    with pytest.raises(SystemExit, match=r"run add_course\.sh deep-learning"):
        load(hub)


def test_the_proxy_is_pinned_with_all_it_needs() -> None:
    wanted = json.loads((DEPLOY / "jupyterhub/proxy/package.json").read_text("utf-8"))
    locked = json.loads((DEPLOY / "jupyterhub/proxy/package-lock.json").read_text("utf-8"))

    assert locked["packages"][""]["dependencies"] == wanted["dependencies"]
    assert all("integrity" in one for name, one in locked["packages"].items() if name)


def documents() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in PARTS:
        for document in yaml.safe_load_all(path.read_text("utf-8")):
            yield path, document


def kind(name: str) -> dict[str, Any]:
    (found,) = (document for _, document in documents() if document.get("kind") == name)
    return found


@pytest.fixture
def pod() -> dict[str, Any]:
    spec: dict[str, Any] = kind("Job")["spec"]["template"]["spec"]
    return spec


def test_nothing_is_privileged_or_shares_the_nodes_files_or_its_engine() -> None:
    assert len(PARTS) > 4
    for path, document in documents():
        text = json.dumps(document)
        assert '"privileged": true' not in text, path
        assert "hostPath" not in text, path
        assert "docker.sock" not in text, path
        assert not re.search(r'"host(Network|PID|IPC)": true', text), path


def test_the_namespace_admits_restricted_pods_only() -> None:
    labels = kind("Namespace")["metadata"]["labels"]

    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def test_the_grading_pod_is_restricted(pod: dict[str, Any]) -> None:
    (container,) = pod["containers"]

    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "privileged": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"cpu", "memory", "ephemeral-storage"} <= set(container["resources"]["limits"])


def test_the_grading_pod_ends_and_goes(pod: dict[str, Any]) -> None:
    job = kind("Job")["spec"]

    assert job["activeDeadlineSeconds"] > 0
    assert job["ttlSecondsAfterFinished"] > 0
    assert pod["restartPolicy"] == "Never"


def test_nobody_talks_to_a_grading_pod_nor_it_to_anybody() -> None:
    policy = kind("NetworkPolicy")

    assert policy["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert {one["metadata"].get("namespace") for _, one in documents() if "metadata" in one} == {
        None,
        kind("Namespace")["metadata"]["name"],
    }


def test_every_manifest_is_applied() -> None:
    listed = kind("Kustomization")["resources"]

    there = {path.name for path in DEPLOY.glob("kubernetes/base/*.yaml")}
    assert set(listed) == there - {"kustomization.yaml"}


def test_the_gpu_overlay_adds_a_gpu_to_the_limits_and_nothing_to_the_rights(
    pod: dict[str, Any],
) -> None:
    folder = DEPLOY / "kubernetes/gpu"
    kustomization = yaml.safe_load((folder / "kustomization.yaml").read_text("utf-8"))
    patch = yaml.safe_load((folder / "gpu.yaml").read_text("utf-8"))

    assert (folder / kustomization["resources"][0]).resolve() == DEPLOY / "kubernetes/base"
    assert {operation["op"] for operation in patch} == {"add"}
    assert {operation["path"].rpartition("/")[2] for operation in patch} == {
        "nvidia.com~1gpu",
        "tolerations",
    }
    assert "nvidia.com/gpu" not in pod["containers"][0]["resources"]["limits"]


def test_the_container_has_no_network_no_rights_and_bounds() -> None:
    compose = yaml.safe_load((DEPLOY / "container/compose.yaml").read_text("utf-8"))
    (service,) = compose["services"].values()

    assert service["network_mode"] == "none"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert service["user"] == "10001:10001"
    assert {"pids_limit", "mem_limit", "cpus"} <= set(service)


def test_the_image_does_not_run_as_root() -> None:
    lines = (DEPLOY / "container/Containerfile").read_text("utf-8").splitlines()

    (user,) = (line for line in lines if line.startswith("USER"))
    assert user == "USER 10001:10001"
