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

SANITIZED = "-fsanitize="
MEMORY_MAX = 4 << 30  # a loop that never ends may take all there is; not with sanitizers, which reserve terabytes
SECONDS_MIN = 20


class Stopped(Exception):
    pass


class Builder:
    """Knows how this build compiles and links, and what runs of it."""

    def __init__(self, source, build):
        self.source, self.build_folder = source, build
        self.commands, self.running, self.stopped, self.guard = {}, set(), False, threading.Lock()
        self.times, self.timing = {}, threading.Lock()
        self.scratch = build / "mutate"

    def build(self, programs):
        subprocess.run(["cmake", "--build", self.build_folder, "--target", *programs], check=True)
        for one in json.loads((self.build_folder / "compile_commands.json").read_text()):
            self.commands[str(Path(one["file"]).relative_to(self.source)) if one["file"].startswith(f"{self.source}/src/") else one["file"]] = one["command"]
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir()

    @contextmanager
    def folder(self):
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
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
    """The test program of a slice for changes of one of its files."""

    def __init__(self, builder, name, path):
        self.builder, self.name, self.path = builder, name, path
        self.compile = shlex.split(builder.commands[path])
        self.link = builder.link_command(name)
        self.limited = not any(word.startswith(SANITIZED) for word in self.compile)
        suites = self.suites_of_the_file()
        self.quick = ":".join(f"{one}.*:*/{one}.*" for one in suites)
        self.rest = f"-{self.quick}" if suites else "*"
        self.original = None
        if self.quick:
            self.seconds_of(self.quick)

    def suites_of_the_file(self):
        """Of the tests beside it that include its header: most changes are noticed there, in a moment."""
        file = self.builder.source / self.path
        suites = set()
        for test in file.parent.glob("*_test.cpp"):
            text = test.read_text()
            if test.stem == f"{file.stem}_test" or f'#include "{file.stem}.h"' in text:
                suites |= set(re.findall(r"^TEST(?:_[FP])?\((\w+),", text, re.MULTILINE))
        return sorted(suites)

    def seconds_of(self, part):
        """Of the program as it is; it has to pass."""
        with self.builder.timing, self.builder.folder() as folder:
            if (self.name, part) not in self.builder.times:
                began = time.monotonic()
                if not self.passes(self.builder.build_folder / self.name, part, folder, 1800):
                    raise SystemExit(f"mutate: {self.name} fails as it is (--gtest_filter={part})")
                self.builder.times[self.name, part] = time.monotonic() - began
            return self.builder.times[self.name, part]

    # ---- compiling

    def source_in(self, folder, source):
        """Includes of neighbours are found beside the original."""
        file = folder / Path(self.path).name
        file.write_text(source)
        return file

    def command_of(self, file, output, keep):
        words, skip = [], False
        for word, following in zip(self.compile, [*self.compile[1:], ""]):
            if skip or not keep(word, following):
                skip = not skip and word == "-include"
                continue
            words.append(word)
        at = words.index("-o")
        return [*words[:at], "-w", "-iquote", str((self.builder.source / self.path).parent), "-o", str(output), "-c", str(file)]

    def made_with(self, source, folder):
        """The program with this in the file's place, if that compiles."""
        file, output, program = self.source_in(folder, source), folder / "changed.o", folder / self.name
        if not self.builder.run(self.command_of(file, output, lambda word, _: word != "-Werror"), 300):
            return None
        at = next(place for place, word in enumerate(self.link) if word.endswith(".o"))
        words = [*self.link[:at], str(output), *self.link[at:]]
        words[words.index("-o") + 1] = str(program)
        return program if self.builder.run(words, 300) else None

    def code_of(self, source, folder):
        """As the optimiser leaves it."""
        def keep(word, _):
            return not re.match(r"-(O|g|W|fsanitize|fno-sanitize|fpch|include)", word)
        output = folder / "optimised.o"
        if not self.builder.run([*self.command_of(self.source_in(folder, source), output, keep), "-O2", "-frandom-seed=0"], 300):
            return None
        return output.read_bytes()

    def compiles_to_the_same(self, source, folder):
        if self.original is None:
            self.original = self.code_of((self.builder.source / self.path).read_text(), folder)
            assert self.original is not None, self.path
        return self.code_of(source, folder) == self.original

    # ---- running

    def passes(self, binary, part, folder, seconds):
        environment = {**os.environ, "CAFEPOS_TEST_DATABASE": "sqlite", "RC_PARAMS": "seed=1", "TMPDIR": str(folder)}
        return self.builder.run([str(binary), f"--gtest_filter={part}", "--gtest_fail_fast", "--gtest_brief=1"], seconds, environment, self.limited)

    def passes_quick(self, binary, folder):
        return not self.quick or self.passes(binary, self.quick, folder, self.limit(self.quick))

    def passes_rest(self, binary, folder):
        return self.passes(binary, self.rest, folder, self.limit("*"))

    def limit(self, part):
        return max(SECONDS_MIN, 5 * self.seconds_of(part))
