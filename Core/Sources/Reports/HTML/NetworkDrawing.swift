import Inventory
import Vocabulary

/// Where the boxes and lines of the network's drawing stand; the same report gives the same drawing.
struct NetworkDrawing {
  /// A device, or those of a level that are not drawn one by one.
  struct Box {
    var x = 0
    var y = 0
    var title: String
    var subtitle: String
    var fullText: String
    var worst: Severity?
  }

  /// All conversations of two boxes.
  struct Line {
    var from: Int
    var to: Int
    var packets: UInt64
    var worst: Severity?

    /// 1 to 4 by the number of packets.
    var width: Int { packets > 100_000 ? 4 : packets > 5_000 ? 3 : packets > 200 ? 2 : 1 }
  }

  struct Row {
    var title: String
    var y: Int
    var assets: [Int]
  }

  static let width = 1_000
  static let rowHeight = 96
  static let boxWidth = 150
  static let boxHeight = 40
  /// Boxes of a level, the one for the rest included.
  static let boxesInRow = 6
  /// Lines that are drawn, the busiest first, those with a finding before all.
  static let lineLimit = 200

  private(set) var rows: [Row] = []
  private(set) var boxes: [Box] = []
  private(set) var lines: [Line] = []
  var height: Int { max(Self.rowHeight, rows.count * Self.rowHeight) }

  private let report: InspectReport
  private let profiles: HostProfiles

  /// What is known of each asset, by its number.
  private struct Known {
    var title: String
    var subtitle: String
    var level: Int?
    var packets: UInt64 = 0
    var worst: Severity?
    var box = 0
  }

  init(_ report: InspectReport) {
    self.report = report
    profiles = report.book.profiles
  }

  mutating func placeNodes() {
    var known: [UInt32: Known] = [:]
    for number in 0..<report.endpoints.count {
      let endpoint = EndpointID(rawValue: UInt32(truncatingIfNeeded: number))
      guard report.book.isAsset(endpoint), known[profiles[endpoint].asset] == nil,
        let asset = report.book.asset(of: endpoint)
      else { continue }
      let address = asset.ipv4.first ?? asset.ipv6.first ?? asset.macs.first.map { HostAddress(mac: $0) }
      let addressText = address?.text ?? asset.id
      let name = asset.hostnames.first ?? addressText
      let role = asset.roles.first?.role.text ?? asset.vendor ?? ""
      known[profiles[endpoint].asset] = Known(
        title: name, subtitle: asset.hostnames.isEmpty ? role : addressText, level: asset.level)
    }
    let pairs = countPackets(&known)
    markFindings(&known)
    layOut(&known)
    draw(pairs, known)
  }

  /// Packets between each two assets, each pair once.
  private func countPackets(_ known: inout [UInt32: Known]) -> [UInt64: UInt64] {
    var pairs: [UInt64: UInt64] = [:]
    report.book.forEachConversation(in: report.conversations) { row in
      let (client, server) = (profiles[row.client].asset, profiles[row.server].asset)
      let packets = row.packetsToServer &+ row.packetsToClient
      known[client]?.packets &+= packets
      known[server]?.packets &+= packets
      guard client != server, known[client] != nil, known[server] != nil else { return }
      pairs[Self.pair(client, server), default: 0] &+= packets
    }
    return pairs
  }

  private static func pair(_ left: UInt32, _ right: UInt32) -> UInt64 {
    UInt64(min(left, right)) << 32 | UInt64(max(left, right))
  }

  private func markFindings(_ known: inout [UInt32: Known]) {
    for finding in report.findings where finding.severity >= .medium {
      for endpoint in finding.endpoints {
        let asset = profiles[endpoint].asset
        if (known[asset]?.worst ?? .info) < finding.severity { known[asset]?.worst = finding.severity }
      }
    }
  }

