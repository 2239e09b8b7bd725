"""A client that does what curl will not: dawdles, lies about lengths, sends two requests as one.

wire.py PORT CASE prints what came back, a line of words. Only this machine is spoken to.
"""

import http.client
import os
import signal
import socket
import ssl
import sys
import threading
import time

PORT = int(sys.argv[1])


def tcp(source="127.0.0.1"):
    plain = socket.socket()
    plain.bind((source, 0))
    plain.settimeout(60)
    plain.connect(("127.0.0.1", PORT))
    return plain


def tls(source="127.0.0.1"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(tcp(source))


def read_all(connection):
    """Everything until the other side closes; what was read before a reset, too."""
    octets = b""
    try:
        while piece := connection.recv(65536):
            octets += piece
    except OSError:
        pass
    return octets


def statuses(octets):
    return " ".join(part.split(b" ")[0].decode() for part in octets.split(b"HTTP/1.1 ")[1:])


def until_closed(connection, dribble=b""):
    """Whole seconds until the other side closes, sending one octet a second meanwhile."""
    began = time.monotonic()
    closed = threading.Event()
    threading.Thread(target=lambda: (read_all(connection), closed.set()), daemon=True).start()
    while not closed.wait(1) and time.monotonic() - began < 90:
        try:
            if dribble:
                connection.send(dribble)
        except OSError:
            break
    return f"closed after {round(time.monotonic() - began)} s"


HEAD = b"Host: 127.0.0.1\r\n"
POST = b"POST /api/v1/sign-in HTTP/1.1\r\n" + HEAD + b"Content-Type: application/json\r\n"
GET = b"GET /api/v1/session HTTP/1.1\r\n" + HEAD


def ask(octets):
    connection = tls()
    connection.settimeout(25)
    try:
        connection.sendall(octets)
    except OSError:
        pass
    began = time.monotonic()
    answer = read_all(connection)
    return f"{statuses(answer) or 'nothing'}; closed: {time.monotonic() - began < 5}"


def slow_head():
    connection = tls()
    connection.send(b"GET /api/v1/session HTTP/1.1\r\nX-Slow: ")
    return until_closed(connection, b"a")


def slow_body():
    connection = tls()
    connection.send(POST + b"Content-Length: 1000\r\n\r\n")
    return until_closed(connection, b"{")


def no_handshake():
    return until_closed(tcp())


def slow_handshake():
    connection = tcp()
    connection.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
    return until_closed(connection, b"\x00")


def idle():
    connection = tls()
    connection.send(GET + b"\r\n")
    return until_closed(connection)


def never_reads():
    connection = tls()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(5)
    began = time.monotonic()
    try:
        while time.monotonic() - began < 170:
            try:
                connection.sendall((GET + b"\r\n") * 100)
            except TimeoutError:
                # It takes no more. From now on: does it hold the connection for good?
                time.sleep(1)
                if connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                    break
    except OSError:
        pass
    return f"closed after {round(time.monotonic() - began)} s"


def head():
    """An answer to HEAD has no body: what follows it is the next answer."""
    connection = tls()
    connection.sendall(GET.replace(b"GET", b"HEAD") + b"\r\n" + GET + b"Connection: close\r\n\r\n")
    answer = read_all(connection)
    return f"{statuses(answer)}; bodies: {answer.count(b'{')}"


def pipelined():
    last = b"Connection: close\r\n\r\n"
    return ask((GET + b"\r\n") * 4 + GET + last)


def endless_body():
    connection = tls()
    connection.settimeout(25)
    sent = 0
    began = time.monotonic()
    try:
        connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
        while time.monotonic() - began < 30:
            connection.sendall(b"1000\r\n" + b"{" * 4096 + b"\r\n")
            sent += 4096
    except OSError:
        pass
    return f"{statuses(read_all(connection))}; stopped: {time.monotonic() - began < 20}"


def shapes():
    """Each raw request by name, and what it gets."""
    smuggled = GET + b"\r\n"
    cases = {
        "no request": b"\r\n\r\nhello\r\n\r\n",
        "another protocol": b"\x05\x01\x00",
        "HTTP/0.9": b"GET /api/v1/session\r\n\r\n",
        "HTTP/2 by prior knowledge": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "a body of 70000 octets": POST + b"Content-Length: 70000\r\n\r\n" + b"{" * 70000,
        "a header of 20000 octets": GET + b"X: " + b"a" * 20000 + b"\r\n\r\n",
        "a target of 20000 octets": b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
        "a hundred headers": GET + b"".join(b"X-%d: a\r\n" % n for n in range(100)) + b"\r\n",
        "both lengths": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
        "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 40\r\n\r\n" + smuggled,
        "a length with a sign": POST + b"Content-Length: +5\r\n\r\nabcde" + smuggled,
        "a length list": POST + b"Content-Length: 5, 5\r\n\r\nabcde" + smuggled,
        "an unknown coding": POST + b"Transfer-Encoding: gzip\r\n\r\n" + smuggled,
        "chunked, and not last": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + smuggled,
        "chunked, misspelt": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled,
        "a chunk's size too large": POST + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + smuggled,
        "a chunk's size that is none": POST + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n" + smuggled,
        "a blank before the colon": POST + b"Content-Length : 5\r\n\r\nabcde" + smuggled,
        "a folded header": GET + b"X: a\r\n b\r\nContent-Length: 3\r\n\r\n" + smuggled,
        "a null in a header": GET + b"X: a\x00b\r\n\r\n",
        "no host": b"GET /api/v1/session HTTP/1.1\r\n\r\n",
        "two hosts": GET + HEAD + b"\r\n",
    }
    return "\n".join(f"{name}: {ask(octets)}" for name, octets in cases.items())


def share():
    """Connections of one address beyond its share, and one of another meanwhile."""
    held = []
    for _ in range(32):
        held.append(tls())
    try:
        beyond = tls()
        beyond.send(GET + b"Connection: close\r\n\r\n")
        told = statuses(read_all(beyond)) or "closed"
    except OSError:
        told = "closed"
    other = tls("127.0.0.2")
    other.send(GET + b"Connection: close\r\n\r\n")
    elsewhere = statuses(read_all(other))
    for connection in held:
        connection.close()
    time.sleep(1)
    again = tls()
    again.send(GET + b"Connection: close\r\n\r\n")
    return f"beyond: {told}; elsewhere: {elsewhere}; afterwards: {statuses(read_all(again))}"


def flood():
    """Sign-ins at once from many addresses, and how long others wait for an answer meanwhile."""
    body = b'{"login":"nobody","password":"a long enough guess"}'
    request = POST + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    answers, lock = [], threading.Lock()

    def sign_in(number):
        connection = tls(f"127.0.1.{number}")
        connection.sendall(request)
        answer = read_all(connection)
        with lock:
            answers.append(answer)

    threads = [threading.Thread(target=sign_in, args=(n + 1,)) for n in range(60)]
    for thread in threads:
        thread.start()
    longest = 0.0
    while any(thread.is_alive() for thread in threads):
        began = time.monotonic()
        connection = tls()
        connection.sendall(GET + b"Connection: close\r\n\r\n")
        read_all(connection)
        longest = max(longest, time.monotonic() - began)
        time.sleep(0.02)
    codes = [statuses(answer) for answer in answers]
    counts = " ".join(f"{code}:{codes.count(code)}" for code in sorted(set(codes)))
    retry = all(b"Retry-After: " in answer for answer in answers if b" 503 " in answer[:20])
    return f"{counts}; retry: {retry}; others waited {longest * 1000:.0f} ms at most"


def watch():
    """Asks by one connection, with a certificate, until it counts no more.

    Tells when the last request that was taken had been sent, when the first was refused, and how many there were.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    connection = http.client.HTTPSConnection("127.0.0.1", PORT, context=context)
    began, asked, taken = time.monotonic(), 0, 0.0
    while time.monotonic() - began < 60:
        sent = time.time()
        connection.request("GET", "/api/v1/session")
        answer = connection.getresponse()
        answer.read()
        asked += 1
        if answer.status == 403:
            return f"{taken} {time.time()} {asked}"
        taken = sent
        if asked == 1:
            print("watching", flush=True)
        time.sleep(0.01)
    return "never"


def resumed():
    """Three connections with a certificate, the later ones resumed from the ticket of the one before."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    session, told = None, []
    for _ in range(3):
        connection = context.wrap_socket(tcp(), session=session)
        connection.sendall(GET + b"Connection: close\r\n\r\n")
        answer = statuses(read_all(connection))
        told.append(f"{connection.session_reused} {answer}")
        session = connection.session
    return " ".join(told)


def stopping():
    """A sign-in is under way and a connection idle when SIGTERM comes."""
    idle, busy = tls(), tls()
    idle.sendall(GET + b"\r\n")
    idle.recv(65536)
    body = b'{"login":"nobody","password":"a long enough guess"}'
    busy.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    time.sleep(0.05)
    os.kill(int(sys.argv[3]), signal.SIGTERM)
    answer = statuses(read_all(busy))
    idle.settimeout(10)
    try:
        while idle.recv(65536):
            pass
        end = "closed"
    except TimeoutError:
        end = "open"
    except OSError:
        end = "closed"
    try:
        tls()
        new = "taken"
    except OSError:
        new = "refused"
    return f"under way: {answer}; idle: {end}; new: {new}"


if __name__ == "__main__":
    print(globals()[sys.argv[2]]())
