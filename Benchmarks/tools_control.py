"""Control protocols by the servers and clients that integrators use: pymodbus, python-snap7, asyncua, mosquitto."""
import os
import random
import subprocess
import time

MODBUS_SERVER = """
import asyncio
from pymodbus.server import StartAsyncTcpServer
from pymodbus.simulator import SimData, SimDevice, DataType
device = SimDevice(1, [SimData(0, count=400, values=17, datatype=DataType.REGISTERS)])
asyncio.run(StartAsyncTcpServer(device, address=("0.0.0.0", 502)))
"""

# An HMI: polls two areas, writes a set point now and then, and connects anew as panels do.
MODBUS_CLIENT = """
import sys, time, random
from pymodbus.client import ModbusTcpClient
server, seconds, period = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
client = ModbusTcpClient(server)
client.connect()
end, turn = time.monotonic() + seconds, 0
while time.monotonic() < end:
    client.read_holding_registers(0, count=40, device_id=1)
    client.read_input_registers(100, count=20, device_id=1)
    client.read_coils(0, count=16, device_id=1)
    turn += 1
    if turn % 7 == 0: client.write_register(200, random.randrange(1000), device_id=1)
    if turn % 11 == 0: client.write_registers(210, [random.randrange(1000) for _ in range(4)], device_id=1)
    if turn % 40 == 0: client.close(); client.connect()
    time.sleep(period)
client.close()
"""

S7_SERVER = """
import time
from ctypes import c_uint8
from snap7.server import Server
from snap7.type import SrvArea
server = Server()
db = (c_uint8 * 1024)()
server.register_area(SrvArea.DB, 1, db)
marks = (c_uint8 * 256)()
server.register_area(SrvArea.MK, 0, marks)
server.start(tcp_port=102)
while True: time.sleep(1)
"""

S7_CLIENT = """
import sys, time, random
from snap7.client import Client
server, seconds = sys.argv[1], float(sys.argv[2])
client = Client()
client.connect(server, 0, 2)
for call in ("get_cpu_info", "get_cp_info", "get_order_code", "list_blocks", "get_cpu_state", "get_plc_datetime"):
    try: print(call, getattr(client, call)())
    except Exception as error: print(call, error)
end, turn = time.monotonic() + seconds, 0
while time.monotonic() < end:
    client.db_read(1, 0, 64)
    client.db_read(1, 200, 32)
    turn += 1
    if turn % 9 == 0: client.db_write(1, 100, bytearray(random.randbytes(4)))
    time.sleep(0.5)
client.disconnect()
"""

OPCUA_SERVER = """
import asyncio
from asyncua import Server
async def main():
    server = Server()
    await server.init()
    server.set_endpoint("opc.tcp://0.0.0.0:4840/plant/")
    index = await server.register_namespace("urn:plant:press")
    press = await server.nodes.objects.add_object(index, "Press")
    values = []
    for name in ("Temperature", "Pressure", "Speed", "SetPoint"):
        node = await press.add_variable(index, name, 20.0)
        await node.set_writable()
        values.append(node)
    async with server:
        number = 0.0
        while True:
            await asyncio.sleep(0.5)
            number += 0.1
            await values[0].write_value(20.0 + number % 5)
            await values[1].write_value(3.0 + number % 2)
asyncio.run(main())
"""

OPCUA_CLIENT = """
import asyncio, sys, random
from asyncua import Client
class Handler:
    def datachange_notification(self, node, value, data): pass
async def main(server, seconds):
    for _ in range(60):
        try:
            client = Client("opc.tcp://%s:4840/plant/" % server)
            await client.connect()
            break
        except OSError: await asyncio.sleep(0.5)
    async def browse(node, depth):
        for child in await node.get_children():
            await child.read_browse_name()
            if depth: await browse(child, depth - 1)
    await browse(client.nodes.objects, 2)
    index = await client.get_namespace_index("urn:plant:press")
    names = ("Temperature", "Pressure", "Speed", "SetPoint")
    nodes = [await client.nodes.objects.get_child([f"{index}:Press", f"{index}:{name}"]) for name in names]
    subscription = await client.create_subscription(500, Handler())
    await subscription.subscribe_data_change(nodes[:2])
    end, turn = asyncio.get_running_loop().time() + seconds, 0
    while asyncio.get_running_loop().time() < end:
        for node in nodes: await node.read_value()
        turn += 1
        if turn % 8 == 0: await nodes[3].write_value(random.uniform(10, 90))
        await asyncio.sleep(1)
    await client.disconnect()
asyncio.run(main(sys.argv[1], float(sys.argv[2])))
"""


