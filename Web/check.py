"""Holds the page to the command line: usage: check.py PAGE BULKHEAD CAPTURE…

Each capture is dropped on the page in a headless Chromium. Its JSON must be the command line's byte for byte, a
capture that cannot be read must get its words, and no request may leave the page. Exit status: 0 all hold.
"""
import hashlib
import os
import pathlib
import subprocess
import sys

from browser import Browser

waiting = """new Promise(done => { const look = () => document.documentElement.dataset.state === 'done' ||
  document.documentElement.dataset.state === 'failed' ? done(true) : setTimeout(look, 5); look(); })"""
answering = """(async () => { const { status, error, memoryOctets, milliseconds, json } = document.answer;
  const digest = json ? await json.text() : '';
  return { status, error, memoryOctets, milliseconds, json: digest }; })()"""


def command_line(bulkhead, capture):
    run = subprocess.run(
        [bulkhead, "inspect", "--format", "json", "--registry", "none", capture.name], cwd=capture.parent,
        capture_output=True, check=False)
    return run.returncode, run.stdout, run.stderr.decode()


def main():
    page, bulkhead, captures = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3:]
    browser = Browser(os.environ.get("BULKHEAD_BROWSER", "chromium"))
    session = browser.open(pathlib.Path(page).resolve().as_uri())
    failures = 0
    for path in captures:
        capture = pathlib.Path(path).resolve()
        browser.evaluate(session, "document.documentElement.dataset.state = ''")
        root = browser.call("DOM.getDocument", session)["root"]["nodeId"]
        node = browser.call("DOM.querySelector", session, nodeId=root, selector="#file")["nodeId"]
        browser.call("DOM.setFileInputFiles", session, files=[str(capture)], nodeId=node)
        browser.evaluate(session, waiting)
        answer = browser.evaluate(session, answering)
        status, json, words = command_line(bulkhead, capture)
        wrong = []
        if answer["status"] != status:
            wrong.append(f"status {answer['status']}, the command line's is {status}")
        if answer["error"] and f"bulkhead: {capture.name}: {answer['error']}\n" != words:
            wrong.append(f"says {answer['error']!r}, the command line {words!r}")
        if status != 1 and hashlib.sha256(answer["json"].encode()).digest() != hashlib.sha256(json).digest():
            wrong.append(f"JSON of {len(answer['json'])} octets is not the command line's of {len(json)}")
        if wrong:
            failures += 1
            print(f"{path}: {'; '.join(wrong)}")
        if len(captures) < 10:
            print(f"{path}: {answer['milliseconds']:.0f} ms, {answer['memoryOctets'] >> 20} MiB")
    requests = [event["params"]["request"]["url"] for event in browser.events
                if event["method"] == "Network.requestWillBeSent"]
    left = [url for url in requests if not url.startswith(("file:", "blob:", "data:", "about:"))]
    browser.close()
    print(f"{len(captures)} captures, {failures} that differ, {len(left)} requests that left the page")
    for url in left:
        print(f"  {url}")
    sys.exit(1 if failures or left else 0)


main()