  private mutating func layOut(_ known: inout [UInt32: Known]) {
    let titles: [(level: Int?, title: String)] = [
      (5, "Level 5, enterprise"), (4, "Level 4, site business"), (3, "Level 3, site operations"),
      (nil, "Level not known"), (2, "Level 2, supervision"), (1, "Level 1, control"), (0, "Level 0, process"),
    ]
    for entry in titles {
      let assets = known.keys.filter { known[$0]?.level == entry.level }.sorted { left, right in
        Self.precedes(known[left], known[right]) ?? (left < right)
      }
      guard !assets.isEmpty else { continue }
      let y = rows.count * Self.rowHeight
      rows.append(Row(title: "\(entry.title): \(assets.count)", y: y, assets: assets.map { Int($0) }))
      place(assets, y: y, &known)
    }
  }

  /// Those of a finding first, then the busiest; nil where nothing tells them apart.
  private static func precedes(_ left: Known?, _ right: Known?) -> Bool? {
    let (leftWorst, rightWorst) = (left?.worst ?? .info, right?.worst ?? .info)
    if leftWorst != rightWorst { return leftWorst > rightWorst }
    let (leftPackets, rightPackets) = (left?.packets ?? 0, right?.packets ?? 0)
    return leftPackets == rightPackets ? nil : leftPackets > rightPackets
  }

  private mutating func place(_ assets: [UInt32], y: Int, _ known: inout [UInt32: Known]) {
    let shown = assets.count > Self.boxesInRow ? Self.boxesInRow - 1 : assets.count
    let step = (Self.width - 16) / Self.boxesInRow
    for (position, asset) in assets.enumerated() where position < shown {
      guard let device = known[asset] else { continue }
      known[asset]?.box = boxes.count
      boxes.append(
        Box(
          x: 8 + position * step, y: y + 28, title: Self.cut(device.title),
          subtitle: Self.cut(device.subtitle),
          fullText: "\(device.title) \(device.subtitle)", worst: device.worst))
    }
    guard shown < assets.count else { return }
    for asset in assets[shown...] { known[asset]?.box = boxes.count }
    let count = "\(assets.count - shown) more"
    boxes.append(
      Box(x: 8 + shown * step, y: y + 28, title: count, subtitle: "", fullText: count, worst: nil))
  }

  /// As much of a text as a box is wide.
  private static func cut(_ text: String) -> String {
    text.count > 20 ? String(text.prefix(19)) + "…" : text
  }

  private mutating func draw(_ pairs: [UInt64: UInt64], _ known: [UInt32: Known]) {
    var byBoxes: [UInt64: UInt64] = [:]
    for (pair, packets) in pairs {
      guard let left = known[UInt32(pair >> 32)], let right = known[UInt32(truncatingIfNeeded: pair)],
        left.box != right.box
      else { continue }
      byBoxes[Self.pair(UInt32(left.box), UInt32(right.box)), default: 0] &+= packets
    }
    let worst = worstOfPairs(known)
    for key in byBoxes.keys.sorted() {
      lines.append(
        Line(
          from: Int(key >> 32), to: Int(key & 0xFFFF_FFFF), packets: byBoxes[key] ?? 0, worst: worst[key]))
    }
    lines.sort { left, right in
      if left.worst != right.worst { return (left.worst ?? .info) > (right.worst ?? .info) }
      if left.packets != right.packets { return left.packets > right.packets }
      return (left.from, left.to) < (right.from, right.to)
    }
    if lines.count > Self.lineLimit { lines.removeLast(lines.count - Self.lineLimit) }
    // What stands out is drawn last, above the others.
    lines.reverse()
  }

  /// The worst finding between each two boxes that it names.
  private func worstOfPairs(_ known: [UInt32: Known]) -> [UInt64: Severity] {
    var worst: [UInt64: Severity] = [:]
    for finding in report.findings where finding.severity >= .medium {
      var named: [UInt32] = []
      for endpoint in finding.endpoints {
        guard let device = known[profiles[endpoint].asset] else { continue }
        if !named.contains(UInt32(device.box)) { named.append(UInt32(device.box)) }
      }
      guard named.count == 2 else { continue }
      let key = Self.pair(named[0], named[1])
      worst[key] = max(worst[key] ?? .info, finding.severity)
    }
    return worst
  }
}