def wait(processes, seconds):
    deadline = time.monotonic() + seconds
    for process in processes:
        try:
            process.wait(max(1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass


def finished(processes):
    for process in processes:
        if process.poll() not in (0, None):
            raise RuntimeError("%s exits with %d" % (process.args[-4:], process.poll()))
        if process.poll() is None:
            raise RuntimeError("%s did not end" % process.args[-4:])


def modbus(segment, seconds):
    controllers = [segment.host("plc%d" % number) for number in (1, 2)]
    hmi, historian = segment.host("hmi", 50), segment.host("hist", 60)
    for controller in controllers:
        controller.python(MODBUS_SERVER)
        controller.waits_for(502)
    clients = [hmi.python(MODBUS_CLIENT, plc.address, seconds, 0.5) for plc in controllers]
    clients.append(historian.python(MODBUS_CLIENT.replace("turn += 1", "pass"), controllers[0].address, seconds, 5))
    wait(clients, seconds + 30)
    finished(clients)


def s7(segment, seconds):
    controller, hmi = segment.host("plc"), segment.host("hmi", 50)
    controller.python(S7_SERVER)
    controller.waits_for(102)
    client = hmi.python(S7_CLIENT, controller.address, seconds)
    wait([client], seconds + 30)
    finished([client])


def opcua(segment, seconds):
    server, client = segment.host("server"), segment.host("hmi", 50)
    server.python(OPCUA_SERVER)
    server.waits_for(4840)
    work = client.python(OPCUA_CLIENT, server.address, seconds)
    wait([work], seconds + 60)
    finished([work])


def mqtt(segment, seconds):
    broker = segment.host("broker")
    sensors = [segment.host("sensor%d" % number, 50 + number) for number in range(3)]
    reader = segment.host("reader", 70)
    certificate(broker)
    broker.run("mosquitto_passwd", "-b", "-c", os.path.join(broker.folder, "users"), "line", "Kn4rr-7-Welle")
    os.chmod(os.path.join(broker.folder, "users"), 0o644)
    broker.write(
        "mosquitto.conf", "user root\npassword_file {0}/users\nlistener 1883\nlistener 8883\n"
        "certfile {0}/server.pem\nkeyfile {0}/server.key\n".replace("{0}", broker.folder))
    broker.start("mosquitto", "-c", os.path.join(broker.folder, "mosquitto.conf"))
    broker.waits_for(8883)
    login = ["-h", broker.address, "-u", "line", "-P", "Kn4rr-7-Welle"]
    reader.start("mosquitto_sub", *login, "-t", "plant/#", "-v", "-q", "1", "-k", "15")
    secure = ["-p", "8883", "--cafile", os.path.join(broker.folder, "server.pem"), "--insecure"]
    reader.start("mosquitto_sub", *login, *secure, "-t", "plant/line1/#", "-k", "15")
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for sensor in sensors:
            number += 1
            extra = secure if number % 4 == 0 else []
            sensor.run("mosquitto_pub", *login, *extra, "-t", "plant/line1/%s" % sensor.name, "-q", str(number % 3),
                       "-m", '{"value": %.2f}' % random.uniform(10, 90))
        time.sleep(1)


def certificate(host):
    host.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365", "-subj",
             "/O=Plant/CN=%s.plant.example" % host.name, "-addext", "subjectAltName=IP:%s" % host.address,
             "-keyout", "server.key", "-out", "server.pem")
