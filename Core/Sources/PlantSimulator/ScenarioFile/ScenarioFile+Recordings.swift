import Vocabulary

extension ScenarioFile {
  static let recordingKeys = [
    "recording", "hosts", "timePercent", "vlan", "firstHostilePacket", "actor", "targets",
  ]

  static func readRecording(
    _ parts: [String: ScenarioNode], _ node: ScenarioNode, _ clock: ScenarioClock
  ) throws(ScenarioError) -> PlantEntry {
    let file = try text(parts, "recording", node)
    guard let kind = parts["kind"], let at = parts["at"], let hosts = parts["hosts"] else {
      throw node.error("a recording needs 'hosts': which of its addresses is which station of the plant")
    }
    var recording = Recording(
      file: file, kind: try kind.string(), hosts: try readHosts(hosts), actor: "", targets: [])
    if let percent = parts["timePercent"] { recording.timePercent = try percent.integer(1...100_000) }
    if let vlan = parts["vlan"] { recording.vlan = UInt16(clamping: try vlan.integer(1...4_094)) }
    if let packet = parts["firstHostilePacket"] {
      recording.deedFrame = try packet.integer(1...Int(Int32.max))
    }
    if let actor = parts["actor"] { recording.actor = HostAddress(ipv4: try station(actor)).text }
    for target in try parts["targets"]?.elements(limit: Recording.hostLimit) ?? [] {
      recording.targets.append(HostAddress(ipv4: try station(target)).text)
    }
    let moment = try clock.moment(at)
    guard moment < clock.end else { throw at.error("this lies outside the days that the plant lives") }
    return PlantEntry(
      id: try text(parts, "id", node),
      isAttack: try parts["is"]?.word(["attack", "benign"]) == "attack", making: .recording(recording),
      start: moment, technique: try parts["technique"]?.string(),
      windowSeconds: try parts["windowSeconds"]?.integer(0...604_800) ?? 0)
  }

  private static func readHosts(_ node: ScenarioNode) throws(ScenarioError) -> [Recording.Mapping] {
    var hosts: [Recording.Mapping] = []
    for element in try node.elements(limit: Recording.hostLimit) {
      let parts = try element.members(["from", "to", "mac"], required: ["from", "to"])
      guard let from = parts["from"], let to = parts["to"] else {
        throw element.error("'from' and 'to' are needed")
      }
      guard let address = Self.number(try from.string()) else {
        throw from.error("an IPv4 address of the capture is expected")
      }
      guard !hosts.contains(where: { $0.from == address }) else {
        throw from.error("this address stands twice")
      }
      let place = try station(to)
      let known = Host.all.first { $0.address == place }?.mac
      let mac = try parts["mac"].map { part throws(ScenarioError) in try hardware(part) }
      guard let mac = mac ?? known else {
        throw element.error("a new station needs its hardware address: \"mac\": \"54:ee:75:00:00:01\"")
      }
      hosts.append(Recording.Mapping(from: address, to: place, mac: mac))
    }
    return hosts
  }

  /// A station of the plant by its name, or any IPv4 address.
  private static func station(_ node: ScenarioNode) throws(ScenarioError) -> UInt32 {
    let text = try node.string()
    if let host = Host.all.first(where: { $0.name == text }) { return host.address }
    if let address = number(text) { return address }
    throw node.unknown(
      text, among: Host.all.map(\.name), "is neither a station of the plant nor an IPv4 address")
  }

  private static func number(_ text: String) -> UInt32? {
    guard let address = HostAddress(text), address.kind == .ipv4 else { return nil }
    return UInt32(truncatingIfNeeded: address.low)
  }

  private static func hardware(_ node: ScenarioNode) throws(ScenarioError) -> MACAddress {
    var number: UInt64 = 0
    let parts = try node.string().split(separator: ":", omittingEmptySubsequences: false)
    for part in parts {
      guard parts.count == 6, part.utf8.count == 2, let octet = UInt8(part, radix: 16) else {
        throw node.error("a hardware address is expected, such as \"54:ee:75:00:00:01\"")
      }
      number = number << 8 | UInt64(octet)
    }
    return MACAddress(rawValue: number)
  }
}
