#!/usr/bin/env python3
"""What a built CafePOS is made of, as CycloneDX 1.5 (https://cyclonedx.org): Debian's packages that it was compiled from or loads,
and npm's that its pages contain, each with its version and its package URL. Run by ./dev parts; the package holds the result.

    package/parts.py build/release
"""

import base64
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

LOADED = re.compile(rb"lib[a-z0-9+._-]+?\.so(?:\.\d+)+")  # what the linker wrote down, and what core/loaded_library.h opens
TESTS_ONLY = ("_test.cpp.o:", "/tests/", "/bench/")


def output(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def headers(build):
    """The system's headers that the program's objects were compiled with."""
    ours, found = False, set()
    for line in output("ninja", "-C", build, "-t", "deps").splitlines():
        if not line.startswith(" "):
            ours = line.startswith("src/") and not any(part in line for part in TESTS_ONLY)
        elif ours and line.strip().startswith("/usr/include/"):
            found.add(line.strip())
    return found


def libraries(binary):
    """The files of the shared libraries that the program names."""
    known = re.findall(r"^\s(\S+) .*=> (\S+)$", output("/sbin/ldconfig", "-p"), re.MULTILINE)
    places = dict(reversed(known))  # this machine's own kind comes first
    names = {name.decode() for name in LOADED.findall(binary.read_bytes())}
    return {str(pathlib.Path(places[name]).resolve()) for name in names if name in places}


def debian(files):
    """The packages that the files belong to, with their versions. Files of merged folders are asked for by both names."""
    names = [name for file in sorted(files) for name in (file, file.removeprefix("/usr"))]
    owners = subprocess.run(["dpkg", "-S", *names], capture_output=True, text=True).stdout  # fails for each that is nobody's
    packages = {package for line in owners.splitlines() for package in line.rpartition(": ")[0].split(", ")}
    form = "${Package}\t${Version}\t${Architecture}\n"
    for line in sorted(set(output("dpkg-query", "-W", "-f", form, *sorted(packages)).splitlines())):
        name, version, architecture = line.split("\t")
        yield component(name, version, f"pkg:deb/debian/{quoted(name)}@{quoted(version)}?arch={architecture}&distro=debian-12")


def npm(lock):
    for path, part in json.loads(lock.read_text())["packages"].items():
        if not path or part.get("dev") or part.get("devOptional"):
            continue
        name = path.rpartition("node_modules/")[2]
        found = component(name, part["version"], f"pkg:npm/{quoted(name)}@{quoted(part['version'])}")
        algorithm, _, digest = part["integrity"].partition("-")
        found["hashes"] = [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}]
        yield found


def quoted(text):
    return urllib.parse.quote(text, safe="/:.-_~")


def component(name, version, purl):
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def main(build):
    root = pathlib.Path(__file__).resolve().parent.parent
    binary = pathlib.Path(build, "cafepos").resolve()
    version = output(binary, "--version").split()[-1]
    files = headers(build) | libraries(binary)
    product = {"type": "application", "bom-ref": "cafepos", "name": "cafepos", "version": version}
    parts = [*debian(files), *npm(root / "web" / "package-lock.json")]
    document = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": product}, "components": parts}
    print(json.dumps(document, indent=1))


main(*sys.argv[1:])
