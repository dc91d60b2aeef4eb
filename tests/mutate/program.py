"""A test program with one file of its slice changed: made, run, compared."""

import json
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

MEMORY_MAX = 4 << 30  # a loop that never ends may take all there is; not with sanitizers, which reserve terabytes
SECONDS_MIN, SECONDS_MAX = 10, 1800


class Stopped(Exception):
    pass


class Builder:
    """Knows how this build compiles and links, and what runs of it."""

    def __init__(self, source, build):
        self.source, self.build_folder = source, build
        self.commands, self.running, self.stopped, self.guard = {}, set(), False, threading.Lock()
        self.scratch = tempfile.TemporaryDirectory(prefix="mutate-", dir=build)

    def build(self, programs):
        subprocess.run(["cmake", "--build", self.build_folder, "--target", *programs], check=True)
        for one in json.loads((self.build_folder / "compile_commands.json").read_text()):
            self.commands[one["file"].removeprefix(f"{self.source}/")] = one["command"]

    @contextmanager
    def folder(self):
        folder = Path(tempfile.mkdtemp(dir=self.scratch.name))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def link_command(self, program):
        listed = subprocess.run(["ninja", "-C", self.build_folder, "-t", "commands", program], check=True, capture_output=True, text=True).stdout
        return shlex.split(listed.splitlines()[-1].removeprefix(": && ").removesuffix(" && :"))

    def run(self, command, seconds, environment=None, limited=False):
        """Whether it ends well in time. Whatever it began ends with it."""
        with self.guard:
            if self.stopped:
                raise Stopped
            process = subprocess.Popen(command, cwd=self.build_folder, env=environment, start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, preexec_fn=limit_memory if limited else None)
            self.running.add(process)
        try:
            return process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            end(process)
            with self.guard:
                self.running.discard(process)
                if self.stopped:
                    raise Stopped

    def stop(self):
        with self.guard:
            self.stopped = True
            for process in self.running:
                end(process)


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


class Program:
    """The test program of a slice for changes of one of its files; the near one has only the tests that include the file's header, and
    draws three times by chance where the whole one draws a hundred times. Most changes are noticed by it, in a moment."""

    def __init__(self, builder, name, path):
        self.builder, self.name, self.path = builder, name, path
        self.compile = shlex.split(builder.commands[path])
        self.link = builder.link_command(name)
        self.limited = not any(word.startswith("-fsanitize=") for word in self.link)
        self.near_tests = self.tests_of_the_file()
        self.source = (builder.source / path).read_text()
        self.optimised, self.guard = None, threading.Lock()
        self.seconds = {near: self.time_of(near) for near in ([True] if self.near_tests else [])}

    def tests_of_the_file(self):
        file = self.builder.source / self.path
        return {test.name for test in file.parent.glob("*_test.cpp") if test.stem == f"{file.stem}_test" or f'#include "{file.stem}.h"' in test.read_text()}

    def time_of(self, near):
        """Of the program as it is: it has to pass."""
        with self.builder.folder() as folder:
            if not self.compiles(self.source, folder) or not self.links(near, folder):
                raise SystemExit(f"mutate: {self.path} does not compile and link as it is")
            began = time.monotonic()
            if not self.runs(near, folder, SECONDS_MAX):
                raise SystemExit(f"mutate: {self.name} fails as it is")
            return time.monotonic() - began

    def is_noticed(self, near, folder):
        """By a program that fails or does not end. The whole one's time is taken when the first change gets so far."""
        if near and not self.near_tests:
            return False
        with self.guard:
            if near not in self.seconds:
                self.seconds[near] = self.time_of(near)
        if not self.links(near, folder):
            raise RuntimeError(f"{self.path}: what compiles does not link")
        return not self.runs(near, folder, max(SECONDS_MIN, 5 * self.seconds[near]))

    # ---- compiling and linking

    def command_of(self, source, folder, output, dropped):
        """Includes of neighbours are found beside the original."""
        file = folder / Path(self.path).name
        file.write_text(source)
        words = shlex.split(re.sub(dropped, "", shlex.join(self.compile[:self.compile.index("-o")])))
        return [*words, "-w", "-iquote", str((self.builder.source / self.path).parent), "-o", str(folder / output), "-c", str(file)]

    def compiles(self, source, folder):
        return self.builder.run(self.command_of(source, folder, "changed.o", "-Werror"), SECONDS_MAX)

    def links(self, near, folder):
        """The changed file comes before the library that holds the original, which is then left there, or, where something else of it is
        wanted still (a template that the change has no more use for), of two the first counts."""
        words = [word for word in self.link if not (near and word.endswith("_test.cpp.o") and Path(word).name.removesuffix(".o") not in self.near_tests)]
        at = next(place for place, word in enumerate(words) if word.endswith(".o"))
        words[at:at] = ["-Wl,--strip-all", "-Wl,--allow-multiple-definition", str(folder / "changed.o")]
        words[words.index("-o") + 1] = str(folder / self.name)
        return self.builder.run(words, SECONDS_MAX)

    def code_of(self, source, folder):
        """As the optimiser leaves it, without what only sanitizers and precompiled headers want."""
        command = self.command_of(source, folder, "optimised.o", r"-include \S+|(?<=\s)-([OgW]|fsanitize|fno-sanitize|fpch)\S*")
        return (folder / "optimised.o").read_bytes() if self.builder.run([*command, "-O2", "-frandom-seed=0"], SECONDS_MAX) else None

    def compiles_to_the_same(self, source, folder):
        with self.guard:
            self.optimised = self.optimised or self.code_of(self.source, folder)
        assert self.optimised, f"{self.path} does not compile at -O2"
        return self.code_of(source, folder) == self.optimised

    # ---- running

    def runs(self, near, folder, seconds):
        environment = {**os.environ, "CAFEPOS_TEST_DATABASE": "sqlite", "RC_PARAMS": "seed=1" + (" max_success=3" if near else ""), "TMPDIR": str(folder)}
        return self.builder.run([str(folder / self.name), "--gtest_fail_fast", "--gtest_brief=1"], seconds, environment, self.limited)
