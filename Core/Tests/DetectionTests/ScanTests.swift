import Detection
import Testing
import Vocabulary

@Suite("Scans")
struct ScanTests {
  @Test(
    "8 silent addresses within ten minutes are a scan, 7 are not",
    arguments: [(7, false), (8, true), (40, true)])
  func addressBoundary(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let actor = scene.host()
    for number in 0..<count { scene.flow(actor, scene.host(), .unanswered, at: Double(number) * 10) }
    #expect(scene.kinds == (isFound ? [.addressScan] : []))
    #expect(scene.severity(.addressScan) == (isFound ? .medium : nil))
    if isFound {
      #expect(scene.findings[0].parameters.contains(FindingParameter(.targets, .number(UInt64(count)))))
      #expect(scene.findings[0].evidence.count == min(count, 10))
      #expect(scene.findings[0].endpoints.count == min(count, 16) + 1)
    }
  }

  @Test(
    "the window: 8 addresses in 595 s are medium, in 602 s slow",
    arguments: [(85.0, Severity.medium), (86.0, .low)])
  func addressWindow(_ gap: Double, _ severity: Severity) {
    var scene = Scene()
    let actor = scene.host()
    for number in 0..<8 { scene.flow(actor, scene.host(), .refused, at: Double(number) * gap) }
    #expect(scene.kinds == [.addressScan] && scene.severity(.addressScan) == severity)
  }

  @Test("flows that end out of order are put in order")
  func outOfOrder() {
    var scene = Scene()
    let actor = scene.host()
    let targets = (0..<16).map { _ in scene.host() }
    for (number, target) in targets.enumerated().reversed() {
      scene.flow(actor, target, .refused, at: Double(number))
    }
    #expect(scene.findings.first?.first == Scene.time(0))
    #expect(scene.findings.first?.evidence.map(\.time) == (0..<10).map { Scene.time(Double($0)) })
  }

