"""Drives a headless Chromium over its debugging pipe, with nothing but Python's own library."""
import json
import os
import shutil
import subprocess
import tempfile


class Browser:
    """One browser; its commands are those of the Chrome DevTools Protocol."""

    def __init__(self, program="chromium"):
        commands, self._commands = os.pipe()
        self._answers, answers = os.pipe()
        self._folder = tempfile.mkdtemp(prefix="bulkhead-browser-")

        def place():
            # Copied out of the way first: the pipes' own numbers may be 3 and 4.
            first, second = os.dup2(commands, 103), os.dup2(answers, 104)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self._process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", "--no-first-run", "--user-data-dir=" + self._folder, "about:blank"],
            preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self._waiting = b""
        self._number = 0
        self.events = []

    def call(self, method, session=None, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]
            self.events.append(answer)

    def _read(self):
        parts = [self._waiting]
        while b"\0" not in parts[-1]:
            part = os.read(self._answers, 1 << 20)
            if not part:
                raise EOFError("the browser ended")
            parts.append(part)
        message, _, self._waiting = b"".join(parts).partition(b"\0")
        return json.loads(message)

    def open(self, address):
        """Opens a page; gives its session."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "DOM", "Runtime"):
            self.call(domain + ".enable", session)
        self.call("Target.setAutoAttach", session, autoAttach=True, waitForDebuggerOnStart=False, flatten=True)
        self.call("Page.navigate", session, url=address)
        self.evaluate(session, "new Promise(done => document.readyState === 'complete' ? done() : "
                               "addEventListener('load', done))")
        return session

    def evaluate(self, session, expression):
        result = self.call("Runtime.evaluate", session, expression=expression, awaitPromise=True,
                           returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def close(self):
        try:
            self.call("Browser.close")
        except (EOFError, OSError):
            pass
        self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)
