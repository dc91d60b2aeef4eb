"""nginx and HAProxy before a café, with the files of docs/operations/proxy.md: their ports, folders and logs are changed, nothing else."""

import os
import re
import socket
import ssl
import subprocess

from cafe import SOURCE, free_ports, wait_for

PAGE = SOURCE / "docs/operations/proxy.md"
AROUND_NGINX = """daemon off;
{user}
pid {folder}/pid;
error_log {folder}/errors;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/1; uwsgi_temp_path {folder}/2; scgi_temp_path {folder}/3;
    log_format passed_on '$upstream_addr';
    access_log {folder}/log passed_on;
    include {folder}/cafepos.conf;
}}
"""
NEVER = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # who asks nobody who it speaks to
NEVER.check_hostname, NEVER.verify_mode = False, ssl.CERT_NONE


def page_block(name):
    return re.search(rf"```\n(# {re.escape(name)}\n.*?)```", PAGE.read_text(), re.S)[1]


class Direct:
    """No proxy."""

    name = "direct"

    def __init__(self, port):
        self.port = port

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def connect(self, source):
        return socket.create_connection(("127.0.0.1", self.port), timeout=20, source_address=(source, 0))

    def passed_on(self):
        """How many requests it has sent to the server; None: no one can say but who sent them."""
        return None


class Front(Direct):
    """A proxy. Use it with `with`."""

    def __init__(self, folder, port, certificate):
        super().__init__(free_ports("127.0.0.1", 1))
        self.folder, self.backend, self.certificate, self.process = folder / type(self).__name__, port, certificate, None
        self.folder.mkdir()

    def __enter__(self):
        command = self.command()
        with (self.folder / "said").open("ab") as said:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
        wait_for(self.name, self.is_reachable, 20)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def is_reachable(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} did not start: " + (self.folder / "said").read_text()[-1000:])
        try:
            with self.connect("127.0.0.1") as line:
                line.sendall(b"GET /health/ready HTTP/1.1\r\nHost: cafe\r\nConnection: close\r\n\r\n")
                return b" 200 " in line.recv(1000)
        except OSError:
            return False

    def connect(self, source):
        return NEVER.wrap_socket(super().connect(source))

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return str(self.folder / name)


class Nginx(Front):
    name = "nginx"
    more = ""

    def command(self):
        block = page_block("/etc/nginx/conf.d/cafepos.conf")
        block = block.replace("127.0.0.1:8880", f"127.0.0.1:{self.backend}").replace("listen 443", f"listen 127.0.0.1:{self.port}")
        block = block.replace("/etc/cafepos/chain.pem", self.write("chain.pem", self.certificate))
        block = block.replace("/etc/cafepos/key.pem", str(self.folder / "chain.pem"))
        self.write("cafepos.conf", block.replace("    location / {\n", "    location / {\n" + self.more))
        user = "user root;" if os.geteuid() == 0 else ""  # the folder is of whoever started us
        around = self.write("nginx.conf", AROUND_NGINX.format(folder=self.folder, user=user))
        return ["nginx", "-e", str(self.folder / "errors"), "-c", around]

    def passed_on(self):
        """The servers that it asked, whether or not the client waited for what they said."""
        return (self.folder / "log").read_text().count("127.0.0.1:")


class PassingNginx(Nginx):
    """One that hands bodies on as they come, in chunks."""

    name = "nginx, unbuffered"
    more = "        proxy_request_buffering off;\n"


class Haproxy(Front):
    name = "HAProxy"

    def command(self):
        block = page_block("/etc/haproxy/haproxy.cfg")
        block = block.replace("127.0.0.1:8880", f"127.0.0.1:{self.backend}").replace("bind :443", f"bind 127.0.0.1:{self.port}")
        block = block.replace("/etc/cafepos/chain-and-key.pem", self.write("chain.pem", self.certificate))
        # One connection to the server for all clients, so that what one leaves behind on it would reach another.
        block = block.replace("defaults\n", 'defaults\n    log stdout format raw daemon\n    log-format "%ci to %s"\n    http-reuse always\n')
        return ["haproxy", "-db", "-f", self.write("haproxy.cfg", block)]

    def passed_on(self):
        return sum(" to cafepos" in line for line in (self.folder / "said").read_text().splitlines())


def certificate_of(cafe):
    """Its key and certificate, for the proxies: made by the café itself."""
    done = cafe.command("tls", "init")
    assert done.returncode == 0, done.stdout
    return (cafe.folder / "data/tls/server.pem").read_text()