  @Test("silent: the owner's scanner, one dead partner, group addresses, connections that were of use")
  func addressLookAlikes() {
    var scene = Scene()
    let scanner = scene.host(owner: .scanner)
    let poller = scene.host()
    let dead = scene.host()
    let speaker = scene.host()
    let busy = scene.host()
    for number in 0..<64 {
      let target = scene.host()
      scene.flow(scanner, target, .unanswered, at: Double(number))
      scene.flow(poller, dead, .unanswered, at: Double(number))
      scene.flow(busy, target, .closed, at: Double(number), toServer: 8, toClient: 7)
      scene.flow(
        speaker, scene.host(HostAddress(ipv4: 0xEFC0_0100 + UInt32(number))), .unanswered, at: Double(number),
        name: .enip, transport: .udp)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "silent echo requests and datagrams count, cyclic data that nobody answers and lone answers do not",
    arguments: [
      (Transport.icmp, UInt16(0), UInt64(1), true), (.udp, 50_000, 1, true), (.udp, 50_000, 3, true),
      (.udp, 50_000, 4, false), (.udp, 53, 1, false), (.icmp, 0, 4, false), (.tcp, 50_000, 1, false),
    ])
  func datagrams(_ transport: Transport, _ clientPort: UInt16, _ packets: UInt64, _ isFound: Bool) {
    var scene = Scene()
    let actor = scene.host()
    for number in 0..<16 {
      scene.flow(
        actor, scene.host(), port: 7, .oneWay, at: Double(number), transport: transport,
        clientPort: clientPort,
        toServer: packets)
    }
    #expect(scene.kinds == (isFound ? [.addressScan] : []))
  }

  @Test("connections opened and dropped without a word count too")
  func answeredScan() {
    var scene = Scene()
    let actor = scene.host()
    for number in 0..<16 {
      scene.flow(actor, scene.host(), .reset, at: Double(number), toServer: 2, toClient: 1)
    }
    #expect(scene.kinds == [.addressScan])
  }

  @Test("8 ports of one host are a scan, 7 are not", arguments: [(7, false), (8, true)])
  func portBoundary(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let actor = scene.host()
    let target = scene.host()
    for number in 0..<count {
      scene.flow(actor, target, port: UInt16(number + 1), .refused, at: Double(number))
    }
    #expect(scene.kinds == (isFound ? [.portScan] : []))
  }

  @Test("the hosts of one port scan are one finding")
  func portsOfMany() {
    var scene = Scene()
    let actor = scene.host()
    for _ in 0..<3 {
      let target = scene.host()
      for port in 1...20 { scene.flow(actor, target, port: UInt16(port), .refused, at: Double(port)) }
    }
    #expect(scene.kinds == [.portScan])
    #expect(scene.findings[0].endpoints.count == 4)
    #expect(scene.findings[0].parameters.contains(FindingParameter(.targets, .number(3))))
    #expect(scene.findings[0].parameters.contains(FindingParameter(.ports, .number(20))))
  }

  @Test("silent: the owner's scanner, a closed port tried again, a route trace, answers without questions")
  func portLookAlikes() {
    var scene = Scene()
    let actor = scene.host()
    let scanner = scene.host(owner: .scanner)
    let target = scene.host()
    for number in 0..<60 {
      let number16 = UInt16(number)
      scene.flow(scanner, target, port: number16 + 1, .refused, at: Double(number))
      scene.flow(actor, target, port: 502, .refused, at: Double(number), clientPort: 50_000 + number16)
      scene.flow(actor, target, port: 33_434 + number16, .unanswered, at: Double(number), transport: .udp)
      scene.flow(
        target, actor, port: 50_000 + number16, .unanswered, at: Double(number), transport: .udp,
        clientPort: 161)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test("8 units without an answer are a scan, 7 are not", arguments: [(7, false), (8, true)])
  func unitBoundary(_ count: Int32, _ isFound: Bool) {
    var scene = Scene()
    let actor = scene.host()
    let target = scene.controller()
    scene.act(actor, target, .read, unit: 1, name: .modbus)
    for unit in 0..<count {
      scene.act(actor, target, .read, .plain, .unanswered, at: Double(unit), unit: unit + 2, name: .modbus)
    }
    #expect(scene.kinds == (isFound ? [.unitScan] : []))
  }

  @Test("129 units that answer are a scan, 128 are not", arguments: [(128, false), (129, true)])
  func answeringUnits(_ count: Int32, _ isFound: Bool) {
    var scene = Scene()
    let actor = scene.host()
    let target = scene.controller()
    for round in 0..<3 {
      for unit in 0..<count { scene.act(actor, target, .read, at: Double(round), unit: unit, name: .modbus) }
    }
    #expect(scene.kinds == (isFound ? [.unitScan] : []))
  }

  @Test("silent: requests alone are captured, one dead unit is polled on, the owner's scanner")
  func unitLookAlikes() {
    var scene = Scene()
    let actor = scene.host()
    let scanner = scene.host(owner: .scanner)
    let oneWay = scene.controller()
    let gateway = scene.controller()
    scene.act(actor, gateway, .read, unit: 1, name: .modbus)
    for number in 0..<100 {
      scene.act(
        actor, oneWay, .read, .plain, .unanswered, at: Double(number), unit: Int32(number % 30), name: .modbus
      )
      scene.act(actor, gateway, .read, .plain, .unanswered, at: Double(number), unit: 9, name: .modbus)
      scene.act(
        scanner, gateway, .read, .plain, .refused, at: Double(number), unit: Int32(number), code: 3,
        name: .modbus)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "8 refused functions are a scan, 7 are not; low by an engineering workstation",
    arguments: [(7, false), (8, true)])
  func functionBoundary(_ count: UInt32, _ isFound: Bool) {
    var scene = Scene()
    let actor = scene.host()
    let engineer = scene.host(owner: .engineeringWorkstation)
    let target = scene.controller()
    let other = scene.controller()
    for code in 0..<count {
      scene.act(actor, target, .read, .plain, .refused, at: Double(code), code: code, name: .modbus)
      scene.act(engineer, other, .read, .plain, .refused, at: Double(code), code: code, name: .modbus)
    }
    #expect(scene.findings.map(\.severity) == (isFound ? [.medium, .low] : []))
    #expect(scene.kinds.allSatisfy { $0 == .functionCodeScan })
  }

  @Test("silent: one code refused again and again, many codes that the device has")
  func functionLookAlikes() {
    var scene = Scene()
    let actor = scene.host()
    let target = scene.controller()
    for number in 0..<200 {
      scene.act(actor, target, .read, .plain, .refused, at: Double(number), code: 3, name: .modbus)
      scene.act(actor, target, .read, at: Double(number), code: UInt32(number), name: .cip)
    }
    #expect(scene.findings.isEmpty)
  }
}

@Suite("Refusal bursts")
struct RefusalBurstTests {
  @Test(
    "32 different refusals in a minute are a burst, 31 are not, nor are 32 in more",
    arguments: [
      (31, 1.0, false), (32, 1.0, true), (32, 60.0 / 31, true), (32, 2.0, false),
    ])
  func boundary(_ count: Int, _ gap: Double, _ isFound: Bool) {
    var scene = Scene()
    let actor = scene.host()
    let target = scene.controller()
    for number in 0..<count {
      scene.act(
        actor, target, .read, .plain, .refused, at: Double(number) * gap, code: 3,
        object: ObjectReference(.holdingRegisters, first: UInt32(number) * 10, count: 10), name: .modbus)
    }
    #expect(scene.kinds == (isFound ? [.refusalBurst] : []))
    #expect(scene.severity(.refusalBurst) == (isFound ? .medium : nil))
  }

  @Test("silent: a wrongly configured poll, the owner's scanner, files that a share does not have")
  func lookAlikes() {
    var scene = Scene()
    let actor = scene.host()
    let scanner = scene.host(owner: .scanner)
    let target = scene.controller()
    for number in 0..<500 {
      let object = ObjectReference(.holdingRegisters, first: UInt32(number), count: 1)
      scene.act(actor, target, .read, .plain, .refused, at: Double(number) / 10, code: 3, name: .modbus)
      scene.act(
        scanner, target, .read, .plain, .refused, at: Double(number) / 10, code: 3, object: object,
        name: .modbus)
      scene.act(
        actor, target, .transfer, .fileRead, .refused, at: Double(number) / 10, object: object, name: .smb2)
    }
    #expect(scene.findings.isEmpty)
  }
}

@Suite("Device discovery")
struct DeviceDiscoveryTests {
  @Test(
    "a search for all devices is low, info by a station with a part in the plant, one finding for all answers"
  )
  func search() {
    var scene = Scene()
    let group = scene.host(HostAddress(mac: MACAddress(rawValue: 0x01_0ECF_0000_00)))
    let actor = scene.host()
    let engineer = scene.host(owner: .engineeringWorkstation)
    for _ in 0..<5 { scene.act(actor, scene.host(), .identify, name: .pnDCP) }
    scene.act(engineer, group, .identify, .plain, .unanswered, name: .pnDCP)
    #expect(scene.kinds == [.deviceDiscovery, .deviceDiscovery])
    #expect(scene.findings.map(\.severity) == [.low, .info])
    #expect(scene.findings.map(\.count) == [5, 1])
    #expect(scene.findings.map(\.endpoints) == [[actor], [engineer]])
  }

  @Test("a broadcast of another control protocol counts, its question to one device does not")
  func broadcast() {
    var scene = Scene()
    let actor = scene.host()
    scene.act(actor, scene.controller(), .identify, name: .enip)
    #expect(scene.findings.isEmpty)
    scene.act(actor, scene.host(HostAddress(ipv4: .max)), .identify, .plain, .unanswered, name: .enip)
    #expect(scene.kinds == [.deviceDiscovery])
  }

  @Test("silent: the owner's scanner, a search by name, an announcement")
  func lookAlikes() {
    var scene = Scene()
    let group = scene.host(HostAddress(mac: MACAddress(rawValue: 0x01_0ECF_0000_00)))
    let actor = scene.host()
    scene.act(scene.host(owner: .scanner), group, .identify, name: .pnDCP)
    scene.act(actor, group, .identify, object: ObjectReference(.nameOfStation), name: .pnDCP)
    scene.act(actor, group, .identify, .announce, name: .pnDCP)
    #expect(scene.findings.isEmpty)
  }
}
