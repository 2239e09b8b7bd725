"""Puts the page's parts into one file, with a policy that allows these parts and no connection."""
import base64
import hashlib
import pathlib
import sys


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def main():
    module, folder, out = (pathlib.Path(argument) for argument in sys.argv[1:])
    script, worker = (folder / "page.js").read_text(), (folder / "worker.js").read_text()
    parts = {
        "style": (folder / "page.css").read_text(),
        "module": base64.b64encode(module.read_bytes()).decode(),
        "worker": worker,
        "script": script,
        # The worker is a blob and inherits this policy. The report's frame has its own style and runs nothing.
        "policy": "default-src 'none'; script-src " + digest(script) + " 'wasm-unsafe-eval' blob:; "
        "worker-src blob:; style-src 'unsafe-inline'; connect-src 'none'; form-action 'none'; base-uri 'none'",
    }
    page = (folder / "page.html").read_text()
    for name, text in parts.items():
        page = page.replace("@" + name + "@", text, 1)
    out.write_text(page)


main()
